"""Where in case.yaml the values of facts stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation.places import places

FACT = "gv-2023-0417/positions/c-mp-kostnaden"


@pytest.mark.parametrize("within", ["", "gv-2023-0417"])
def test_places(granvik: Path, within: str) -> None:
    found = places(granvik / within)
    file, line = found[FACT, "summary"]
    assert Path(file) == granvik / "gv-2023-0417" / "case.yaml"
    written = Path(file).read_text(encoding="utf-8").splitlines()
    assert "kostnaden har stigit med 31 procent" in written[line - 1]
    assert found[FACT, "summary_en"] == (file, line + 1)
