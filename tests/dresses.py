"""Dresses: the same question as another person would write it. What changes no meaning must change no answer.

Their wordings stand in data/dresses.yaml, each list split in two halves by the hash of the wording.
"""

from __future__ import annotations

import hashlib
import re
import textwrap
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from bot.language.detection import detect
from bot.language.tokens import tokenize

_FILE = Path(__file__).with_name("data") / "dresses.yaml"
_SLOT = re.compile(r"\{([a-z_]+)\}")
_PLACE = re.compile(r"\{\w+\}")
_WORD = re.compile(r"[^\W\d_]+")
_BLANK = re.compile(r"(?<=\S) (?=\S)")
_ON_AN_ISLAND = re.compile(r"\bi (?=(?:Kungsholmen|Södermalm|Östermalm)\b)", re.IGNORECASE)
_OF_ONESELF = re.compile(r"\b(?:jag (?:är|jobbar|driver|heter)|oss|min|mina|mitt|farsan|morsan|i am|i'm|us|my)\b")


class Half(StrEnum):
    """The half of each list that wordings are taken from."""

    SEEN = "seen"
    UNSEEN = "unseen"


@dataclass(frozen=True)
class Writer:
    """Somebody who dresses a question: takes wordings by chance, in English or Swedish, from one half or from both."""

    chance: Random
    english: bool = False
    half: Half | None = None

    def say(self, kind: str) -> str:
        """A wording of a kind, its slots filled in."""
        return self.fill(self.pick(_tree()["wordings"][kind]["en" if self.english else "sv"]))

    def mark(self, kind: str) -> str:
        """A mark of a kind, as it stands."""
        return self.pick(_tree()["marks"][kind])

    def pick(self, wordings: Sequence[str]) -> str:
        """One of some wordings, of the writer's half."""
        return self.chance.choice(halves(tuple(wordings))[self.half] if self.half else wordings)

    def one(self, *choices: str) -> str:
        """One of some signs, which are the same in both halves."""
        return self.chance.choice(choices)

    def fill(self, template: str) -> str:
        """A template with names, places and the like in its slots."""
        slots = _tree()["slots"]

        def filled(slot: re.Match[str]) -> str:
            names = ("first", "last") if slot[1] == "full" else (slot[1],)
            return " ".join(self.pick(slots[name]) for name in names)

        return _ON_AN_ISLAND.sub("på ", _SLOT.sub(filled, template))


Dress = Callable[[str, Writer], str]


@cache
def _tree() -> Any:
    tree = yaml.load(_FILE.read_text("utf-8"), yaml.CSafeLoader)
    return tree | {name: frozenset(tree[name].split()) for name in ("openers", "proper")}


@cache
def halves(wordings: tuple[str, ...]) -> dict[Half, list[str]]:
    """The halves of a list of wordings; those that differ in case, signs or slots only are in the same."""
    groups: dict[str, list[str]] = {}
    for wording in dict.fromkeys(wordings):
        key = "".join(re.findall(r"[^\W_]+", _PLACE.sub("", wording).casefold())) or wording
        groups.setdefault(key, []).append(wording)
    seen: list[str] = []
    unseen: list[str] = []
    for key in sorted(groups, key=lambda key: hashlib.sha256(key.encode()).hexdigest()):
        (seen if len(seen) <= len(unseen) else unseen).extend(groups[key])
    return {Half.SEEN: seen, Half.UNSEEN: unseen or seen}


def dressed(dress: str, question: str, seed: int, half: Half | None = None) -> str:
    """A question in a dress, by its name in DRESSES; the question itself where the dress does not apply."""
    english = detect(tokenize(question)) == "en"
    return DRESSES[dress](question, Writer(Random(f"{seed}|{dress}|{question}"), english, half))


def _first_word(question: str) -> str:
    found = _WORD.match(question)
    return found[0] if found else ""


def _reads_on(question: str) -> bool:
    """Whether it can follow "jag undrar": one sentence that opens as a question does."""
    return _first_word(question).lower() in _tree()["openers"] and not re.search(r"[.!?]\s+\S", question.strip())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _either(text: str, writer: Writer) -> str:
    """The text, at times with a small first letter."""
    return text[:1].lower() + text[1:] if writer.chance.random() < 0.25 else text


def _small(question: str) -> str:
    """The question with a small first letter, but for a name or an abbreviation."""
    word = _first_word(question)
    if len(word) < 2 or not word[1:].islower() or word.lower() in _tree()["proper"]:
        return question
    return question[0].lower() + question[1:]


def _bare(question: str) -> str:
    return re.sub(r"[\s?!.…]+$", "", question)


def _stopped(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _joined(front: str, question: str, writer: Writer) -> str:
    """What leads up to the question, and the question: "jag undrar hur ..."."""
    if front.endswith((".", ":", "!", "?")):
        return f"{front} {question}"
    if front.endswith(("men", "but")):
        return f"{front} {_small(question)}" if _reads_on(question) else f"{front}: {question}"
    if _reads_on(question):
        return front + writer.one(" ", " ", ", ", ": ", " ... ") + _small(question)
    return front + writer.one(": ", ":\n", ". ", " - ") + question


def _apart(front: str, question: str, writer: Writer) -> str:
    """What stands before the question as a clause or sentence of its own, and the question."""
    if front.endswith(("men", "but", ".", "!", "?")):
        return _joined(front, question, writer)
    between = writer.one("! ", ", ", ". ", " ", "!\n", "... ", " - ")
    return front + between + (_small(question) if between in (", ", " ", " - ") else question)


def _after(question: str, tail: str, writer: Writer) -> str:
    question = question.rstrip()
    ends = (". ", "\n", ", ", " - ", "... ") if question[-1:].isalnum() else (" ", " ", "\n")
    return question + writer.one(*ends) + tail


def _label(question: str, writer: Writer) -> str:
    front = writer.say("label")
    between = "" if front.endswith("\n") else writer.one(" ", " ", "", "\n") if front.endswith(":") else " "
    return front + between + question


def _closed(question: str, writer: Writer) -> str:
    return question + writer.one("\n", "\n\n") + writer.say("closing") + "\n" + writer.fill("{full}")


def _letter(question: str, writer: Writer) -> str:
    """A whole letter: greeting, who one is, what leads up to the question, thanks, closing and name."""
    front = [writer.say("greeting") + writer.one("!", ",", "") + "\n"]
    if not _OF_ONESELF.search(question.lower()):
        front.append(_capital(writer.say("introduction")) + " ")
    if writer.chance.random() < 0.5:
        front.append(_stopped(writer.say("remark_before")) + " ")
    thanks = _capital(writer.say("thanks")) + writer.one("!", ".")
    return _closed("".join((*front, question, writer.one(" ", "\n"), thanks)), writer)


def _within(question: str, marks: str, place: str = "|") -> str:
    left, right = marks.split(place, 1)
    return left + question + right


def _blanks(question: str, writer: Writer, shares: Sequence[float], *marks: str) -> str:
    """The question with a share of its blanks, one at least, replaced by one or other mark."""
    blanks = [blank.start() for blank in _BLANK.finditer(question)]
    chosen = writer.chance.sample(blanks, min(len(blanks), max(1, round(len(blanks) * writer.chance.choice(shares)))))
    return "".join(writer.one(*marks) if i in chosen else character for i, character in enumerate(question))


def _invisible(question: str, writer: Writer) -> str:
    mark, count = writer.mark("invisible"), min(len(question), writer.chance.choice((1, 2, 4)))
    places = writer.chance.sample(range(len(question)), count)
    return "".join((mark if i in places else "") + character for i, character in enumerate(question))


def _wrapped(question: str, width: int) -> str:
    return "\n".join(textwrap.wrap(question, width, break_long_words=False, break_on_hyphens=False))


def _one_word(question: str, writer: Writer, least: int, change: Callable[[str], str]) -> str:
    """The question with one of its words, of at least so many letters, changed."""
    words = [word for word in _WORD.finditer(question) if len(word[0]) >= least]
    word = writer.chance.choice(words) if words else re.compile("").search(question)
    return question if not word else question[: word.start()] + change(word[0]) + question[word.end() :]


def _of_a_stranger(dress: Dress) -> Dress:
    """The dress, for questions in which nobody speaks of themselves."""
    return lambda question, writer: question if _OF_ONESELF.search(question.lower()) else dress(question, writer)


def _stack(*layers: Sequence[str]) -> Dress:
    """One dress of each layer, the innermost first."""

    def stacked(question: str, writer: Writer) -> str:
        for names in layers:
            question = DRESSES[writer.chance.choice(names)](question, writer)
        return question

    return stacked


DRESSES: dict[str, Dress] = {
    "greeting": lambda q, w: _apart(_either(w.say("greeting"), w), q, w),
    "greeting_line": lambda q, w: w.say("greeting") + w.one("", "!", ",", ".", "!!", " :)") + w.one("\n", "\n\n") + q,
    "greeting_wonder": lambda q, w: _joined(w.say("greeting") + w.one("! ", ", ", " ", ". ") + w.say("wonder"), q, w),
    "wonder": lambda q, w: _joined(_capital(w.say("wonder")), q, w),
    "wonder_after": lambda q, w: q + w.one(" ", ", ", " - ", "\n") + w.say("wonder_after") + w.one("", ".", "?"),
    "filler": lambda q, w: _either(w.say("filler"), w).rstrip(",") + w.one(", ", " ", "... ") + _small(q),
    "apology": lambda q, w: _apart(_either(w.say("apology"), w), q, w),
    "self_intro": _of_a_stranger(lambda q, w: _capital(w.say("introduction")) + w.one(" ", " ", "\n") + q),
    "self_intro_joined": _of_a_stranger(lambda q, w: _joined(w.say("introduction_joined"), q, w)),
    "label": _label,
    "remark_before": lambda q, w: _stopped(w.say("remark_before")) + w.one(" ", " ", "\n") + q,
    "remark_after": lambda q, w: _after(q, w.say("remark_after"), w),
    "thanks": lambda q, w: _after(q, w.say("thanks") + w.one("", "."), w),
    "thanks_exclaimed": lambda q, w: _after(q, _capital(w.say("thanks")) + w.one("!", "!!", "! :)", " !", "! 🙏"), w),
    "closing_lines": _closed,
    "closing_name_same_line": lambda q, w: _after(q, f"{w.say('closing')} {w.fill(w.one('{full}', '{first}'))}", w),
    "closing_card": lambda q, w: "\n".join((_closed(q, w), _capital(w.say("card")), _capital(w.say("card")))),
    "slash_name": lambda q, w: q + w.one(" ", "\n", "\n\n") + w.say("slash"),
    "full_name": lambda q, w: q + w.one("\n", "\n\n") + w.fill("{full}"),
    "name_only": lambda q, w: q + w.one("\n", "\n\n") + _capital(w.say("signature")),
    "all_capitals": lambda q, w: q.upper(),
    "one_word_capitals": lambda q, w: _one_word(q, w, 4, str.upper),
    "all_lower": lambda q, w: q.lower(),
    "title_case": lambda q, w: _WORD.sub(lambda word: _capital(word[0]), q),
    "first_letter": lambda q, w: _capital(q) if q[:1].islower() else _small(q),
    "mark_removed": lambda q, w: q.rstrip(" ?"),
    "mark_added": lambda q, w: q if q.endswith("?") else f"{_bare(q)}?",
    "marks_many": lambda q, w: _bare(q) + w.one("??", "???", "????", "?????????", "? ?", "???????"),
    "mark_exclaimed": lambda q, w: _bare(q) + w.one("?!", "!?", "?!?!", "??!!", "!!!", "?!!"),
    "mark_spaced": lambda q, w: _bare(q) + w.one(" ?", "  ?", " ??", "\xa0?", " ? ", " ?!"),
    "mark_dots": lambda q, w: _bare(q) + w.one("...", "…", "..", "...?", "?...", " ...", "....?", "."),
    "emoji_before": lambda q, w: w.mark("emoji") + w.one(" ", " ", "") + q,
    "emoji_after": lambda q, w: q + w.one(" ", " ", "") + w.mark("emoji"),
    "emoji_inside": lambda q, w: _blanks(q, w, (0.15,), f" {w.mark('emoji')} "),
    "quote_marks": lambda q, w: _within(q, w.mark("quotes")),
    "decomposed": lambda q, w: unicodedata.normalize("NFD", q),
    "no_break_spaces": lambda q, w: _blanks(q, w, (0.3, 1), w.mark("no_break")),
    "invisible": _invisible,
    "double_spaces": lambda q, w: w.one("", " ") + _blanks(q, w, (0.3, 1), "  ", "   ") + w.one("", " "),
    "line_break": lambda q, w: _blanks(q, w, (0.1, 0.1, 0.3), "\n", "\r\n", " \n"),
    "wrapped": lambda q, w: _wrapped(q, w.chance.choice((16, 22, 30, 40))),
    "tabs": lambda q, w: w.one("", "\t") + _blanks(q, w, (0.2, 1), "\t"),
    "forwarded": lambda q, w: _within(q, w.fill(w.mark("forwarded")), "{Q}"),
    "markdown": lambda q, w: _within(q, w.mark("markdown"), "{Q}"),
    "markdown_word": lambda q, w: _one_word(q, w, 2, lambda word: _within(word, w.mark("markdown_word"))),
}
DRESSES |= {name: _stack(*layers) for name, layers in _tree()["stacks"].items()}
DRESSES["stack_letter"] = _letter
