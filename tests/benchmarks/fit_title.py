"""Fit the weights by which a document's title is chosen, and say how often it is right.

    python -m tests.benchmarks.fit_title [FOLDER ...] [--write]

Without folders: the documents with gold that whoever writes drafting code may look at. How often the title is right is
told for documents that were left out of the fit. `--write` puts the weights where drafting reads them.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from rapidfuzz import fuzz
from rich.console import Console
from rich.progress import track
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

import bot.drafting.header.title as title
from bot.drafting.documents.document import read_document
from bot.drafting.header.title_signals import Top
from bot.drafting.structure.matters import matters_of
from bot.drafting.structure.unglued import unglued
from tests.benchmarks.measure_drafts import SHOWN, documents_of

WEIGHTS = Path(title.__file__).with_name("title_weights.yaml")
ALIKE = 92  # of 100, of a title that is right: as tests/drafting/scoring.py has it
STRENGTH = 2.0  # how far the weights may follow the documents
FOLDS = 8


@dataclass(frozen=True)
class Choice:
    """The candidates of a document: what their signals are (a row each), and how like the title they are."""

    rows: np.ndarray
    likeness: np.ndarray

    @property
    def right(self) -> np.ndarray:
        return self.likeness >= ALIKE


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.fit_title",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "folders", nargs="*", type=Path, help="folders with gold (default: those that may be looked at)"
    )
    parser.add_argument("--write", action="store_true", help="put the weights where drafting reads them")
    arguments = parser.parse_args()
    console = Console(highlight=False)
    documents = [path for folder in arguments.folders or SHOWN for path in documents_of(folder)]
    names: list[str] = []
    choices = [
        choice
        for path in track(documents, "reading", console=Console(stderr=True))
        if (choice := _choice(path, names)) is not None
    ]
    right = 0
    for fitted, left_out in KFold(FOLDS, shuffle=True, random_state=0).split(choices):
        weights = _fit([choices[place] for place in fitted])
        right += sum(_is_right(choices[place], weights) for place in left_out)
    console.print(
        f"{len(choices)} documents, the title right in {right / len(choices):.1%} of those left out of the fit"
    )
    weights = _fit(choices)
    told = {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}
    for name, weight in sorted(told.items(), key=lambda item: -abs(item[1])):
        console.print(f"{weight:6.2f}  {name}")
    if arguments.write:
        head = "# How much each signal of title_signals.py weighs, as tests/benchmarks/fit_title.py fits it.\n"
        WEIGHTS.write_text(head + yaml.safe_dump(told, sort_keys=False), encoding="utf-8")


def _choice(path: Path, names: list[str]) -> Choice | None:
    """The candidates of a document about one matter; None of others. The names of signals go into `names`."""
    gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8")).get("title")
    text = unglued(read_document(path).text)
    if not gold or matters_of(text):
        return None
    found = list(Top(text).weighed())
    rows = [signals for _, signals in found]
    names[:] = list(rows[0])
    likeness = [fuzz.ratio(gold.lower(), candidate.text.lower()) for candidate, _ in found]
    return Choice(np.array([list(row.values()) for row in rows]), np.array(likeness))


def _fit(choices: Sequence[Choice]) -> np.ndarray:
    """The weights with which each document's title outweighs its other candidates, every document counting the same."""
    differences: list[np.ndarray] = []
    counts: list[float] = []
    for choice in choices:
        if not choice.right.any():
            continue
        others = choice.rows[~choice.right]
        differences += list(choice.rows[choice.likeness.argmax()] - others)
        counts += [1 / len(others)] * len(others)
    won = np.array(differences)
    model = LogisticRegression(C=STRENGTH, fit_intercept=False, max_iter=2000)
    model.fit(np.vstack([won, -won]), np.repeat([1, 0], len(won)), sample_weight=np.tile(counts, 2))
    weights: np.ndarray = model.coef_[0]
    return weights


def _is_right(choice: Choice, weights: np.ndarray) -> bool:
    return bool(choice.right[(choice.rows @ weights).argmax()])


if __name__ == "__main__":
    main()
