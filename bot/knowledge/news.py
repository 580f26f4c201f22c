"""News: what a knowledge holds that has not been told yet: a new case, a new decision, a decision that came further.

What has been told of a case is a set of marks, which are short enough to be kept for every case there is. A mark is a
hash and a letter for a status. A decision has two, one by its id and one by its words, so that one whose id changes
is not told anew. Nothing is ever unmarked: what is taken away and comes back is no news.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.knowledge.model import Case, Decision, Fact, Kind, Knowledge, Status

Marks = frozenset[str]

_HASH = 8  # characters: 48 bits, of which those of one case alone are compared
_LETTERS = {
    Status.PROPOSED: "p",
    Status.DECIDED: "d",
    Status.REJECTED: "r",
    Status.REFERRED_BACK: "b",
    Status.POSTPONED: "o",
}


class What(StrEnum):
    """What is new."""

    CASE = "case"
    DECISION = "decision"
    STATUS = "status"


@dataclass(frozen=True)
class News:
    """One thing that is new: a case, or a decision of a known case, as new or with a new status."""

    what: What
    case: Case
    decision: Decision | None = None

    @property
    def key(self) -> str:
        """What names it, as long as the knowledge has it; see `read_news`."""
        return f"{self.what.value} {self.case.id if self.decision is None else self.decision.id}"

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What there is to quote, best first: the decision, or those of a new case, or else how the case begins."""
        if self.decision is not None:
            return (self.decision,)
        return self.case.of_kind(Kind.DECISION) or self.case.facts[:1] or self.case.passages[:1]


def news_of(case: Case, told: Marks | None) -> Iterator[News]:
    """What is new in a case of which so much has been told; None where it is not known at all."""
    if told is None:
        yield News(What.CASE, case)
        return
    hashes = {mark[:-1] for mark in told}
    for decision in _decisions(case):
        mine = _hashes(decision)
        if hashes.isdisjoint(mine):
            yield News(What.DECISION, case, decision)
        elif decision.status is not Status.PROPOSED and told.isdisjoint(_marks(decision)):
            yield News(What.STATUS, case, decision)


def all_news(cases: Iterable[Case], told: Mapping[str, Marks]) -> tuple[News, ...]:
    """What is new in all cases, by what has been told of each, by id. Nothing where nothing was ever told."""
    return tuple(new for case in cases for new in news_of(case, told.get(case.id))) if told else ()


def marks_of(case: Case) -> Marks:
    """The marks of all that a case holds now."""
    return frozenset(mark for decision in _decisions(case) for mark in _marks(decision))


def read_news(key: str, knowledge: Knowledge) -> News | None:
    """The news that a key names, as it stands now; None where the knowledge does not have it any more."""
    what, _, id_ = key.partition(" ")
    if what == What.CASE:
        case = knowledge.cases.get(id_)
        return News(What.CASE, case) if case is not None else None
    decision = knowledge.by_id.get(id_)
    if not isinstance(decision, Decision):
        return None
    return News(What(what), knowledge.cases[decision.case], decision)


def _decisions(case: Case) -> Iterator[Decision]:
    return (fact for fact in case.facts if isinstance(fact, Decision))


def _marks(decision: Decision) -> tuple[str, ...]:
    return tuple(f"{hashed}{_LETTERS[decision.status]}" for hashed in _hashes(decision))


def _hashes(decision: Decision) -> tuple[str, str]:
    """By its id, and by its words and who decides: two bodies may decide the same in a case, and each is news."""
    words = " ".join(quote.display_text.casefold() for quote in decision.quotes)
    return _hash(decision.id), _hash(f"{decision.by or ''}\n{words}")


def _hash(text: str) -> str:
    digest = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=6).digest()
    return base64.urlsafe_b64encode(digest).decode()[:_HASH]
