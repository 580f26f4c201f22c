"""Scans, read by ocrmypdf where it is installed. A program of that name stands in for it here."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.drafting.documents.document import DocumentError, read_document
from tests.drafting.documents.test_document import SHIFTED

READS = "#!/bin/sh\nwhile [ $# -gt 2 ]; do shift; done\ncp '{readable}' \"$2\"\n"
READS_ANEW = """#!/bin/sh
case " $* " in *" --force-ocr "*) read='{readable}';; *) read='{shifted}';; esac
while [ $# -gt 2 ]; do shift; done
cp "$read" "$2"
"""
FAILS = "#!/bin/sh\necho 'no Swedish here' >&2\nexit 3\n"


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder / "ocrmypdf"


def install(program: Path, script: str) -> None:
    program.write_text(script, encoding="utf-8")
    program.chmod(0o755)


def test_a_page_whose_letters_are_others_than_one_sees_is_read_anew(program: Path, pdf_of: Callable[..., Path]) -> None:
    text = "Nämnden beslutar att bygga ett badhus för 40 miljoner kronor i hamnen, och att det ska stå klart i år. " * 5
    shifted = pdf_of(text.translate(SHIFTED), name="shifted.pdf")
    install(program, READS_ANEW.format(readable=pdf_of(text, name="readable.pdf"), shifted=shifted))
    with pytest.raises(DocumentError, match="--ocr"):
        read_document(shifted)
    assert "bygga ett badhus" in read_document(shifted, ocr=True).text


def test_a_scan_is_read(program: Path, pdf_of: Callable[..., Path], tmp_path: Path) -> None:
    readable = pdf_of("Nytt badhus", "Nämnden beslutar att bygga ett badhus för 40 miljoner kronor i hamnen.")
    install(program, READS.format(readable=readable))
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(readable.read_bytes())
    document = read_document(scan, ocr=True)
    assert "bygga ett badhus" in document.text
    assert document.name == "scan.pdf"
    assert document.notes[0] == "läst med OCR: jämför varje citat med handlingen"


@pytest.mark.parametrize(
    ("script", "message"), [(FAILS, "could not read it: no Swedish here"), ("", "ocrmypdf is not installed")]
)
def test_a_scan_that_cannot_be_read(
    program: Path, pdf_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, script: str, message: str
) -> None:
    scan = pdf_of("Nytt badhus")
    if script:
        install(program, script)
    else:
        monkeypatch.setenv("PATH", str(program.parent))
    with pytest.raises(DocumentError, match=message):
        read_document(scan, ocr=True)
