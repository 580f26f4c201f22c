"""The weights of the signals, fitted by tests/benchmarks/fit_*.py, and the forests that decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from bot.matching.ranking.forest import Forest, read_forest

DECISIONS = ("offered", "stated")
"""What is decided of a question by itself."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How signals add up.

    `rank` weighs the signals of a fact into its score, to which `reranked` adds for the first few. `offered` decides
    whether the best fact is shown at all, and `stated` whether it is stated, which asks more. `follow` weighs into its
    score how a fact fits a message that leans on a conversation, and `followed` decides there; from `sure_followed`
    log-odds above it, that answer is stated. `cases` weighs what tells which of many cases a question is about.
    """

    rank: Mapping[str, float]
    reranked: Forest
    offered: Forest
    stated: Forest
    follow: Mapping[str, float]
    followed: Forest
    sure_followed: float
    cases: Mapping[str, float]


@cache
def fitted(semantic: bool) -> Weights:
    """The weights that ship, for matching with or without an encoder."""
    text = files("bot.matching.ranking").joinpath("weights.yaml").read_text(encoding="utf-8")
    kind = "semantic" if semantic else "lexical"
    chosen = yaml.load(text, yaml.CSafeLoader)[kind]
    return Weights(
        rank=chosen["rank"],
        reranked=read_forest(f"{kind}_reranked"),
        follow=chosen["follow"],
        followed=read_forest(f"{kind}_followed"),
        sure_followed=chosen["sure_followed"],
        cases=chosen["cases"],
        offered=read_forest(f"{kind}_offered"),
        stated=read_forest(f"{kind}_stated"),
    )
