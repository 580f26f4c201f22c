"""What the pages of review show: each fact with its passage, marked among the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process

from bot.answering.wording import place
from bot.drafting.reviewing.fields import HEADER, KIND_NAMES, QUESTIONS, SUMMARY, Field, Form, fields_of, shown
from bot.drafting.reviewing.review import Review, ReviewedFact
from bot.evaluation.neutrality import slants
from bot.knowledge.coverage import coverage
from bot.knowledge.links import passage_path
from bot.knowledge.model import Case, Knowledge
from bot.knowledge.source import Quote, Source, joined
from bot.knowledge.sources.quotes import FoldedText
from bot.language.names.parties import PartyNames

_AROUND = 260  # characters shown on each side of a passage
_PLACES = 9  # of the same words
_ALIKE = 60.0  # of 100: what is less alike is no help
_UNQUOTED = 40
_SV = "sv"
_PARAGRAPH = re.compile(r"\n\s*\n")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage with the words before and after it, where it stands, and where it is read."""

    before: str
    words: str
    after: str
    place: str
    href: str
    source: str
    span: Span


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact in the list: what it is called in addresses, its kind, and all that is to be read."""

    name: str
    kind: str
    summary: str
    notes: tuple[str, ...]
    reviewed: bool
    excerpts: tuple[Excerpt, ...]
    questions: int
    advice: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def anchor(self) -> str:
        return self.name.replace("/", "-")

    @property
    def is_first(self) -> bool:
        """Whether it is to be looked at before others."""
        return bool(self.notes or (self.advice and not self.reviewed))


@dataclass(frozen=True, slots=True)
class Input:
    """A field with what stands in it."""

    field: Field
    text: str
    chosen: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()


def fact_view(review: Review, item: ReviewedFact, advice: Mapping[str, Sequence[str]]) -> FactView:
    """The view of a fact; `advice` is by its id."""
    fact = item.fact
    quotes = tuple(excerpt(review.case, quote) for quote in fact.quotes)
    kind = KIND_NAMES[fact.kind].capitalize()
    who = ", ".join(fact.parties)
    return FactView(
        item.name,
        f"{kind}, {who}" if who else kind,
        fact.summary,
        item.notes,
        item.reviewed,
        quotes,
        len(fact.questions),
        tuple(advice.get(fact.id, ())),
        tuple(_told(item)),
    )


def _told(item: ReviewedFact) -> Iterator[tuple[str, str]]:
    """What a fact says besides its summary, each with its label."""
    for field in fields_of(item.fact.kind):
        text = shown(field, item.written.get(field.key))
        if text and field not in (SUMMARY, QUESTIONS):
            yield field.label, dict(field.choices).get(text, text).replace("\n", ", ")


def header_notes(review: Review) -> tuple[str, ...]:
    """What the draft is uncertain of above the facts, with the fields called as the form calls them."""
    labels = {field.key: field.label for field in HEADER}
    parted = (note.partition(": ") for note in review.notes)
    return tuple(f"{labels[key]}: {rest}" if key in labels else f"{key}{mark}{rest}" for key, mark, rest in parted)


def advice(case: Case, parties: PartyNames) -> Mapping[str, Sequence[str]]:
    """What `beslutsbot check` warns of in the summaries of a case, in Swedish, by the fact's id."""
    found: dict[str, list[str]] = {}
    for slant in slants(Knowledge({case.id: case}), parties):
        if unnamed := re.search(r"does not name (.+), whose words it gives", slant.message):
            said = f"Säg vems ord det är: sammanfattningen nämner inte {unnamed[1].replace(' and ', ' och ')}."
        elif word := re.search(r'says (".+"), which takes a side; neutral are (.+)', slant.message):
            said = f"{word[1]} tar ställning. Säg hellre {word[2].replace(' and ', ' och ')}."
        else:
            said = slant.message
        found.setdefault(slant.fact, []).append(said)
    return found


def excerpt(case: Case, quote: Quote) -> Excerpt:
    """A quote among the words around it on its page."""
    source = case.sources[quote.source]
    page = max((start for start in source.page_starts if start <= quote.start), default=0)
    ends = min((start for start in source.page_starts if start >= quote.end), default=len(source.text))
    before = _reading(source, max(page, quote.start - _AROUND), quote.start)
    after = _reading(source, quote.end, min(ends, quote.end + _AROUND))
    if quote.start - _AROUND > page:
        before = f"… {before.partition(' ')[2]}"
    if quote.end + _AROUND < ends:
        after = f"{after.rpartition(' ')[0]} …"
    where, href = place(quote, _SV), passage_path(case.id, quote)
    return Excerpt(before, quote.display_text, after, where, href, source.id, (quote.start, quote.end))


def inputs(fields: Sequence[Field], values: Mapping[str, Any], letters: Sequence[tuple[str, str]]) -> tuple[Input, ...]:
    """The fields of a form, filled in with the file's values; `letters` are the parties that may be chosen."""
    return tuple(_input(field, values.get(field.key), letters) for field in fields)


def found(case: Case, first: str, last: str, source: str | None = None) -> tuple[Excerpt, ...]:
    """The passages that begin with the first words and end with the last, or are just the first."""
    spans: list[tuple[Source, Span]] = []
    for own in case.sources.values():
        if source and own.id != source:
            continue
        folded = FoldedText(own)
        for start, end in folded.places(first):
            stop = next((b for _, b in folded.places(last, start) if b >= end), None) if last.strip() else end
            if stop is not None:
                spans.append((own, (start, stop)))
    return tuple(excerpt(case, own.quote(*span)) for own, span in spans[:_PLACES])


def nearest(case: Case, words: str) -> Excerpt | None:
    """The passage most like some words that stand nowhere."""
    texts = [passage.summary for passage in case.passages]
    alike = process.extractOne(" ".join(words.split()), texts, scorer=fuzz.partial_ratio, score_cutoff=_ALIKE)
    return None if alike is None else excerpt(case, case.passages[alike[2]].quotes[0])


def unquoted(case: Case) -> tuple[Excerpt, ...]:
    """Passages that no fact quotes yet, in order."""

    def passages() -> Iterator[Excerpt]:
        for measured in coverage(case):
            yield from (excerpt(case, passage.quotes[0]) for passage in measured.unquoted)

    return tuple(one for one, _ in zip(passages(), range(_UNQUOTED), strict=False))


def _reading(source: Source, start: int, end: int) -> str:
    text = " ".join(source.text[a:b] for a, b in source.outside_furniture(start, end))
    return joined("\n".join(" ".join(paragraph.split()) for paragraph in _PARAGRAPH.split(text)))


def _input(field: Field, value: Any, letters: Sequence[tuple[str, str]]) -> Input:
    text = shown(field, value)
    if field.form is Form.PARTIES:
        return Input(field, text, tuple(text.split()), tuple(letters))
    if field.form is Form.CHOICE:
        return Input(field, text, (text,), field.choices if text else (("", "inte angivet"), *field.choices))
    return Input(field, text)
