"""The model of what the bot knows. Everything is frozen, and knows nothing of questions.

A `Knowledge` holds cases; a `Case` holds its sources and its facts; each `Fact` carries at least one
`Quote`, which is a span of a source. Offsets count characters of the source text as the file has it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from bot.knowledge.source import Quote, Source


class Kind(StrEnum):
    """The kinds of fact, named as in the Answer contract; the plural is the key in case.yaml."""

    DECISION = "decision"
    AMOUNT = "amount"
    GOAL = "goal"
    POSITION = "position"
    DETAIL = "detail"
    PASSAGE = "passage"

    @property
    def plural(self) -> str:
        return f"{self.value}s"


class Stance(StrEnum):
    """What a position says of its subject."""

    FOR = "for"
    AGAINST = "against"
    PARTLY = "partly"
    COMMENT = "comment"


class Status(StrEnum):
    """How far a decision has come."""

    PROPOSED = "proposed"
    DECIDED = "decided"
    REJECTED = "rejected"
    REFERRED_BACK = "referred_back"
    POSTPONED = "postponed"


@dataclass(frozen=True)
class Fact(ABC):
    """What the bot can answer with. `id` is case/kind/name, as in ks-2020-1616/decisions/overforing."""

    id: str
    case: str
    summary: str
    quotes: tuple[Quote, ...]
    summary_en: str | None = None
    about: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()

    @property
    @abstractmethod
    def kind(self) -> Kind:
        """What kind of fact it is."""

    @property
    def parties(self) -> tuple[str, ...]:
        """The party letters whose words these are; empty unless it is a position."""
        return ()


@dataclass(frozen=True)
class Votes:
    """The count of a vote."""

    yes: int
    no: int
    abstained: int = 0


@dataclass(frozen=True)
class Decision(Fact):
    """A numbered point that a body decides, or is proposed to decide."""

    number: str | None = None
    status: Status = Status.PROPOSED
    by: str | None = None
    votes: Votes | None = None

    @property
    def kind(self) -> Kind:
        return Kind.DECISION


@dataclass(frozen=True)
class Amount(Fact):
    """A figure: `value` in `unit`, what it measures, and for which period."""

    value: float = 0.0
    unit: str = ""
    what: str = ""
    period: str | None = None

    @property
    def kind(self) -> Kind:
        return Kind.AMOUNT


@dataclass(frozen=True)
class Assessment:
    """How far a goal is met, according to whom. Its quotes are also among the goal's."""

    by: str
    outcome: str
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True)
class Goal(Fact):
    """A named goal and how its fulfilment is assessed."""

    name: str = ""
    level: str | None = None
    assessments: tuple[Assessment, ...] = ()

    @property
    def kind(self) -> Kind:
        return Kind.GOAL


@dataclass(frozen=True)
class Position(Fact):
    """What a party or its members say. `part_of` names the position (fact id) it is a point of."""

    party: tuple[str, ...] = ()
    form: str = ""
    by: tuple[str, ...] = ()
    stance: Stance = Stance.COMMENT
    part_of: str | None = None

    @property
    def kind(self) -> Kind:
        return Kind.POSITION

    @property
    def parties(self) -> tuple[str, ...]:
        return self.party


@dataclass(frozen=True)
class Detail(Fact):
    """Dates, people, attachments, procedure, background."""

    topic: str = ""

    @property
    def kind(self) -> Kind:
        return Kind.DETAIL


@dataclass(frozen=True)
class Passage(Fact):
    """A sentence or list point of a source that may be quoted although no curated fact covers it."""

    @property
    def kind(self) -> Kind:
        return Kind.PASSAGE


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the case names, so that questions about them are understood; `called` is what else people call them."""

    name: str
    party: str | None = None
    role: str | None = None
    called: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attachment by its number, as the case lists it."""

    number: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Party:
    """A party: its letter as printed, its name, and what people call it in each language."""

    letter: str
    name: str
    name_en: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """One matter: its header, sources and facts, in the order of the file.

    `unanswered` are questions close to the matter that its sources do not answer; `meeting` names the meeting that it
    was a matter of, in the same words as the other matters of that meeting; `contact` says whom people may turn to.
    """

    id: str
    title: str
    sources: Mapping[str, Source]
    facts: tuple[Fact, ...] = ()
    passages: tuple[Passage, ...] = ()
    reference: str | None = None
    municipality: str | None = None
    body: str | None = None
    document_type: str | None = None
    date: date | None = None
    people: tuple[Person, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    parties: tuple[Party, ...] = ()
    unanswered: tuple[str, ...] = ()
    meeting: str | None = None
    contact: str | None = None

    def of_kind(self, kind: Kind) -> tuple[Fact, ...]:
        """The facts of one kind, in file order."""
        return tuple(fact for fact in self.facts if fact.kind is kind)


@dataclass(frozen=True)
class GlossaryEntry:
    """Words people use for one thing, and the words documents use for it."""

    words: tuple[str, ...]
    means: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A municipal term and what it means, in the bot's own words: `sv` in Swedish, `en` in English.

    `term` and `term_en` are its names in the two languages, `also` other names and irregular forms in either.
    """

    term: str
    term_en: str
    also: tuple[str, ...]
    sv: str
    en: str

    @property
    def names(self) -> tuple[str, ...]:
        """All that it is called, each once."""
        return tuple(dict.fromkeys((self.term, self.term_en, *self.also)))


@dataclass(frozen=True)
class Knowledge:
    """All that the bot knows: the cases by id, the parties, the glossary, and the terms it can explain."""

    cases: Mapping[str, Case]
    parties: tuple[Party, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()
    terms: tuple[Term, ...] = ()
    loaded_from: str = field(default="", compare=False)

    def facts(self) -> Iterator[Fact]:
        """Every fact of every case, in order; passages are not among them."""
        for case in self.cases.values():
            yield from case.facts

    @cached_property
    def by_id(self) -> Mapping[str, Fact]:
        """Facts and passages by id."""
        return {fact.id: fact for case in self.cases.values() for fact in (*case.facts, *case.passages)}
