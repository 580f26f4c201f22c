"""The facts of a case file: each kind of fact read from its mapping, with its quotes resolved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.errors import QuoteError
from bot.knowledge.files.fields import Fields, did_you_mean
from bot.knowledge.files.questions_file import refuse
from bot.knowledge.files.yaml_tree import Mapping as MappingNode
from bot.knowledge.files.yaml_tree import Node, Scalar, kind_of
from bot.knowledge.files.yaml_tree import Sequence as SequenceNode
from bot.knowledge.model import Amount, Assessment, Decision, Detail, Fact, Goal, Kind, Position, Stance, Status, Votes
from bot.knowledge.problems import Report
from bot.knowledge.source import Quote
from bot.knowledge.sources.cut_quotes import remedy
from bot.knowledge.sources.quotes import Quotations, QuoteSpec

_COMMON = ("id", "summary", "summary_en", "about", "questions", "quotes")
_OWN: Mapping[Kind, tuple[str, ...]] = {
    Kind.DECISION: ("number", "status", "by", "votes"),
    Kind.AMOUNT: ("value", "unit", "what", "period"),
    Kind.GOAL: ("name", "level", "assessments"),
    Kind.POSITION: ("party", "form", "by", "about", "stance", "part_of"),
    Kind.DETAIL: ("topic",),
}
KINDS = tuple(_OWN)


@dataclass(frozen=True)
class ReadFact:
    """A fact, the lines of its summaries and of `part_of`, and whether all its quotes were found."""

    fact: Fact
    complete: bool
    summary_line: int
    summary_en_line: int
    parent_line: int


class FactReader:
    """Reads the facts of one case file. Every problem goes into the report."""

    def __init__(
        self,
        case: str,
        report: Report,
        quotations: Quotations,
        letters: Sequence[str],
        sources: Sequence[str],
    ) -> None:
        self.case = case
        self.report = report
        self.quotations = quotations
        self.letters = letters
        self.sources = sources  # all that the file names, also those that cannot be read
        self.unreadable = not sources or not quotations.sources.issuperset(sources)
        self.incomplete: set[str] = set()  # facts (as problems call them) with a quote not found

    def read(self, kind: Kind, nodes: Sequence[MappingNode]) -> Iterator[ReadFact]:
        """The facts of one list, in order; those with an id already taken are left out."""
        taken: dict[str, int] = {}
        for place, node in enumerate(nodes, start=1):
            written = node.entries.get("id")
            name = written.text if isinstance(written, Scalar) else f"number {place}"
            label = " ".join(f"{self.case}/{kind.plural}/{name}".split())[:120]
            fields = Fields(node, self.report, dict.fromkeys((*_COMMON, *_OWN[kind])), label)
            id = fields.id()
            if id is not None and id in taken:
                fields.wrong("id", f"the id is already given on line {taken[id]}")
            elif id is not None:
                taken[id] = fields.line("id")
            fact = self._fact(kind, fields, f"{self.case}/{kind.plural}/{id}")
            yield ReadFact(
                fact,
                label not in self.incomplete,
                fields.line("summary"),
                fields.line("summary_en"),
                fields.line("part_of"),
            )

    def _fact(self, kind: Kind, fields: Fields, id: str) -> Fact:
        refuse(fields, "questions", 'under "questions" and the id of the fact')
        common: dict[str, object] = {
            "id": id,
            "case": self.case,
            "summary": fields.text("summary", required=True) or "",
            "summary_en": fields.text("summary_en"),
            "about": fields.texts("about", single=True),
            "quotes": self._quotes(fields, required=True),
        }
        specific: Callable[..., Fact] = {
            Kind.DECISION: self._decision,
            Kind.AMOUNT: self._amount,
            Kind.GOAL: self._goal,
            Kind.POSITION: self._position,
            Kind.DETAIL: self._detail,
        }[kind]
        return specific(fields, common)

    def _decision(self, fields: Fields, common: dict[str, object]) -> Fact:
        return Decision(
            **common,  # type: ignore[arg-type]
            number=fields.text("number"),
            status=fields.choice("status", Status.PROPOSED),
            by=fields.text("by"),
            votes=self._votes(fields),
        )

    def _amount(self, fields: Fields, common: dict[str, object]) -> Fact:
        return Amount(
            **common,  # type: ignore[arg-type]
            value=fields.number("value", required=True) or 0.0,
            unit=fields.text("unit", required=True) or "",
            what=fields.text("what", required=True) or "",
            period=fields.text("period"),
        )

    def _goal(self, fields: Fields, common: dict[str, object]) -> Fact:
        assessments = []
        for node in fields.mappings("assessments"):
            own = Fields(node, self.report, ("by", "outcome", "quotes"), fields.fact)
            by, outcome = own.text("by", required=True), own.text("outcome", required=True)
            assessments.append(Assessment(by or "", outcome or "", self._quotes(own)))
        goal = Goal(
            **common,  # type: ignore[arg-type]
            name=fields.text("name", required=True) or "",
            level=fields.text("level"),
            assessments=tuple(assessments),
        )
        quotes = (*goal.quotes, *(quote for made in assessments for quote in made.quotes))
        return replace(goal, quotes=tuple(dict.fromkeys(quotes)))

    def _position(self, fields: Fields, common: dict[str, object]) -> Fact:
        parties = fields.texts("party", single=True)
        for letter in parties:
            if letter not in self.letters:
                hint = did_you_mean(letter, self.letters)
                fields.wrong("party", f'no party has the letter "{letter[:60]}"{hint}')
        part_of = fields.text("part_of")
        return Position(
            **common,  # type: ignore[arg-type]
            party=parties,
            form=fields.text("form") or "",
            by=fields.texts("by"),
            stance=fields.choice("stance", Stance.COMMENT),
            part_of=None if part_of is None else f"{self.case}/{Kind.POSITION.plural}/{part_of}",
        )

    def _detail(self, fields: Fields, common: dict[str, object]) -> Fact:
        return Detail(**common, topic=fields.text("topic", required=True) or "")  # type: ignore[arg-type]

    def _votes(self, fields: Fields) -> Votes | None:
        node = fields.get("votes")
        if node is None:
            return None
        if not isinstance(node, MappingNode):
            fields.wrong("votes", f'"votes" must be a mapping of yes and no, not {kind_of(node)}')
            return None
        own = Fields(node, self.report, ("yes", "no", "abstained"), fields.fact)
        yes, no = own.whole("yes", required=True), own.whole("no", required=True)
        return Votes(yes or 0, no or 0, own.whole("abstained") or 0)

    def _quotes(self, fields: Fields, required: bool = False) -> tuple[Quote, ...]:
        """The quotes of a mapping, in their places; one alone need not stand in a list."""
        node = fields.get("quotes", required)
        if node is None:
            return ()
        items = node.items if isinstance(node, SequenceNode) else [node]
        if required and not items:
            fields.wrong("quotes", "a fact needs at least one quote")
        found: list[Quote] = []
        for place, item in enumerate(items):
            wanted = self._wanted(item, fields)
            try:
                if wanted is not None:
                    found.extend(self.quotations.resolve(wanted))
                    continue
            except QuoteError as problem:
                if not self.unreadable:  # it may well stand in what cannot be read
                    what_to_do = remedy(problem, items, place, self.quotations.stands)
                    self.report.add(item.line, problem.what, fields.fact, remedy=what_to_do)
            self.incomplete.add(fields.fact)
        return tuple(dict.fromkeys(found))

    def _wanted(self, node: Node, fields: Fields) -> QuoteSpec | None:
        """A quote as it is written: a text, or a mapping with its first words."""
        if isinstance(node, Scalar):
            text = fields.text_of(node, "quotes")
            return None if text is None else QuoteSpec(node.text)
        if isinstance(node, SequenceNode):
            self.report.add(node.line, "a quote must be a text or a mapping, not a list", fields.fact)
            return None
        own = Fields(node, self.report, ("from", "to", "occurrence", "source"), fields.fact)
        first, last = own.text("from", required=True), own.text("to")
        occurrence = own.whole("occurrence", least=1)
        source = own.text("source")
        if source is not None and source not in self.sources:
            hint = did_you_mean(source, self.sources)
            own.wrong("source", f'the case has no source "{source[:60]}"{hint}')
            return None
        if source is not None and source not in self.quotations.sources:
            return None
        return None if first is None else QuoteSpec(first, last, occurrence, source)
