"""Whatever the text: nothing raises, every fact's quotes resolve, and a long document is read in time."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drafting.documents.document import Document
from bot.drafting.draft import make_draft
from bot.drafting.writing.saving import save
from bot.drafting.writing.yaml_text import WIDTH, mapping_lines
from tests.drafting.conftest import DOCUMENTS

TEXTS = [path.read_text(encoding="utf-8") for path in sorted(DOCUMENTS.glob("*.txt"))]
OPENING = "Denna handling har fogats till ärendet.\n\n"


@st.composite
def mangled(draw: st.DrawFn) -> str:
    """A document with cut lines, doubled pages, shuffled lines and control characters."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 5))):
        lines = text.split("\n")
        place = draw(st.integers(0, len(lines) - 1))
        match draw(st.integers(0, 7)):
            case 0:
                length = draw(st.integers(0, 60))
                lines = [line[:length] if index % 3 == place % 3 else line for index, line in enumerate(lines)]
            case 1:
                lines = lines + lines[place:]
            case 2:
                lines = lines[place:] + lines[:place]
            case 3:
                mark = draw(st.characters(codec="utf-8"))
                lines = [line.replace(draw(st.sampled_from(" .,aå-§")), mark) for line in lines]
            case 4:
                lines = [" ".join(lines)]
            case 5:
                lines = [line.replace(" ", "  ") for line in lines]
            case 6:
                lines[place] += draw(st.text(max_size=40))
            case 7:
                lines = [line.upper() if index % 4 == 0 else line for index, line in enumerate(lines)]
        text = "\n".join(lines)
    return text.encode("utf-8", "ignore").decode("utf-8")


@given(mangled())
@settings(max_examples=30, deadline=None)
def test_any_text_becomes_a_case_that_loads(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        saved = save(make_draft([Document("handling.txt", OPENING + text)], ()), Path(folder))
        assert len(saved.case.facts) == len(saved.facts)
        assert all(fact.quotes for fact in saved.case.facts)
        written = (saved.folder / "case.yaml").read_text(encoding="utf-8")
        assert all(len(line) <= WIDTH for line in written.split("\n"))


@pytest.mark.parametrize("text", ["\x1b" * 90, "å\x1b" * 60, '"\\' * 90, "Ord " + "x" * 300, "  två  blanka " * 20])
def test_a_text_over_several_lines_is_read_back(text: str) -> None:
    lines = list(mapping_lines([("summary", text)]))
    assert all(len(line) <= WIDTH for line in lines)
    assert yaml.safe_load("\n".join(lines)) == {"summary": text}


def test_a_section_of_brackets_is_no_nesting(tmp_path: Path) -> None:
    """A comment names the section; a loader counts brackets wherever they stand."""
    text = OPENING + "Beslut" + "{" * 40 + "n\n\nNämnden avsätter 4 mnkr till badet.\n"
    assert save(make_draft([Document("handling.txt", text)], ()), tmp_path).case.facts
