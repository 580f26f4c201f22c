"""What kind of document it is: as it says itself at its top, or as its title says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bot.drafting.speakers.own_documents import FORMS
from bot.drafting.structure.dates import DATE
from bot.drafting.structure.forms import BODY, Part, is_body, part_of
from bot.drafting.structure.paragraph import Form, Reading
from bot.language.word_patterns import words_of

_WORDS = words_of(__file__, blank=" ")
_PAGE = re.compile(r"\s+(?:[Ss]ida?\s)?\d{1,3}(?:\s?\(\d{1,3}\)|\sav\s\d{1,3})$")  # the number of a page beside it
_KIND = re.compile(rf"(?:[\wåäö]{{3,}}a\s)?[\wåäö]*{_WORDS.any_of('kinds')}(?![\wåäö])", re.IGNORECASE)
_SPACED = re.compile(r"(?<!\S)(?:[A-ZÅÄÖ]\s){3,}[A-ZÅÄÖ](?!\S)")
_STAMP = re.compile(_WORDS.any_of("stamps"), re.IGNORECASE)
_NEWS = re.compile(rf"\b{_WORDS.any_of('news')}\b", re.IGNORECASE)
_MATTER = re.compile(r"§\s?\d+")
_FIRST = 12  # paragraphs among which the § of an extract begins
_EXTRACT = "protokollsutdrag"
_OF_MEETINGS = ("föredragningslista", "webbsida")  # what an extract may say that it was taken from
_OF_PAGES = ("beslut i korthet",)  # what a web page may be
_HEAD = 600  # characters in which a document says what it is
_LONGEST = 110  # characters of a line that says what a document is
TYPES = (
    *_WORDS.patterns(
        "types",
        year=r"\d{4}",
        number=r"\d+",
        short=r"\d{1,3}",
        digits=r"\d*",
        day=r"(?:\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4})",
        rest=".*",
        meeting=rf",\s{BODY}",
    ).items(),
    *_WORDS.patterns("last_types", rest=".*").items(),
)
"""The types of documents, each with the pattern of a line that says so."""
_TYPE_IN_TITLE = _WORDS.patterns("in_title", some=".{0,30}", day=rf"(?:{DATE.pattern})")


def is_type(text: str) -> bool:
    """Whether a text is the name of a type of document, in capitals or by itself."""
    text = text.strip()
    return any(pattern.fullmatch(text) for pattern in _type_patterns())


@cache
def _type_patterns() -> tuple[re.Pattern[str], ...]:
    """Those of the types; made when they are asked for, and kept, as every line of a top is held against them."""
    return tuple(re.compile(pattern, re.IGNORECASE) for _, pattern in TYPES)


def document_type(cells: Sequence[str], title: str, reading: Reading) -> str | None:
    cells = [_PAGE.sub("", closed(cell)) for cell in cells]
    own = _own_kind(cells)
    for name, pattern in TYPES:
        if own is not None and name == "beslut":
            return own
        if any(re.fullmatch(pattern, cell, re.IGNORECASE) and len(cell) < _LONGEST and cell != title for cell in cells):
            return _answers(title) or _decision_kind(reading) if name == "beslut" else _of_kind(name, title, reading)
    if (named := _statement(reading)) is not None:
        return named
    if _one_of_many(reading):
        return _answers(title) or _EXTRACT
    if (told := _told_by(title)) is not None:
        return told
    if (named := _in_capitals(reading)) is not None:
        return named
    if any(_MATTER.match(p.text) for p in reading.paragraphs[:_FIRST]):
        return _EXTRACT
    return _kind_of(title) or own


def closed(text: str) -> str:
    """A text whose words in spaced capitals are closed up: "P R O T O K O L L"."""
    return _SPACED.sub(lambda match: re.sub(r"(?<=\S)\s(?=\S)", "", match.group()), text)


def _told_by(title: str) -> str | None:
    """The type that a title tells."""
    return next((name for name, pattern in _TYPE_IN_TITLE.items() if re.search(pattern, title, re.IGNORECASE)), None)


def _own_kind(cells: Sequence[str]) -> str | None:
    """The kind of document that a cell names and that has no entry: "Lokala ordningsföreskrifter"."""
    named = (cell.strip().lower() for cell in cells[:_FIRST] if _KIND.fullmatch(cell.strip()))
    return next((name for name in named if not is_type(name) and part_of(name) is None), None)


def _kind_of(title: str) -> str | None:
    """The kind of document with whose name a title begins: "Handlingsplan mot ..."."""
    match = _KIND.match(title)
    return match.group().lower() if match else None


def _in_capitals(reading: Reading) -> str | None:
    """The one word in capitals that is a line of the head by itself, and neither a heading nor a body."""
    for line in map(str.strip, reading.source.text[:_HEAD].splitlines()):
        if (
            re.fullmatch(r"[A-ZÅÄÖ-]{5,30}", line)
            and part_of(line) is None
            and not (is_body(line) or _STAMP.fullmatch(line))
        ):
            return line.lower()
    return None


def _one_of_many(reading: Reading) -> bool:
    """Whether a document begins with a § and has no other, as what is taken out of minutes does."""
    begins = [index for index, p in enumerate(reading.paragraphs) if _MATTER.match(p.text)]
    return len(begins) == 1 and begins[0] < _FIRST


def _opens_with_matter(reading: Reading) -> bool:
    """Whether a § is the very first thing, before what the document is: the head of a web page for it."""
    return _MATTER.match(reading.source.text.lstrip()) is not None


def _statement(reading: Reading) -> str | None:
    """The form of a document that says in capitals at its top that it is a statement; no minutes are."""
    for line in reading.source.text[:_HEAD].splitlines():
        if part_of(line) in (Part.DECIDED, Part.PROPOSED) or "§" in line:
            return None
        if line.strip().isupper() and (named := line.strip().lower()) in FORMS:
            return named
    return None


def _answers(title: str) -> str | None:
    """What a decision is whose title says that it answers something."""
    kinds = (kind for kind, pattern in _TYPE_IN_TITLE.items() if re.search(pattern, title, re.IGNORECASE))
    return next((kind for kind in kinds if kind.startswith("svar på")), None)


def _of_kind(name: str, title: str, reading: Reading) -> str:
    """The type as a whole, where what stands in the document adds to what its top says."""
    headings = " ".join(p.text.lower() for p in reading.paragraphs if p.form is Form.HEADING)
    if name == "planbeskrivning" and "samrådsredogörelse" in headings:
        return "planbeskrivning med samrådsredogörelse"
    if (name in _OF_MEETINGS or _opens_with_matter(reading)) and _one_of_many(reading):
        return _EXTRACT
    if name == "webbsida" and (told := _told_by(title)) is not None and told in _OF_PAGES:
        return told
    if name == "webbsida" and _NEWS.search(reading.source.text[:_HEAD]):
        return "nyhet"
    return name


def _decision_kind(reading: Reading) -> str:
    """A decision that carries its own investigation is called so."""
    reasons = sum(p.form is Form.HEADING and p.section.part is Part.TEXT for p in reading.paragraphs)
    return "beslut med utredning" if reasons > 3 else "beslut"
