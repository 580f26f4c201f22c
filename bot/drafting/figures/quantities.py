"""Quantities in a sentence: figures with what they count, as Swedish documents write them.

`quantities` is the one way in. What is masked first (dates, years, references, §, list numbers,
telephone numbers, property designations) is no quantity. A figure without a unit of its own takes that
of the figure it is joined with: "från 82 till 74 procent", "10–15 procent", "23 av 61 medarbetare".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.drafting.figures.counted import counted_noun, counted_subject, follows_name, is_measure
from bot.drafting.figures.not_quantities import masked
from bot.knowledge.sources.pages import Span
from bot.language.measures.numbers import IN_LETTERS, swedish_value_of
from bot.language.measures.units import MONEY, bare_money, unit_named, written_as
from bot.language.word_patterns import words_of

_WORDS = words_of(__file__)
_FIGURE = re.compile(
    r"(?<![\w/§°])(?<![\w”)][.,:])(?<![^\W\d_]-)(?<!\d[-–])(?P<sign>(?<!\d)(?<!\d\s)[-−–±+]\s?(?=\d))?"
    r"(?P<number>\d{1,3}(?:\s\d{3})+(?:,\d+)?|\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,:]\d+)?)(?!\d)"
)
_SECOND = re.compile(r"[-–−]\s?(?P<number>\d{1,3}(?:\s\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)(?!\d)")
_NO_AFTER = re.compile(r"[\w/°]|:\d|:[a-zåäö]|-[^\W\d_]|\s?§|\skap\b|[-–]talet|[.:]\d")
_UNIT = re.compile(rf"\s?(?P<unit>{written_as()})(?![^\W\d_])", re.IGNORECASE)
_KRONOR = re.compile(rf"\s?{written_as('kr')}(?!\w)|\sper\sskattekrona\b")
_BARE_MILLION = re.compile(rf"\s?(?P<word>{bare_money()})(?!\w)", re.IGNORECASE)
_ADVERB = _WORDS.any_of("adverbs")
_JOINS = re.compile(rf"\s?(?:{_WORDS.any_of('joins')}|,|,?\soch)\s?(?:{_ADVERB}\s)*(?:[-−–]\s?)?")
_FROM_TO = re.compile(rf"[^.;]{{0,60}}?\b{_WORDS.any_of('from_to')}\s(?:[^.;\d]{{0,40}}|[^.;]{{0,20}}\b\d{{4}}\s)$")
_BESIDE = re.compile(r"(?:[^.;\d]{0,50}?)?\((?:[^()\d]{0,40}|[^()]{0,20}\d{4}:?\s?)$")
_BARE_AFTER = re.compile(rf"\s?(?:[.,;)]|$)|\s{_WORDS.any_of('after_bare')}\b")
_VOTE = re.compile(r"\s(?:ledamöter\s)?röst(?:ar|ade|at)\s(?P<vote>ja|nej)\b", re.IGNORECASE)
_PART_OF = re.compile(rf"(?:^|[.;:,]\s|\s){_WORDS.any_of('part_of')}\s(?:[^.;:\d]{{0,40}}\s)?$", re.IGNORECASE)
_PART_BEFORE = re.compile(rf"\s{_WORDS.any_of('of')}\s(?:[^.,;:\d]{{0,30}}\s)?")
_DESCRIBES = re.compile(rf"{_WORDS.any_of('describes', letters='[a-zåäö]+')}")
_TAX = re.compile(r"\sper\sskattekrona\b")  # "22:18 per skattekrona"
_ABSTAINS = re.compile(r"\s(?:ledamöter\s)?(?:som\s)?avst(?:år|od|ått)\b", re.IGNORECASE)
_ABSTAINED = "avstår"
_YEAR_AFTER = re.compile(r"\sår\s(?:19|20)\d\d")  # "29 750 år 2019" says nothing of years
_VOTE_BEFORE = re.compile(rf"(?:^|[\s(:,])(?P<vote>{_WORDS.any_of('votes')}):?\s$", re.IGNORECASE)
_IN_LETTERS = re.compile(
    rf"(?<![\w-])(?P<number>{'|'.join(IN_LETTERS)})\s(?P<unit>{written_as()})(?![^\W\d_])", re.IGNORECASE
)
_SET_ASIDE = re.compile(_WORDS.any_of("set_aside"))  # what money is, and no thing that is counted
_SMALL = ("kr", "öre", "euro")
_AREAS = _WORDS.table("areas")
_PER_AREA = re.compile(rf"\s?(?:/|per\s)(?P<area>{'|'.join(_AREAS)})(?!\w)")
_ORE = re.compile(r"\skronor\soch\s(\d{1,2})\söre\b")
_INDEX = re.compile(rf"\b({_WORDS.any_of('indices')})\b[^.;\d]{{0,30}}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure: its value, its unit, its span (sign and unit included), and whether the unit was inferred."""

    value: float
    unit: str
    start: int
    end: int
    inferred: bool = False


@dataclass(slots=True)
class _Figure:
    """A figure that is being read: `unit` is None until it is known."""

    value: float
    start: int
    end: int
    unit: str | None = None
    unit_end: int = 0
    inferred: bool = False


def quantities(sentence: str) -> list[Quantity]:
    """The quantities of a sentence, in order."""
    if not any(character.isdigit() for character in sentence) and not _IN_LETTERS.search(sentence):
        return []
    hidden = masked(sentence)
    figures = _figures(sentence, hidden)
    for figure in figures:
        _own_unit(sentence, figure, hidden)
    _share(sentence, figures)
    _parts(sentence, figures)
    return [
        Quantity(f.value, f.unit, f.start, max(f.end, f.unit_end), f.inferred) for f in figures if f.unit is not None
    ]


def _figures(text: str, hidden: list[Span]) -> list[_Figure]:
    found: list[_Figure] = []
    place = 0
    while match := _FIGURE.search(text, place):
        start, end = match.span()
        place = end
        if any(a < end and start < b for a, b in hidden):
            continue
        if ":" in match["number"] and not _KRONOR.match(text, end):
            continue
        second = _SECOND.match(text, end)
        if second and not any(a < second.end() and end < b for a, b in hidden):
            if _NO_AFTER.match(text, second.end()):
                continue
            found.append(_Figure(swedish_value_of(match.group()), start, end))
            found.append(_Figure(swedish_value_of(second["number"]), second.start("number"), second.end()))
            place = second.end()
        elif not _NO_AFTER.match(text, end):
            found.append(_Figure(swedish_value_of(match.group()), start, end))
    taken = [figure.start for figure in found]
    written = (_in_letters(match) for match in _IN_LETTERS.finditer(text))
    return sorted((*found, *(f for f in written if f and f.start not in taken)), key=lambda figure: figure.start)


def _in_letters(match: re.Match[str]) -> _Figure | None:
    """A sum in letters: "två miljoner kronor"; a single krona or öre is mostly a manner of speaking."""
    value = IN_LETTERS[match["number"].lower()]
    unit = unit_named(match["unit"])
    few = unit in _SMALL and value <= 1
    return None if few or unit not in MONEY else _Figure(value, match.start(), match.end("number"))


def _own_unit(text: str, figure: _Figure, hidden: list[Span]) -> None:
    """The unit that stands right after a figure."""
    if vote := _VOTE.match(text, figure.end):
        figure.unit, figure.unit_end = vote["vote"].lower(), vote.end()
        return
    if abstains := _ABSTAINS.match(text, figure.end):
        figure.unit, figure.unit_end = _ABSTAINED, abstains.end()
        return
    if _TAX.match(text, figure.end):
        figure.unit, figure.unit_end = "kr", figure.end
        return
    if vote := _VOTE_BEFORE.search(text, 0, figure.start):
        figure.unit, figure.unit_end = vote["vote"].lower(), figure.end
        return
    if match := _UNIT.match(text, figure.end):
        figure.unit, figure.unit_end = unit_named(match["unit"]), match.end()
        if figure.unit in MONEY and (area := _PER_AREA.match(text, match.end())):
            figure.unit, figure.unit_end = f"{figure.unit}/{_AREAS[area['area']]}", area.end()
        if ore := _ORE.match(text, figure.end):
            figure.value += int(ore.group(1)) / 100
            figure.unit_end = ore.end()
            hidden.append((figure.end, ore.end()))
        return
    if match := _BARE_MILLION.match(text, figure.end):
        noun = counted_noun(text, match.end(), figure.start)
        word = match["word"].lower()
        if noun is not None and _SET_ASIDE.fullmatch(noun.word) is None:
            figure.unit, figure.unit_end = noun.word, noun.end
            figure.value *= 1e9 if word.startswith("miljard") else 1e6
        else:
            figure.unit = "mnkr" if word.startswith("miljon") else "miljarder kronor"
            figure.unit_end, figure.inferred = match.end(), True
        return
    noun = counted_noun(text, figure.end, figure.start)
    if noun is not None and not _YEAR_AFTER.match(text, figure.end):
        figure.unit, figure.unit_end = noun.word, noun.end
    elif index_word := _INDEX.search(text[: figure.start]):
        figure.unit, figure.inferred = index_word.group(1).lower(), True


def _share(text: str, figures: list[_Figure]) -> None:
    """Give units to figures that have none: from the next, from the one before, from "antalet ..."."""
    figures[:] = [f for f in figures if not _part_of_ore(f, figures)]
    for index in range(len(figures) - 2, -1, -1):
        figure, after = figures[index], figures[index + 1]
        if figure.unit is None and after.unit is not None and _JOINS.fullmatch(text[figure.end : after.start]):
            figure.unit = after.unit
    for index, figure in enumerate(figures):
        if figure.unit is None:
            figure.unit = _inherited(text, figure, figures[index - 1] if index else None)
            figure.inferred = figure.unit is not None
    for index in range(len(figures) - 2, -1, -1):
        figure, after = figures[index], figures[index + 1]
        if figure.unit is None and after.unit is not None and _JOINS.fullmatch(text[figure.end : after.start]):
            figure.unit, figure.inferred = after.unit, True


def _parts(text: str, figures: list[_Figure]) -> None:
    """Give the parts of a number what it counts: "Av 86 lampor var 23 trasiga", "57 av fullmäktiges 61 ledamöter"."""
    part = None  # the last figure that is a part of what another counts
    for index, figure in enumerate(figures):
        whole = figures[index - 1] if index else None
        if whole is not None and whole.unit is not None and _counts(whole) and _counts(figure):
            begins = whole is part or _PART_OF.search(text[: whole.start]) is not None
            if begins and not re.search(r"[.;]\s", text[whole.end : figure.start]) and _is_no_thing(figure, text):
                figure.unit, figure.inferred = whole.unit, True
                part = figure
        after = figures[index + 1] if index + 1 < len(figures) else None
        if (
            after is not None
            and after.unit is not None
            and _counts(after)
            and _PART_BEFORE.fullmatch(text[figure.end : after.start])
        ):
            figure.unit, figure.inferred = after.unit, True


def _counts(figure: _Figure) -> bool:
    """Whether a figure counts things, and is no money, share or measure."""
    return figure.unit is None or (unit_named(figure.unit) is None and not is_measure(figure.unit))


def _is_no_thing(figure: _Figure, text: str) -> bool:
    """Whether the word after a figure says what its things are or do, and not which they are."""
    following = text[figure.end :].split()
    return (
        figure.unit is None
        or figure.inferred
        or not following
        or _DESCRIBES.fullmatch(following[0].rstrip(".,;")) is not None
    )


def _inherited(text: str, figure: _Figure, before: _Figure | None) -> str | None:
    """The unit of a bare figure: that of the one it is compared with, or what "antalet" counts."""
    known = before is not None and before.unit is not None and before.unit != "år"
    between = text[max(before.end, before.unit_end) : figure.start] if before is not None else ""
    if known and (_FROM_TO.fullmatch(between) or _BESIDE.fullmatch(between) or _JOINS.fullmatch(between)):
        return before.unit if before else None
    subject = counted_subject(text, figure.start)
    if subject is not None and not (
        known and before is not None and before.start > subject.end and before.unit != subject.word
    ):
        return subject.word
    if known and before is not None and not follows_name(text, figure.start) and _BARE_AFTER.match(text, figure.end):
        return before.unit
    return None


def _part_of_ore(figure: _Figure, figures: list[_Figure]) -> bool:
    return any(other is not figure and other.end < figure.start < other.unit_end for other in figures)
