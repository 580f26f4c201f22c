"""Menus: what there is to choose from, as a text with buttons, sent anew or turned to in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.answering.answer import AnswerFact, answer_fact
from bot.answering.browse import Browser, Voice
from bot.answering.wording import say
from bot.channels.telegram.views.callback_data import Verb, searched, with_words
from bot.channels.telegram.views.keyboards import Rows, button, follow, keyboard
from bot.channels.telegram.views.markup import shorten, tell
from bot.channels.telegram.views.messages import folded
from bot.knowledge.codes import code
from bot.knowledge.lazy import CaseCard
from bot.knowledge.model import Case, Kind

T = TypeVar("T")

PAGE = 8
"""Facts or cases on a page of a menu."""
KINDS = (Kind.DECISION, Kind.AMOUNT, Kind.GOAL, Kind.DETAIL)
_LINE = 300  # units of a fact's line
_LABEL = 60  # characters of a button


@dataclass(frozen=True, slots=True)
class Menu:
    """A text of HTML, and its buttons."""

    text: str
    keyboard: InlineKeyboardMarkup | None


def cases_menu(browser: Browser, language: str, page: int = 0, words: str = "") -> Menu:
    """All cases, the newest first, or those that have some words, each a button."""
    words = searched(words)
    found = browser.find(words)
    if words and not found:
        everything = cases_menu(browser, language, page)
        return Menu(f"{tell('menu.no_case', language)}\n\n{everything.text}", everything.keyboard)
    shown, page, pages = _page(found, page)
    rows: Rows = [[button(shorten(_case_name(case), _LABEL), Verb.CASE, language, [code(case.id)])] for case in shown]
    turning = partial(with_words, words)
    rows.append(_turning(Verb.CASES, language, (), turning, page, pages))
    key = "menu.cases_found" if words else "menu.cases"
    count = len(found)
    return Menu(tell(key, language, page=page + 1, pages=pages, words=words, count=count), keyboard(rows))


def case_menu(browser: Browser, case: Case, language: str) -> Menu:
    """What a case holds: a button for each kind of fact, with how many there are."""
    mine = [code(case.id)]
    buttons = []
    for kind in KINDS:
        if count := len(case.of_kind(kind)):
            label = f"{say(f'menu.{kind.value}', language)} ({count})"
            buttons.append(button(label, Verb.LIST, language, mine, f"{kind.value}0"))
    if voices := browser.voices(case, language):
        buttons.append(button(f"{say('menu.position', language)} ({len(voices)})", Verb.PARTIES, language, mine))
    rows: Rows = [buttons[i : i + 2] for i in range(0, len(buttons), 2)]
    to_all = [button(say("buttons.all_cases", language), Verb.CASES, language)] if len(browser.cases) > 1 else []
    rows.append([follow(case.id, language), *to_all])
    header = (case.reference, case.municipality, case.body, case.date.isoformat() if case.date else None)
    about = " · ".join(filter(None, header))
    return Menu(tell("menu.case", language, title=shorten(case.title, 500), about=about), keyboard(rows))


def list_menu(browser: Browser, case: Case, kind: Kind, language: str, page: int = 0) -> Menu:
    """The facts of a kind, numbered, with a button for each."""
    facts = browser.facts(case, kind, language)
    title = say(f"menu.{kind.value}", language)
    return _facts_menu(facts, title, case, language, page, (Verb.LIST, [code(case.id)], kind.value))


def parties_menu(browser: Browser, case: Case, language: str) -> Menu:
    """Who is heard in a case, each a button."""
    rows: Rows = []
    for voice in browser.voices(case, language):
        codes = [code(case.id), *([code(voice.party)] if voice.party else [])]
        label = f"{voice.name or say('menu.presenter', language)} ({len(voice.positions)})"
        rows.append([button(shorten(label, _LABEL), Verb.PARTY, language, codes, "0")])
    if not rows:
        return Menu(tell("menu.nothing", language), keyboard([[_to_case(case, language)]]))
    rows.append([_to_case(case, language)])
    return Menu(tell("menu.parties", language, case=_short(case)), keyboard(rows))


def party_menu(browser: Browser, case: Case, party: str | None, language: str, page: int = 0) -> Menu:
    """What a party says in a case, point by point; what the presenter says for None."""
    voice = next((v for v in browser.voices(case, language) if v.party == party), Voice(party, "", ()))
    facts = [answer_fact(position, language, 1.0) for position in voice.positions]
    codes = [code(case.id), *([code(party)] if party else [])]
    title = voice.name or say("menu.presenter", language)
    return _facts_menu(facts, title, case, language, page, (Verb.PARTY, codes, ""))


def _facts_menu(
    facts: Sequence[AnswerFact],
    title: str,
    case: Case,
    language: str,
    page: int,
    where: tuple[Verb, Sequence[str], str],
) -> Menu:
    if not facts:
        return Menu(tell("menu.nothing", language), keyboard([[_to_case(case, language)]]))
    shown, page, pages = _page(facts, page)
    first = page * PAGE + 1
    listed = "\n".join(f"{number}. {shorten(fact.summary, _LINE)}" for number, fact in enumerate(shown, first))
    lines = folded(listed).html
    key = "menu.list_page" if pages > 1 else "menu.list"
    text = f"{tell(key, language, kind=title, case=_short(case), page=page + 1, pages=pages)}\n{lines}"
    buttons = [button(str(number), Verb.FACT, language, [code(fact.id)]) for number, fact in enumerate(shown, first)]
    rows: Rows = [buttons[i : i + PAGE // 2] for i in range(0, len(buttons), PAGE // 2)]
    verb, codes, rest = where
    rows += [_turning(verb, language, codes, lambda at: f"{rest}{at}", page, pages), [_to_case(case, language)]]
    return Menu(text, keyboard(rows))


def _turning(
    verb: Verb, language: str, codes: Sequence[str], rest: Callable[[int], str], page: int, pages: int
) -> list[InlineKeyboardButton]:
    """The buttons to the pages before and after; `rest` is what they carry for a page."""
    row = []
    if page > 0:
        row.append(button(say("buttons.previous", language), verb, language, codes, rest(page - 1)))
    if page < pages - 1:
        row.append(button(say("buttons.next", language), verb, language, codes, rest(page + 1)))
    return row


def _to_case(case: Case, language: str) -> InlineKeyboardButton:
    return button(say("buttons.overview", language), Verb.CASE, language, [code(case.id)])


def _page(items: Sequence[T], page: int) -> tuple[Sequence[T], int, int]:
    """The items of a page (the nearest that there is), its number from 0, and how many pages there are."""
    pages = max(1, -(-len(items) // PAGE))
    page = min(max(page, 0), pages - 1)
    return items[page * PAGE : (page + 1) * PAGE], page, pages


def _case_name(case: CaseCard) -> str:
    return f"{case.reference}: {case.title}" if case.reference else case.title


def _short(case: Case) -> str:
    return shorten(case.reference or case.title, 80)


def cases_sentence(browser: Browser, language: str) -> str:
    """Which cases there are, as part of a sentence."""
    titles = [f"{case.title} ({case.reference})" if case.reference else case.title for case in browser.cases[:3]]
    named = "; ".join(shorten(title, 200) for title in titles)
    key = "telegram.cases_few" if len(browser.cases) <= 3 else "telegram.cases_many"
    return say(key, language, titles=named, count=len(browser.cases))
