"""PDFs made here: headers, footers, hyphenation, columns, tables; and those that cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fpdf import FPDF
from fpdf.enums import AccessPermission

from bot.drafting.documents import pdf as pdf_module
from bot.drafting.documents.document import DocumentError, read_document
from tests.drafting.conftest import draft_case

LONG = (
    "Badhuset byggdes 1974 och har 120 000 besökare per år. Renoveringen beräknas kosta 86 mnkr, vilket "
    "är mer än "
    "vad som avsatts. Förvaltningen har därför utrett en ny anläggning."
)


def test_keeps_pages_and_hyphens(pdf_of: Callable[..., Path]) -> None:
    path = pdf_of("Nytt badhus", *[LONG] * 20, "Nämnden utreder förutsätt-\nningarna för badet.")
    text = read_document(path).text
    assert text.startswith(" Ekestads kommun")
    assert text.count("\n Ekestads kommun") >= 1  # each page opens with a line that begins with a space
    assert "förutsätt-\nningarna" in text
    assert "   TJÄNSTESKRIVELSE   " in text  # what stands apart on a line stays apart


def test_furniture_stands_in_no_quote(pdf_of: Callable[..., Path], tmp_path: Path) -> None:
    paragraphs = [f"Stycke {chr(65 + number)}. {LONG}" for number in range(20)]
    saved = draft_case([pdf_of("Nytt badhus i Ekestad", "Bakgrund", *paragraphs)], tmp_path / "out", id="bad")
    assert len(saved.facts) == 40
    for fact in saved.case.facts:
        assert not any("Sida" in quote.text or "Storgatan" in quote.text for quote in fact.quotes)


def test_reads_columns_one_after_the_other(tmp_path: Path) -> None:
    pdf = FPDF(format="A4")
    pdf.add_page()
    pdf.set_font("helvetica", size=14)
    pdf.cell(
        0,
        8,
        "Verksamheten i korthet för alla som bor och verkar i Ekestads kommun",
        new_x="LMARGIN",
        new_y="NEXT",
    )
    pdf.set_font("helvetica", size=10)
    with pdf.text_columns(ncols=2, gutter=10, text_align="L") as columns:
        for number in range(1, 100):  # more than the first column holds
            columns.write(f"Mening {number} handlar om kommunens skolor och förskolor under året. ")
    path = tmp_path / "spalter.pdf"
    pdf.output(str(path))
    text = " ".join(read_document(path).text.split())
    sentences = (f"Mening {number} handlar om kommunens skolor och förskolor under året." for number in range(1, 100))
    assert " ".join(sentences) in text


def test_keeps_the_rows_of_a_table(tmp_path: Path) -> None:
    pdf = FPDF(format="A4")
    pdf.add_page()
    pdf.set_font("helvetica", size=11)
    rows = [
        ("Nämnd, tkr", "Budget 2024", "Budget 2025"),
        ("Skolnämnden", "702 500", "719 800"),
        ("Socialnämnden", "512 300", "-1 550"),
    ]
    for row in rows:
        for width, cell in zip((80, 40, 40), row, strict=True):
            pdf.cell(width, 6, cell, align="L" if width == 80 else "R")
        pdf.ln(6)
    path = tmp_path / "tabell.pdf"
    pdf.output(str(path))
    saved = draft_case([path], tmp_path / "out", id="tabell")
    assert [(fact.value("value"), fact.value("unit")) for fact in saved.facts] == [
        (702500.0, "tkr"), (719800.0, "tkr"), (512300.0, "tkr"), (-1550.0, "tkr"),
    ]  # fmt: skip


def _scan(path: Path) -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.rect(20, 20, 100, 100, style="F")
    pdf.output(str(path))


def _encrypted(path: Path) -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=12)
    pdf.cell(0, 10, "Hemligt")
    pdf.set_encryption(owner_password="a", user_password="b", permissions=AccessPermission.none())
    pdf.output(str(path))


REFUSED: list[tuple[str, Callable[[Path], object], str]] = [
    ("scan.pdf", _scan, "ocrmypdf"),
    ("lost.pdf", _encrypted, "encrypted"),
    ("broken.pdf", lambda path: path.write_bytes(b"%PDF-1.7\n" + b"x" * 500), "broken"),
    ("empty.pdf", lambda path: path.write_bytes(b""), "empty"),
    ("blank.txt", lambda path: path.write_text(" \n\n"), "no text"),
    (
        "latin.txt",
        lambda path: path.write_bytes("första raden\nbeslut på tisdag".encode("latin-1")),
        "0xf6 at position 1",
    ),
    ("word.docx", lambda path: path.write_bytes(b"PK\x03\x04" + b"\0" * 40), "office document"),
    ("missing.txt", lambda path: None, "No such file"),
]


@pytest.mark.parametrize(("name", "make", "reason"), REFUSED, ids=[name for name, _, _ in REFUSED])
def test_says_why_it_cannot_read(name: str, make: Callable[[Path], object], reason: str, tmp_path: Path) -> None:
    path = tmp_path / name
    make(path)
    with pytest.raises(DocumentError, match=reason):
        draft_case([path], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_refuses_too_many_pages(pdf_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_module, "MAX_PAGES", 1)
    with pytest.raises(DocumentError, match="at most 1 are read"):
        read_document(pdf_of(*[LONG] * 40))


def test_refuses_a_huge_file(tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(100_000_000)
    with pytest.raises(DocumentError, match="100 MB"):
        read_document(path)
