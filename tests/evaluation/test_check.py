"""`beslutsbot check`: what a folder holds, how much of it is quoted, and every problem in one run."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from bot.cli import main
from bot.evaluation.check import REACH

REAL = "ks-2020-1616"


def test_counts(granvik: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(granvik)]) == 0
    counts, *lost = capsys.readouterr().out.splitlines()
    assert counts == "gv-2023-0417: 3 decisions, 2 amounts, 1 goal, 5 positions, 2 details"
    assert all(line.endswith("none of its questions leads to it when left out; it needs others") for line in lost)


def test_one_case_of_a_folder(granvik: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(granvik / "gv-2023-0417")]) == 0
    assert capsys.readouterr().out.startswith("gv-2023-0417: ")


def test_the_folder_of_the_settings(
    granvik: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BESLUTSBOT_KNOWLEDGE", str(granvik))
    assert main(["check"]) == 0
    assert "gv-2023-0417" in capsys.readouterr().out


def test_the_real_case_is_covered(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--coverage"]) == 0
    found = re.search(rf"{REAL}/pm: ([\d.]+)% of the running text is quoted", capsys.readouterr().out)
    assert found is not None
    assert float(found[1]) / 100 >= REACH == 0.95


def test_sentences_that_no_fact_quotes(granvik: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--coverage", str(granvik)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "  page 3: Bilaga 1 Förstudie för ny simhall" in lines
    assert not any("148 500 000" in line for line in lines)


def test_questions_that_stray(granvik: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--questions", str(granvik)]) == 0
    out = capsys.readouterr().out
    assert re.search(r"^[\d.]+% of 31 questions lead to their fact when left out of the index$", out, re.MULTILINE)


def test_broken_knowledge(granvik: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(granvik, folder)
    file = folder / "gv-2023-0417" / "case.yaml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("avsätta 2 400 000 kronor till en lekplats", "avsätta 2 500 000 kronor till en lekplats")
    text = text.replace("party: V", "party: Q", 1)
    file.write_text(text, encoding="utf-8")
    assert main(["check", str(folder)]) == 2
    written = capsys.readouterr()
    assert written.out == ""
    lines = written.err.splitlines()
    assert all(re.match(rf"{re.escape(str(file))}:\d+: ", line) for line in lines)
    assert any('quote not found: "avsätta 2 500 000' in line and "nearest passage" in line for line in lines)
    assert any("'Q'" in line or '"Q"' in line or " Q" in line for line in lines)


def test_what_is_not_neutral_is_warned_of(granvik: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(granvik, folder)
    file = folder / "gv-2023-0417" / "case.yaml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("Centerpartiet och Miljöpartiet säger att kostnaden", "Centerpartiet hävdar att kostnaden")
    file.write_text(text, encoding="utf-8")
    line = text[: text.index("Centerpartiet hävdar")].count("\n") + 1
    assert main(["check", str(folder)]) == 0
    place = f"{file}:{line}: gv-2023-0417/positions/c-mp-kostnaden: warning: "
    assert [out for out in capsys.readouterr().out.splitlines() if "warning" in out] == [
        f"{place}summary does not name MP, whose words it gives",
        f'{place}summary says "hävdar", which takes a side; neutral are säger, skriver, anser, vill, föreslår, tycker',
    ]


@pytest.mark.parametrize("folder", ["/nowhere", "/dev/null"])
def test_no_knowledge(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", folder]) == 2
    assert capsys.readouterr().err


def test_coverage_says_whether_it_reaches(granvik: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--coverage", str(granvik)]) == 0
    shares = re.findall(r": ([\d.]+)% of the running text is quoted, (.*) 95%$", capsys.readouterr().out, re.MULTILINE)
    assert shares
    for share, says in shares:
        assert says == ("which reaches" if float(share) >= 100 * REACH else "which does not reach")
