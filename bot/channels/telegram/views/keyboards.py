"""The buttons under an answer."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.answering.answer import Answer, Status
from bot.answering.browse import Browser
from bot.answering.examples import Example
from bot.answering.further import one_kind
from bot.answering.wording import say
from bot.channels.telegram.views.callback_data import MOST_CODES, Press, Verb, read_press
from bot.channels.telegram.views.passing_on import passing_on, read_on
from bot.knowledge.codes import code
from bot.matching.match import LIST

_UNDER_DECLINED = 3
_IN_A_ROW = 6
_OF_A_FACT = (Verb.SURROUNDINGS, Verb.BACK, Verb.UP, Verb.DOWN, Verb.SIBLINGS)
_TO_CHOOSE = (Verb.CHOICE, Verb.CASE)

Rows = list[list[InlineKeyboardButton]]


def button(label: str, verb: Verb, language: str, codes: Sequence[str] = (), rest: str = "") -> InlineKeyboardButton:
    """A button that carries a press."""
    return InlineKeyboardButton(label, callback_data=str(Press(verb, language, tuple(codes), rest)))


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    """Rows of buttons, or None when there is none."""
    kept = [row for row in rows if row]
    return InlineKeyboardMarkup(kept) if kept else None


def under(answer: Answer, browser: Browser, *, inline: bool = False) -> InlineKeyboardMarkup | None:
    """The buttons under an answer of any kind; `inline` tells whether the bot has inline mode, by which one shares."""
    language = answer.language
    if answer.status is Status.CHOICES:
        cases = browser.knowledge.cases
        verbs = [Verb.CASE if choice.id in cases else Verb.CHOICE for choice in answer.choices]
        chosen = zip(answer.choices, verbs, strict=True)
        return keyboard([[button(choice.label, verb, language, [code(choice.id)])] for choice, verb in chosen])
    if answer.status is Status.DECLINED or not answer.shown:
        near = [fact.id for fact in answer.related]
        return keyboard(examples(browser.examples(language, _UNDER_DECLINED, near), language))
    if not answer.facts:
        return None
    if len(answer.facts) == 1 or (answer.status is Status.LIKELY and answer.whole == 1):
        return under_fact(answer.facts[0].id, language, browser, answer.more, inline=inline)
    rows = numbers([fact.id for fact in answer.facts[: answer.shown or LIST]], language)
    last = _last(answer.facts[0].id, answer.facts[0].case, language)
    return keyboard([*rows, _more(answer.more, browser, language), last])


def under_fact(
    id_: str,
    language: str,
    browser: Browser,
    more: Sequence[str] = (),
    *,
    in_context: bool = False,
    inline: bool = False,
) -> InlineKeyboardMarkup | None:
    """The buttons under one fact; `more` are ids of further hits, `in_context` if its surroundings show."""
    mine = [code(id_), *map(code, more[: MOST_CODES - 1])]
    turn = (Verb.BACK, "back") if in_context else (Verb.SURROUNDINGS, "surroundings")
    siblings = browser.siblings(id_)
    fact = browser.knowledge.by_id.get(id_)
    rows: Rows = [
        [button(say(f"buttons.{turn[1]}", language), turn[0], language, mine), *_more(more, browser, language)],
        [button(say("buttons.siblings", language), Verb.SIBLINGS, language, mine[:1])] if siblings else [],
        passing_on(fact, language, inline=inline) if fact is not None else [],
        read_on(fact, language, browser.public_url) if fact is not None else [],
        _last(id_, fact.case if fact is not None else None, language),
    ]
    return keyboard(rows)


def follow(case: str, language: str) -> InlineKeyboardButton:
    """The button by which one is told of what is new in a case."""
    return button(say("buttons.follow", language), Verb.FOLLOW, language, [code(case)])


def numbers(ids: Sequence[str], language: str) -> Rows:
    """A numbered button for each fact."""
    buttons = [button(str(number), Verb.FACT, language, [code(id_)]) for number, id_ in enumerate(ids, 1)]
    return [buttons[i : i + _IN_A_ROW] for i in range(0, len(buttons), _IN_A_ROW)]


def examples(found: Sequence[Example], language: str) -> Rows:
    """A button for each example question."""
    return [[button(e.text, Verb.EXAMPLE, language, [code(e.fact)], str(e.number))] for e in found]


def facts_of_keyboard(markup: InlineKeyboardMarkup | None) -> tuple[str, ...]:
    """The codes of the facts that a message of ours shows, read from its buttons."""
    presses = [read_press(b.callback_data) for row in (markup.inline_keyboard if markup else ()) for b in row]
    shown = [press for press in presses if press is not None and press.codes]
    listed = tuple(press.codes[0] for press in shown if press.verb is Verb.FACT)
    return listed or next((press.codes[:1] for press in shown if press.verb in _OF_A_FACT), ())


def thumbs_marked(markup: InlineKeyboardMarkup, up: bool) -> InlineKeyboardMarkup:
    """The same buttons, with the thumb marked that was pressed."""
    labels = {Verb.UP: "👍 ✓" if up else "👍", Verb.DOWN: "👎" if up else "👎 ✓"}

    def labelled(old: InlineKeyboardButton) -> InlineKeyboardButton:
        press = read_press(old.callback_data)
        label = labels.get(press.verb) if press is not None else None
        return old if label is None else InlineKeyboardButton(label, callback_data=old.callback_data)

    return InlineKeyboardMarkup([[labelled(old) for old in row] for row in markup.inline_keyboard])


def offered_by_keyboard(markup: InlineKeyboardMarkup | None) -> tuple[str, ...]:
    """The codes of what a message of ours asks to choose among, read from its buttons; () where it asks for nothing."""
    presses = [read_press(b.callback_data) for row in (markup.inline_keyboard if markup else ()) for b in row]
    chosen = [press for press in presses if press is not None and press.verb in _TO_CHOOSE and press.codes]
    return tuple(press.codes[0] for press in chosen) if 1 < len(chosen) == len(presses) else ()


def _last(fact: str, case: str | None, language: str) -> list[InlineKeyboardButton]:
    """The thumbs, and the button to follow the case; they have room in one row."""
    thumbs = [button("👍", Verb.UP, language, [code(fact)]), button("👎", Verb.DOWN, language, [code(fact)])]
    return thumbs if case is None else [*thumbs, follow(case, language)]


def _more(ids: Sequence[str], browser: Browser, language: str) -> list[InlineKeyboardButton]:
    """The button that goes on, called by what there is more of. It carries the first, should the rest be forgotten."""
    if not ids:
        return []
    kind = one_kind(browser.kinds(ids))
    if kind is None:
        label = say("buttons.more", language, count=len(ids))
    else:
        label = say("buttons.more_of", language, count=len(ids), what=say(f"kinds.{kind.value}", language))
    return [button(label, Verb.MORE, language, list(map(code, ids[:MOST_CODES])))]
