"""A document as its page shows it: page by page, its paragraphs whole, a passage marked, and the facts beside.

The text is that of the source, with one thing changed: lines that only the width of the page broke are put together,
so that they fit any screen. What looks like a table keeps its lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.answering.answer import answer_fact
from bot.answering.wording import say
from bot.channels.web.views.reply import Linked, fact_path
from bot.knowledge.model import Case, Decision, Fact
from bot.knowledge.source import Source, joined

Span = tuple[int, int]

_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*|\f\s*")
_LINE_END = re.compile(r"[^\S\n]*\n[^\S\n]*")
_LISTED = re.compile(r"(?:\d{1,2}[.)]|[-–•*]) ")
_COLUMNS = re.compile(r"\S[^\S\n]{3,}\S")
_SHORT = 0.75  # of the page's width: a line that ends so early, though a word had room, was ended on purpose
_NARROW = 40  # characters; no page is narrower


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a paragraph, marked or not; `first` where the marked passage begins."""

    text: str
    marked: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: `form` is "text", "heading", "table" or "furniture" (what pages repeat)."""

    form: str
    runs: tuple[Run, ...]
    notes: tuple[Linked, ...] = ()
    labels: str = ""


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A page by its number in the document, and in its file from 1."""

    number: int
    in_file: int
    paragraphs: tuple[Paragraph, ...]


def document_pages(case: Case, source: Source, marked: Span | None, language: str) -> tuple[DocumentPage, ...]:
    """The pages of a source, with the span that is marked and the facts that rest on it."""
    text = source.text
    width = _width(text)
    resting = sorted(_resting(case, source), key=lambda pair: pair[0])
    marks = source.outside_furniture(*marked) if marked else []
    ends = (*source.page_starts[1:], len(text))
    pages = []
    for number, (start, end) in enumerate(zip(source.page_starts, ends, strict=True)):
        paragraphs = tuple(
            _paragraph(text, span, form, marks, resting, width, language) for span, form in _blocks(source, start, end)
        )
        pages.append(DocumentPage(source.first_page + number, number + 1, paragraphs))
    return tuple(pages)


def _width(text: str) -> int:
    """How many characters a full line has: what all but the longest fifth of the lines keep to."""
    lengths = sorted(len(line.strip()) for line in text.splitlines() if line.strip())
    return max(_NARROW, lengths[len(lengths) * 4 // 5] if lengths else 0)


def span_of(source: Source, start: str | None, end: str | None) -> Span | None:
    """The span that an address names; None where it names none, or none of this source."""
    if not (start and end and start.isdecimal() and end.isdecimal() and len(start) < 10 and len(end) < 10):
        return None
    span = int(start), int(end)
    return span if span[0] < span[1] <= len(source.text) else None


def note_label(fact: Fact, language: str) -> str:
    """What a fact is called where there is little room: its kind, or whose words it is."""
    if fact.parties:
        return ", ".join(fact.parties)
    kind = say(f"web.kind_{fact.kind.value}", language)
    return f"{kind} {fact.number}" if isinstance(fact, Decision) and fact.number else kind


def _resting(case: Case, source: Source) -> Iterator[tuple[int, Fact]]:
    """The facts that rest on a source, each with where its first quote there begins."""
    for fact in case.facts:
        starts = [quote.start for quote in fact.quotes if quote.source == source.id]
        if starts:
            yield starts[0], fact


def _blocks(source: Source, start: int, end: int) -> Iterator[tuple[Span, str]]:
    """The paragraphs, headings and furniture of a page, in order."""
    forms = {span: "furniture" for span in source.furniture if start <= span[0] < end}
    for section in source.sections:
        if start <= section.start < end:
            words = re.compile(r"\s+".join(map(re.escape, section.title.split())))
            if title := words.match(source.text, section.start, end):
                forms.setdefault(title.span(), "heading")
    begin = start
    for span in sorted(forms):
        if span[0] < begin:
            continue
        yield from ((part, "text") for part in _paragraphs(source.text, begin, span[0]))
        yield span, forms[span]
        begin = min(span[1], end)
    yield from ((part, "text") for part in _paragraphs(source.text, begin, end))


def _paragraphs(text: str, start: int, end: int) -> Iterator[Span]:
    begin = start
    for gap in _PARAGRAPH.finditer(text, start, end):
        if text[begin : gap.start()].strip():
            yield begin, gap.start()
        begin = gap.end()
    if text[begin:end].strip():
        yield begin, end


def _paragraph(
    text: str, span: Span, form: str, marks: Sequence[Span], resting: Iterable[tuple[int, Fact]], width: int, lang: str
) -> Paragraph:
    if form == "text" and len(_COLUMNS.findall(text[slice(*span)])) > 1:
        form = "table"
    facts = [fact for start, fact in resting if span[0] <= start < span[1]]
    shown = [answer_fact(fact, lang, 1.0) for fact in facts]
    notes = tuple(
        Linked(f"{note_label(fact, lang)}: {said.summary}", fact_path(fact.id), lang if said.translated else "sv")
        for fact, said in zip(facts, shown, strict=True)
    )
    labels = ", ".join(dict.fromkeys(note_label(fact, lang) for fact in facts))
    return Paragraph(form, tuple(_runs(text, span, marks, width, form)), notes, labels)


def _runs(text: str, span: Span, marks: Sequence[Span], width: int, form: str) -> Iterator[Run]:
    at, end = span
    for start, stop in marks:
        start, stop = max(start, at), min(stop, end)
        if start >= stop:
            continue
        if at < start:
            yield Run(_set(text, (at, start), width, form))
        yield Run(_set(text, (start, stop), width, form), marked=True, first=start == marks[0][0])
        at = stop
    if at < end:
        yield Run(_set(text, (at, end), width, form))


def _set(text: str, span: Span, width: int, form: str) -> str:
    """Words as they are set: a line's end is a space where only the page's width put it there."""
    words = text[slice(*span)]
    if form == "table":
        return words.strip("\n")
    set_, at = [], 0
    for end in _LINE_END.finditer(words):
        line = len(words[: end.start()].rsplit("\n", 1)[-1])
        rest = words[end.end() :]
        following = rest.split(maxsplit=1)
        early = line + 1 + len(following[0] if following else "") < _SHORT * width
        kept = form == "text" and (early or _LISTED.match(rest))
        set_.append(words[at : end.start()] + ("\n" if kept else " "))
        at = end.end()
    return joined("".join((*set_, words[at:])))
