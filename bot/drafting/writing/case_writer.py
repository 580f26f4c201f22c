"""The case.yaml of a draft: in document order, with the page at each fact and what to look at.

`fixes` come from trying the case with the loader: facts whose summary says more than their quotes get
the quote itself as their summary, and facts that still do not stand are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.drafting.draft import Draft, DraftSource, unique
from bot.drafting.findings import Found
from bot.drafting.speakers.parties import national_names
from bot.drafting.writing import wording
from bot.drafting.writing.fact_entries import Entry, Surroundings, entries
from bot.drafting.writing.fact_ids import fact_id
from bot.drafting.writing.quoting import Quoter, QuoteValue
from bot.drafting.writing.yaml_text import Comment, Entries, item_lines, mapping_lines
from bot.knowledge.source import Source
from bot.knowledge.sources.pages import Span

KINDS = ("decisions", "amounts", "goals", "positions", "details")


@dataclass
class Fixes:
    """Facts (as "decisions/beslut-1") whose summary is to be the quote, and facts to leave out."""

    plain: set[str] = field(default_factory=set)
    dropped: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class WrittenFact:
    """A fact as it is to be written: its id, its keys and values, its spans, its questions, and the found fact.

    Only people give it questions.
    """

    kind: str
    id: str
    entries: tuple[Entry, ...]
    spans: tuple[Span, ...]
    questions: tuple[str, ...] = ()
    found: Found | None = None

    @property
    def name(self) -> str:
        return f"{self.kind}/{self.id}"

    def value(self, key: str) -> object:
        """The value of a key, or None."""
        return next((entry[1] for entry in self.entries if not isinstance(entry, Comment) and entry[0] == key), None)


class CaseWriter:
    """Writes one draft; `originals` are the names of the PDFs beside its sources, by the sources' ids."""

    def __init__(self, draft: Draft, originals: Mapping[str, str]) -> None:
        self.draft = draft
        self.originals = originals
        self.sources: Mapping[str, Source] = {item.source.id: item.source for item in draft.sources}
        self.quoter = Quoter(self.sources)
        self._names = {**national_names(), **{letter: name for letter, name, _ in draft.parties}}

    def facts(self, fixes: Fixes) -> list[WrittenFact]:
        """All facts that can be quoted, in order within each kind."""
        made: list[WrittenFact] = []
        around = Surroundings(self.quoter, self._names)
        draft = self.draft
        found: tuple[Sequence[Found], ...] = (
            draft.decisions,
            draft.amounts,
            draft.goals,
            draft.positions,
            draft.details,
        )
        for kind, facts in zip(KINDS, found, strict=True):
            taken: set[str] = set()
            for fact in facts:
                id = unique(fact_id(fact) or kind, taken)
                around.note(fact, id)
                quotes = self.quoter.quotes(fact.source, fact.spans)
                if quotes and f"{kind}/{id}" not in fixes.dropped:
                    made.append(self._written(kind, id, fact, around, quotes, fixes))
        return made

    def text(self, facts: Sequence[WrittenFact], contact: str | None = None) -> str:
        """The whole file; `contact` is what a person wrote there."""
        lines = list(mapping_lines(list(self._header(contact))))
        for kind in KINDS:
            own = [fact for fact in facts if fact.kind == kind]
            if own:
                lines.append(f"{kind}:")
                for fact in own:
                    lines += _fact_lines(fact)
        return "\n".join(lines) + "\n"

    def _header(self, contact: str | None) -> Iterator[Entry]:
        draft, header = self.draft, self.draft.header
        doubts = dict(header.doubts)
        files = ", ".join(item.document for item in draft.sources)
        yield Comment(f"Utkast ur {files}, gjort av beslutsbot draft.")
        yield Comment(
            "Varje uppgift har sitt ordagranna citat. summary är ett utkast: läs det mot citatet och rätta. "
            "Börja med raderna som säger granska."
        )
        for note in draft.notes:
            yield Comment(f"granska: {note}")
        yield "id", draft.id
        for key, value in (
            ("reference", header.reference),
            ("title", header.title),
            ("municipality", header.municipality),
            ("body", header.body),
            ("document_type", header.document_type),
            ("date", header.date),
            ("meeting", draft.meeting),
            ("contact", contact),
        ):
            if key in doubts:
                yield Comment(f"granska: {key}: {doubts[key]}")
            yield key, value
        yield (
            "sources",
            {item.source.id: self._source(item) for item in draft.sources},
        )
        if draft.parties:
            yield (
                "parties",
                [
                    Entries(
                        [
                            *([] if sure else [Comment(f"granska: namnet på partiet {letter} framgår inte")]),
                            ("letter", letter),
                            ("name", name),
                        ]
                    )
                    for letter, name, sure in draft.parties
                ],
            )
        yield (
            "people",
            [
                {key: value for key, value in (("name", p.name), ("party", p.party), ("role", p.role)) if value}
                for p in draft.people
            ],
        )
        yield (
            "attachments",
            [
                Entries(
                    [
                        ("number", int(a.number) if a.number and a.number.isdigit() else a.number),
                        ("title", a.title),
                    ]
                )
                for a in draft.attachments
            ],
        )

    def _source(self, item: DraftSource) -> dict[str, object]:
        first = item.source.first_page
        entry: dict[str, object] = {"file": item.file, "title": self._source_title(item.document)}
        if first > 1:
            entry["first_page"] = first
        if item.source.id in self.originals:
            entry["original"] = self.originals[item.source.id]
        return entry

    def _source_title(self, document: str) -> str:
        header = self.draft.header
        if self.draft.mark:
            kind = (header.document_type or "protokoll").capitalize()
            dated = f"{kind} {header.date}" if header.date else kind
            return f"{dated}, {self.draft.mark} {header.title}"
        if len(self.draft.sources) > 1 or not header.document_type:
            return document
        kind = header.document_type[0].upper() + header.document_type[1:]
        return f"{kind} (Dnr {header.reference})" if header.reference else f"{kind}: {header.title}"

    def _written(
        self, kind: str, id: str, fact: Found, around: Surroundings, quotes: list[QuoteValue], fixes: Fixes
    ) -> WrittenFact:
        source = self.sources[fact.source]
        page = source.page_at(fact.start)
        section = source.section_at(fact.start)
        place = f"sida {page}" + (f" · {section}" if section else "")
        said = entries(fact, around)
        if f"{kind}/{id}" in fixes.plain:
            plain = self._plain(fact, quotes[0])
            said = [("summary", plain) if not isinstance(e, Comment) and e[0] == "summary" else e for e in said]
        doubts = [Comment(f"granska: {doubt}") for doubt in fact.doubts]
        lines: tuple[Entry, ...] = (Comment(place), *doubts, ("id", id), *said, ("quotes", quotes))
        return WrittenFact(kind, id, lines, fact.spans, found=fact)

    def _plain(self, fact: Found, quote: QuoteValue) -> str:
        """A summary that is the quote itself, or the words that it is given by."""
        words = self.quoter.reading(fact.source, *fact.spans[0])
        if not words.isprintable():
            words = quote if isinstance(quote, str) else str(quote["from"])
        return wording.shortened(words)


def _fact_lines(fact: WrittenFact) -> list[str]:
    """The lines of a fact in its list."""
    return list(item_lines(Entries(fact.entries), 2))
