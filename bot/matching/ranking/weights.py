"""The weights of the signals, fitted by tests/benchmarks/fit_*.py and kept as readable numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Scorecard:
    """An additive model of whether the best fact answers.

    To the `base` each kind of evidence adds its value times its `slopes`, and the points, in log-odds, of the edges of
    its `steps` that the value is above. From `threshold` points on the bot answers.
    """

    base: float
    slopes: Mapping[str, float]
    steps: Mapping[str, Sequence[tuple[float, float]]]
    threshold: float

    def points(self, evidence: Mapping[str, float]) -> float:
        """The log-odds, by this card, that a fact with such evidence answers."""
        total = self.base + sum(slope * evidence.get(name, 0.0) for name, slope in self.slopes.items())
        for name, steps in self.steps.items():
            value = evidence.get(name, 0.0)
            total += sum(points for edge, points in steps if value > edge)
        return total

    def margin(self, evidence: Mapping[str, float]) -> float:
        """By how many log-odds the points of such evidence pass the threshold."""
        return self.points(evidence) - self.threshold


NO_CARD = Scorecard(0.0, {}, {}, 0.0)
"""Adds nothing up."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How signals add up.

    `rank` weighs the signals of a fact that has questions of its own into its score, `rank_plain` those that any fact
    has without them; `curated` and `plain` decide on facts with and without. `follow` weighs into its score how a fact
    fits a message that leans on a conversation, and `followed` decides there. Where the first look is in doubt, `again`
    adds to the score, and `looked_again` decides; without an encoder there is no reranking. From `sure` log-odds
    above a threshold an answer is stated, from `sure_followed` one that leans on a conversation; below it is offered,
    down to `offered`.
    """

    rank: Mapping[str, float]
    rank_plain: Mapping[str, float]
    curated: Scorecard
    plain: Scorecard
    follow: Mapping[str, float]
    followed: Scorecard
    again: Mapping[str, float]
    looked_again: Scorecard
    sure: float
    sure_followed: float
    offered: float

    def margin(self, evidence: Mapping[str, float]) -> float:
        """By how many log-odds the fact with such evidence passes the threshold of an answer."""
        card = self.plain if evidence.get("plain", 1.0) else self.curated
        return card.margin(evidence)


@cache
def fitted(semantic: bool) -> Weights:
    """The weights that ship, for matching with or without an encoder."""
    text = files("bot.matching.ranking").joinpath("weights.yaml").read_text(encoding="utf-8")
    chosen = yaml.load(text, yaml.CSafeLoader)["semantic" if semantic else "lexical"]
    cards = {name: Scorecard(**chosen[name]) for name in ("curated", "plain", "followed")}
    cards["looked_again"] = Scorecard(**chosen["looked_again"]) if semantic else NO_CARD
    return Weights(
        rank=chosen["rank"],
        rank_plain=chosen["rank_plain"],
        follow=chosen["follow"],
        again=chosen["again"] if semantic else {},
        sure=chosen["sure"],
        sure_followed=chosen["sure_followed"],
        offered=chosen["offered"],
        **cards,
    )
