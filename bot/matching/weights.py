"""The weights of the signals, fitted by tests/benchmarks/fit_weights.py and kept as readable numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class AnswerModel:
    """A logistic model of whether the best fact answers: `weights` of the evidence give the log-odds, and from
    `threshold` on the bot answers.
    """

    weights: Mapping[str, float]
    threshold: float


@dataclass(frozen=True, slots=True)
class Weights:
    """How signals add up.

    `rank` weighs the signals of a fact into its score. `curated` decides on facts that have questions of their own,
    `plain` on those that have not, which have fewer words to be found by.
    """

    rank: Mapping[str, float]
    curated: AnswerModel
    plain: AnswerModel


@cache
def fitted(semantic: bool) -> Weights:
    """The weights that ship, for matching with or without an encoder."""
    text = files("bot.matching").joinpath("weights.yaml").read_text(encoding="utf-8")
    chosen = yaml.load(text, yaml.CSafeLoader)["semantic" if semantic else "lexical"]
    return Weights(chosen["rank"], AnswerModel(**chosen["curated"]), AnswerModel(**chosen["plain"]))
