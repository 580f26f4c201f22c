"""YAML as the writer puts it: whatever a text has in it, the loader reads the same text."""

from __future__ import annotations

import pytest

from bot.drafting.writing.yaml_text import mapping_lines
from bot.knowledge.files.yaml_tree import Mapping, Scalar, parse_tree
from bot.knowledge.problems import Report


@pytest.mark.parametrize(
    "text",
    [
        "Svar på motion",
        "Svar: på motion # 3",
        "yes",
        "Kontoret" + "{" * 30 + "KS 2022/418",
        "Kontoret " + "[ " * 30 + "slut",
        "{" * 300 + " ord" * 60,
        "ett \\ omvänt " * 20 + "{{{{{{{{{{{{",
    ],
)
def test_what_is_written_is_read(text: str) -> None:
    report = Report("case.yaml")
    tree = parse_tree("\n".join(mapping_lines([("title", text)])), report)
    assert report.problems == []
    assert isinstance(tree, Mapping)
    title = tree.entries["title"]
    assert isinstance(title, Scalar)
    assert title.value == text
