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


DECISIONS = ("offered", "stated")
NO_CARD = Scorecard(0.0, {}, {}, 0.0)
"""Adds nothing up."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How signals add up.

    `rank` weighs the signals of a fact into its score. `offered` decides whether the best fact is shown at all, and
    `stated` whether it is stated, which asks more. `follow` weighs into its score how a fact fits a message that leans
    on a conversation, and `followed` decides there; from `sure_followed` log-odds above it, that answer is stated.
    """

    rank: Mapping[str, float]
    offered: Scorecard
    stated: Scorecard
    follow: Mapping[str, float]
    followed: Scorecard
    sure_followed: float


@cache
def fitted(semantic: bool) -> Weights:
    """The weights that ship, for matching with or without an encoder."""
    text = files("bot.matching.ranking").joinpath("weights.yaml").read_text(encoding="utf-8")
    chosen = yaml.load(text, yaml.CSafeLoader)["semantic" if semantic else "lexical"]
    return Weights(
        rank=chosen["rank"],
        follow=chosen["follow"],
        followed=Scorecard(**chosen["followed"]),
        sure_followed=chosen["sure_followed"],
        offered=Scorecard(**chosen["offered"]),
        stated=Scorecard(**chosen["stated"]),
    )
