"""What drafting finds in a document, before it becomes YAML. Spans are offsets into one source's text."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.knowledge.sources.pages import Span


@dataclass(frozen=True)
class Found:
    """A fact: its text as it is read, where it stands, and why a person should look at it.

    `spans` are the places in the source `source`; `doubts` are in Swedish, as the reviewer reads them.
    """

    text: str
    source: str
    spans: tuple[Span, ...]
    doubts: tuple[str, ...] = field(default=(), kw_only=True)

    @property
    def start(self) -> int:
        return self.spans[0][0]


@dataclass(frozen=True)
class FoundVotes:
    """A count of votes, and where it stands."""

    yes: int
    no: int
    abstained: int
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class FoundDecision(Found):
    """A decision point; `by` decides, or proposes to `to`."""

    number: str = ""
    status: str = "proposed"
    by: str | None = None
    to: str | None = None
    votes: FoundVotes | None = None


@dataclass(frozen=True)
class FoundAmount(Found):
    """A figure; `text` is its sentence or its table's row; `row` the names of the row and of the column."""

    value: float = 0.0
    unit: str = ""
    written: str = ""
    what: str = ""
    period: str | None = None
    row: tuple[str, str] | None = None


@dataclass(frozen=True)
class FoundAssessment:
    """How far a goal is met, according to whom, in the document's words."""

    by: str
    outcome: str
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class FoundGoal(Found):
    """A named goal; `text` is the passage that names it."""

    name: str = ""
    level: str | None = None
    assessments: tuple[FoundAssessment, ...] = ()


@dataclass(frozen=True)
class FoundPosition(Found):
    """What a party says, and about which goals or decision points.

    `part_of` is the position that this is a point of.
    """

    party: tuple[str, ...] = ()
    form: str = ""
    by: tuple[str, ...] = ()
    stance: str = "comment"
    about: tuple[str, ...] = ()
    part_of: Found | None = None


@dataclass(frozen=True)
class FoundDetail(Found):
    """Dates, preparation, procedure, attachments, people.

    `key` is what its id is made of where the topic is not; `summary` is there where its text does not give it.
    """

    topic: str = ""
    key: str = ""
    summary: str = ""


@dataclass(frozen=True)
class FoundPerson:
    """A person with party and role, as far as the document gives them."""

    name: str
    party: str | None = None
    role: str | None = None


@dataclass(frozen=True)
class FoundAttachment:
    """An attachment with its number, where it is listed, and whether that is as a beslutsunderlag."""

    title: str
    number: str | None = None
    source: str = field(default="", compare=False)
    span: Span | None = field(default=None, compare=False)
    underlay: bool = field(default=False, compare=False)
