"""Distinct questions to the knowledge that ships, as many as the question sets have."""

from __future__ import annotations

import json

from tests.telegram.process import ROOT

_SETS = ("answer", "decline", "rerank", "street", "held_out", "premise")


def own_questions() -> list[str]:
    """The questions of the sets, each once, in the order of the files."""
    lines = [
        json.loads(line)
        for name in _SETS
        for line in (ROOT / "tests" / "data" / "questions" / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    return list(dict.fromkeys(line["q"] for line in lines if isinstance(line.get("q"), str)))
