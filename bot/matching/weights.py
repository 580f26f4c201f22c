"""The weights of the signals, fitted by tests/benchmarks/fit_weights.py and kept as readable numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Weights:
    """How signals add up.

    `rank` weighs the signals of a fact into its score; `answer` weighs the signals of the best fact
    into the log-odds that it answers, with `threshold` the least log-odds that is answered with.
    """

    rank: Mapping[str, float]
    answer: Mapping[str, float]
    threshold: float


@cache
def fitted(semantic: bool) -> Weights:
    """The weights that ship, for matching with or without an encoder."""
    text = files("bot.matching").joinpath("weights.yaml").read_text(encoding="utf-8")
    chosen = yaml.safe_load(text)["semantic" if semantic else "lexical"]
    return Weights(rank=chosen["rank"], answer=chosen["answer"], threshold=chosen["threshold"])
