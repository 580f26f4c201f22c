"""The case.yaml of a draft: in document order, with the page at each fact and what to look at.

`fixes` come from trying the case with the loader: facts whose summary says more than their quotes get
the quote itself as their summary, and facts that still do not stand are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.drafting import wording
from bot.drafting.draft import Draft, unique
from bot.drafting.findings import (
    Found,
    FoundAmount,
    FoundDecision,
    FoundDetail,
    FoundGoal,
    FoundPosition,
)
from bot.drafting.speakers.parties import national_names
from bot.drafting.writing import fact_ids
from bot.drafting.writing.quoting import Quoter, QuoteValue
from bot.drafting.writing.yaml_text import Comment, Entries, item_lines, mapping_lines
from bot.knowledge.model import Source
from bot.knowledge.pages import Span
from bot.knowledge.summary_check import Permitted, unsupported

Entry = tuple[str, object] | Comment
_NOTHING = Permitted(frozenset())
KINDS = ("decisions", "amounts", "goals", "positions", "details")


@dataclass
class Fixes:
    """Facts (as "decisions/beslut-1") whose summary is to be the quote, and facts to leave out."""

    plain: set[str] = field(default_factory=set)
    dropped: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class WrittenFact:
    """A fact as it is to be written: its id, its keys and values, its spans, and the found fact."""

    kind: str
    id: str
    entries: tuple[Entry, ...]
    spans: tuple[Span, ...]
    found: Found | None = None

    @property
    def name(self) -> str:
        return f"{self.kind}/{self.id}"

    def value(self, key: str) -> object:
        """The value of a key, or None."""
        return next((entry[1] for entry in self.entries if not isinstance(entry, Comment) and entry[0] == key), None)


class CaseWriter:
    """Writes one draft."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.sources: Mapping[str, Source] = {item.source.id: item.source for item in draft.sources}
        self.quoter = Quoter(self.sources)
        self.names = {**national_names(), **{letter: name for letter, name, _ in draft.parties}}
        self.goal_ids: dict[str, str] = {}
        self._quoted: dict[tuple[str, tuple[Span, ...]], list[QuoteValue]] = {}

    def facts(self, fixes: Fixes) -> list[WrittenFact]:
        """All facts that can be quoted, in order within each kind."""
        made: list[WrittenFact] = []
        makers: tuple[tuple[str, Sequence[Found], Callable[[Found, str], list[Entry]], Callable[[Found], str]], ...] = (
            ("decisions", self.draft.decisions, self._decision, fact_ids.decision_id),
            ("amounts", self.draft.amounts, self._amount, fact_ids.amount_id),
            ("goals", self.draft.goals, self._goal, fact_ids.goal_id),
            ("positions", self.draft.positions, self._position, fact_ids.position_id),
            ("details", self.draft.details, self._detail, fact_ids.detail_id),
        )
        self._position_ids: dict[int, str] = {}
        for kind, found, make, name in makers:
            taken: set[str] = set()
            for fact in found:
                id = unique(name(fact) or kind, taken)
                if isinstance(fact, FoundGoal):
                    self.goal_ids[fact.name] = id
                self._position_ids[id_of(fact)] = id
                quotes = self._quotes(fact.source, fact.spans)
                if not quotes or f"{kind}/{id}" in fixes.dropped:
                    continue
                made.append(self._written(kind, id, fact, make(fact, id), quotes, fixes))
        return made

    def text(self, facts: Sequence[WrittenFact]) -> str:
        """The whole file."""
        lines = list(mapping_lines(list(self._header())))
        for kind in KINDS:
            own = [fact for fact in facts if fact.kind == kind]
            if own:
                lines.append(f"{kind}:")
                for fact in own:
                    lines += mapping_lines_of(fact)
        return "\n".join(lines) + "\n"

    def _header(self) -> Iterator[Entry]:
        draft, header = self.draft, self.draft.header
        doubts = dict(header.doubts)
        files = ", ".join(item.document for item in draft.sources)
        yield Comment(f"Utkast ur {files}, gjort av beslutsbot draft.")
        yield Comment(
            "Varje uppgift har sitt ordagranna citat. summary och questions är utkast: läs dem mot citatet "
            "och rätta. "
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
        ):
            if key in doubts:
                yield Comment(f"granska: {key}: {doubts[key]}")
            yield key, value
        yield (
            "sources",
            {item.source.id: {"file": item.file, "title": self._source_title(item.document)} for item in draft.sources},
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

    def _source_title(self, document: str) -> str:
        header = self.draft.header
        if len(self.draft.sources) > 1 or not header.document_type:
            return document
        kind = header.document_type[0].upper() + header.document_type[1:]
        return f"{kind} (Dnr {header.reference})" if header.reference else f"{kind}: {header.title}"

    def _quotes(self, source: str, spans: tuple[Span, ...]) -> list[QuoteValue]:
        key = (source, spans)
        if key not in self._quoted:
            self._quoted[key] = self.quoter.quotes(source, spans)
        return self._quoted[key]

    def _written(
        self, kind: str, id: str, fact: Found, entries: list[Entry], quotes: list[QuoteValue], fixes: Fixes
    ) -> WrittenFact:
        source = self.sources[fact.source]
        page = source.page_at(fact.start)
        section = source.section_at(fact.start)
        place = f"sida {page}" + (f" · {section}" if section else "")
        if f"{kind}/{id}" in fixes.plain:
            plain = self._plain(fact, quotes[0])
            entries = [("summary", plain) if not isinstance(e, Comment) and e[0] == "summary" else e for e in entries]
        doubts = [Comment(f"granska: {doubt}") for doubt in fact.doubts]
        return WrittenFact(
            kind, id, (Comment(place), *doubts, ("id", id), *entries, ("quotes", quotes)), fact.spans, fact
        )

    def _plain(self, fact: Found, quote: QuoteValue) -> str:
        """A summary that is the quote itself, or the words that it is given by."""
        words = self.quoter.reading(fact.source, *fact.spans[0])
        if not words.isprintable():
            words = quote if isinstance(quote, str) else str(quote["from"])
        return wording.shortened(words)

    def _decision(self, fact: Found, id: str) -> list[Entry]:
        assert isinstance(fact, FoundDecision)
        votes = fact.votes
        return [
            ("number", int(fact.number) if fact.number.isdigit() else fact.number),
            ("status", fact.status),
            ("by", fact.by),
            (
                "votes",
                None if votes is None else {"yes": votes.yes, "no": votes.no, "abstained": votes.abstained},
            ),
            ("summary", wording.decision_summary(fact)),
            ("questions", wording.decision_questions(fact)),
        ]

    def _amount(self, fact: Found, id: str) -> list[Entry]:
        assert isinstance(fact, FoundAmount)
        summary = wording.amount_summary(fact)
        if fact.row is not None:  # figures beside each other in a row may read as one
            row = self.quoter.reading(fact.source, *fact.spans[0])
            summary = wording.shortened(row) if unsupported(summary, [row], _NOTHING) else summary
        return [
            ("value", fact.value),
            ("unit", fact.unit),
            ("what", fact.what or fact.unit),
            ("period", fact.period),
            ("summary", summary),
            ("questions", wording.amount_questions(fact)),
        ]

    def _goal(self, fact: Found, id: str) -> list[Entry]:
        assert isinstance(fact, FoundGoal)
        assessments = [
            {"by": made.by, "outcome": made.outcome, "quotes": self._quotes(fact.source, made.spans)}
            for made in fact.assessments
        ]
        return [
            ("name", fact.name),
            ("level", fact.level),
            ("summary", wording.goal_summary(fact)),
            ("questions", wording.goal_questions(fact)),
            ("assessments", [{k: v for k, v in made.items() if v} for made in assessments]),
        ]

    def _position(self, fact: Found, id: str) -> list[Entry]:
        assert isinstance(fact, FoundPosition)
        about = [self.goal_ids.get(name, name) for name in fact.about]
        entries: list[Entry] = (
            [] if fact.part_of is None else [("part_of", self._position_ids.get(id_of(fact.part_of)))]
        )
        party: object = fact.party[0] if len(fact.party) == 1 else list(fact.party)
        if fact.part_of is None:
            entries += [("party", party), ("form", fact.form), ("by", list(fact.by))]
        names = {letter: self.names.get(letter, letter) for letter in fact.party}
        return [
            *entries,
            ("about", about),
            ("stance", fact.stance),
            ("summary", wording.position_summary(fact, names)),
            ("questions", wording.position_questions(fact, names)),
        ]

    def _detail(self, fact: Found, id: str) -> list[Entry]:
        assert isinstance(fact, FoundDetail)
        if fact.summary:
            return [("topic", fact.topic), ("summary", fact.summary), ("questions", list(fact.questions))]
        first = re.split(r"(?<=[.!?])\s(?=[A-ZÅÄÖ])", fact.text, maxsplit=1)[0]
        return [("topic", fact.topic), ("summary", wording.shortened(first))]


def mapping_lines_of(fact: WrittenFact) -> list[str]:
    """The lines of a fact in its list."""
    return list(item_lines(Entries(fact.entries), 2))


def id_of(fact: Found) -> int:
    """What tells one found fact from another that says the same."""
    return id(fact)
