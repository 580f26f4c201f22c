"""How well a document is drafted: its facts against the gold beside it, kind by kind.

Gold is a JSON file in the conventions that tests/README.md tells. A drafted fact is right when it says the same and its
quote is the gold's words.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from rapidfuzz import fuzz

from bot.drafting.case import draft_cases
from bot.drafting.writing.saving import Saved
from bot.knowledge.model import Amount, Decision, Fact, Goal, Position, Votes

HEADER = ("title", "reference", "body", "document_type", "date")
KINDS = ("header", "decisions", "amounts", "goals", "outcomes", "positions", "people", "attachments", "votes")
MONEY = {"miljoner kronor": "mnkr", "miljoner": "mnkr", "mkr": "mnkr", "tusen kronor": "tkr", "kronor": "kr"}
MONEY |= {"%": "procent"}
T = TypeVar("T", bound=Fact)
Gold = Mapping[str, Any]


@dataclass(frozen=True)
class Score:
    """How many of a kind are right, missed, and drafted though the gold has none."""

    right: int = 0
    missed: int = 0
    extra: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.missed + other.missed, self.extra + other.extra)

    @property
    def recall(self) -> float:
        return _share(self.right, self.right + self.missed)

    @property
    def precision(self) -> float:
        return _share(self.right, self.right + self.extra)

    @property
    def f1(self) -> float:
        return _share(2 * self.recall * self.precision, self.recall + self.precision)


def score(document: Path) -> dict[str, Score]:
    """The scores of a document, which has its gold beside it, by kind."""
    gold = json.loads(document.with_suffix(".json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        saved = draft_cases([document], Path(folder))
    return compared(gold, saved)


def compared(gold: Gold, saved: Sequence[Saved]) -> dict[str, Score]:
    """The scores of what was drafted from one document, by kind; minutes give a case for each matter."""
    facts = [fact for each in saved for fact in each.case.facts]
    headers = [each.draft.header for each in saved]
    named = {key: [getattr(header, key) for header in headers] for key in HEADER}
    wanted = [key for key in HEADER if gold.get(key)]
    right = [key for key in wanted if any(_alike(gold[key], value, 92) for value in named[key])]
    told = [key for key in wanted if any(key not in dict(h.doubts) and getattr(h, key) for h in headers)]
    goals = [fact for fact in facts if isinstance(fact, Goal)]
    assessed = [goal for goal in gold.get("goals", ()) if goal.get("assessment")]
    people = {person.name for each in saved for person in each.case.people}
    attachments = sorted({item.title for each in saved for item in each.case.attachments})
    votes = {fact.votes for fact in facts if isinstance(fact, Decision) and fact.votes is not None}
    scores = {
        "header": Score(len(right), len(wanted) - len(right), len(set(told) - set(right))),
        "decisions": _paired(gold.get("decisions", ()), _of(facts, Decision), _same_decision),
        "amounts": _paired(gold.get("amounts", ()), _of(facts, Amount), _same_amount),
        "goals": _paired(gold.get("goals", ()), goals, lambda g, d: _alike(g["name"], d.name, 90)),
        "outcomes": _paired(assessed, [goal for goal in goals if goal.assessments], _same_outcome),
        "positions": _paired(gold.get("positions", ()), _of(facts, Position), _same_position),
        "people": _paired([p["name"] for p in gold.get("people", ())], people, lambda g, d: _alike(g, d, 90)),
        "attachments": _paired(gold.get("attachments", ()), attachments, _same_attachment),
        "votes": _paired(gold.get("votes", ()), votes, _same_votes),
    }
    return {kind: made for kind, made in scores.items() if _gold_key(kind) in gold or kind == "header"}


def _gold_key(kind: str) -> str:
    """Under which key gold has a kind; of a short document it has not all of them."""
    return "goals" if kind == "outcomes" else kind


def total(scores: Iterable[Mapping[str, Score]]) -> dict[str, Score]:
    """The scores of several documents together, by kind."""
    summed = dict.fromkeys(KINDS, Score())
    for each in scores:
        summed = {kind: summed[kind] + each.get(kind, Score()) for kind in KINDS}
    return summed


def _paired(golds: Iterable[Any], drafts: Iterable[Any], same: Callable[[Any, Any], bool]) -> Score:
    """Pairs each of the gold with the first draft that is the same and not taken."""
    left = list(drafts)
    right = missed = 0
    for gold in golds:
        hit = next((draft for draft in left if same(gold, draft)), None)
        if hit is None:
            missed += 1
        else:
            right += 1
            left.remove(hit)
    return Score(right, missed, len(left))


def _same_decision(gold: Gold, draft: Decision) -> bool:
    numbered = gold.get("number") in (None, "") or str(gold["number"]) == str(draft.number)
    text = _folded(gold["text"])
    return numbered and any(text in quote or fuzz.ratio(text, quote) >= 90 for quote in _quotes(draft))


def _same_amount(gold: Gold, draft: Amount) -> bool:
    wanted, have = _unit(gold["unit"]), _unit(draft.unit)
    measured = {wanted, have} & {*MONEY.values(), "tkr", "mnkr"}
    units = wanted == have or (not measured and fuzz.partial_ratio(wanted, have) >= 75)
    context = _folded(gold["context"])
    return (
        round(float(gold["value"]), 6) == round(draft.value, 6)
        and units
        and any(context in q or q in context or fuzz.partial_ratio(context, q) >= 85 for q in _quotes(draft))
    )


def _same_outcome(gold: Gold, draft: Goal) -> bool:
    said = (fuzz.partial_ratio(_folded(gold["assessment"]), _folded(made.outcome)) for made in draft.assessments)
    return _alike(gold["name"], draft.name, 90) and any(ratio >= 90 for ratio in said)


def _same_position(gold: Gold, draft: Position) -> bool:
    parties = tuple(part.strip() for part in gold["party"].split(",") if part.strip())
    opening, quotes = _folded(gold["opening"]), _quotes(draft)
    return (
        tuple(map(_folded, parties)) == tuple(map(_folded, draft.party))
        and _folded(gold["form"]) == _folded(draft.form)
        and {_folded(name) for name in gold["by"]} == {_folded(name) for name in draft.by}
        and bool(quotes)
        and (quotes[0].startswith(opening) or fuzz.ratio(quotes[0][: len(opening)], opening) >= 90)
    )


def _same_attachment(gold: object, draft: str) -> bool:
    wanted = gold.get("title", "") if isinstance(gold, Mapping) else str(gold)
    return _alike(wanted, draft, 90) or _folded(wanted) in _folded(draft)


def _same_votes(gold: Gold, draft: Votes) -> bool:
    return (gold["yes"], gold["no"], gold["abstained"] or 0) == (draft.yes, draft.no, draft.abstained or 0)


def _of(facts: Iterable[Fact], kind: type[T]) -> list[T]:
    return [fact for fact in facts if isinstance(fact, kind)]


def _quotes(fact: Fact) -> list[str]:
    return [_folded(quote.display_text) for quote in fact.quotes]


def _unit(unit: str) -> str:
    return MONEY.get(unit.lower(), _folded(unit))


def _alike(gold: object, draft: object, least: float) -> bool:
    return draft is not None and fuzz.ratio(_folded(str(gold)), _folded(str(draft))) >= least


def _folded(text: str) -> str:
    joined = re.sub(r"(?<=[a-zåäö])-\s*\n\s*(?=[a-zåäö])", "", text)
    return " ".join(re.sub(r"[^\w%]+", " ", joined.lower()).split())


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 1.0
