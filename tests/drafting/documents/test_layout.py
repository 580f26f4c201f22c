"""How pages are laid out, and the text that is read: PDFs made here, with the lines that come out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pypdfium2
import pytest
from fpdf import FPDF

from bot.drafting.documents.document import DocumentError, read_document

LEFT = (
    "Nämnden ansvarar för kommunens",
    "badhus och idrottshallar. Under året",
    "stängdes badet i Norrby i fyra",
    "veckor. Besöken minskade därför med",
    "tolv procent jämfört med året före.",
    "En ny duschanläggning är nu på plats",
    "och badet har öppnat igen.",
)
RIGHT = (
    "Kostnaden blev lägre än budget, främst",
    "för att två tjänster var vakanta. Nästa",
    "år väntas tjänsterna vara tillsatta",
    "och då ökar kostnaden igen. Förvaltningen",
    "följer läget varje månad och rapporterar",
    "avvikelser till nämnden.",
)
FIGURES = (("Tkr", "2023", "2024"), ("Skolor", "412", "1 390"), ("Bad", "21", "42"), ("Hamn", "7", "8"))
LAID = "En rubrik som går över båda spalterna på den här sidan"
TEXT = "Det här är en vanlig rad med löpande text på sidan."


SKEWED = [f"Rad {number}: {TEXT} {TEXT}" for number in range(4)]


def _page(size: float = 10) -> FPDF:
    pdf = FPDF(format="A4")
    pdf.add_page()
    pdf.set_font("helvetica", size=size)
    return pdf


def _lines(pdf: FPDF, x: float, y: float, lines: Sequence[str], step: float = 5) -> None:
    for number, line in enumerate(lines):
        pdf.text(x, y + number * step, line)


def _columns(offset: float, x: float = 108) -> FPDF:
    pdf = _page()
    pdf.text(20, 20, LAID)
    _lines(pdf, 20, 30, LEFT)
    _lines(pdf, x, 30 + offset, RIGHT)
    pdf.text(20, 80, LAID)
    pdf.text(20, 280, "Ekestads kommun")
    pdf.text(180, 280, "1 av 2")
    return pdf


def _in_columns() -> FPDF:
    return _columns(2.1)


def _on_shared_lines() -> FPDF:
    return _columns(0)


def _with_a_narrow_gutter() -> FPDF:
    return _columns(1.3, x=84.5)


def _table_in_a_column() -> FPDF:
    pdf = _page()
    _lines(pdf, 20, 30, LEFT)
    _lines(pdf, 108, 32, RIGHT)
    for number, row in enumerate(FIGURES):
        pdf.text(108, 67 + 5 * number, row[0])
        for edge, cell in zip((150, 162), row[1:], strict=True):
            pdf.text(edge - pdf.get_string_width(cell), 67 + 5 * number, cell)
    _lines(pdf, 20, 72, LEFT[:3])
    return pdf


def _in_three_columns() -> FPDF:
    pdf = _page(size=8)
    for number in range(3):
        _lines(pdf, 15 + 62 * number, 30 + number, LEFT if number % 2 else RIGHT)
    return pdf


def _letterhead() -> FPDF:
    pdf = _page()
    _lines(pdf, 20, 20, ("Handläggare", "Irma Kvist", "Telefon 0600-000 31"))
    _lines(pdf, 120, 20, ("Till", "Fastighetsnämnden", "Dnr FN 2024-0317"))
    _lines(pdf, 20, 45, [TEXT] * 3)
    return pdf


def _ruled() -> FPDF:
    pdf = _page()
    with pdf.table(col_widths=(60, 30, 30, 30), width=150) as table:
        for row in (
            ("Avgift", "Boende i kommunen, kronor", "Boende utan-\nför, kronor", "Vinter"),
            ("Båtplats vid bryggan för den som har stått i kö i mer än ett år", "1 950", "2 925", ""),
            ("Bojplats", "900", "1 350", "700"),
        ):
            table.row(row)
    return pdf


def _ruled_columns_only() -> FPDF:
    pdf = _page()
    for x in (20, 80, 110, 140):
        pdf.line(x, 20, x, 50)
    for y in (20, 30, 50):
        pdf.line(20, y, 140, y)
    for number, row in enumerate((("Tkr", "2023", "2024"), ("Skolor", "10", "20"), ("Förskolor", "30", "40"))):
        for x, cell in zip((22, 82, 112), row, strict=True):
            pdf.text(x, (26, 36, 42)[number], cell)
    return pdf


def _framed() -> FPDF:
    pdf = _page()
    pdf.rect(15, 10, 180, 200)
    pdf.line(15, 20, 195, 20)
    pdf.line(100, 10, 100, 20)
    pdf.text(20, 16, "Kommunstyrelsen")
    pdf.text(110, 16, "2024-05-06")
    _lines(pdf, 20, 30, [TEXT] * 12)
    return pdf


def _spanning_rows() -> FPDF:
    pdf = _page()
    with pdf.table(col_widths=(40, 40, 40), width=120, first_row_as_headings=False) as table:
        for number in range(2):
            row = table.row()
            if number == 0:
                row.cell("Norrviken", rowspan=2)
            row.cell(f"Brygga {number}")
            row.cell(f"{number} kr")
        table.row().cell("Priserna gäller i år", colspan=3)
    return pdf


def _with_a_watermark() -> FPDF:
    pdf = _page()
    _lines(pdf, 20, 20, [TEXT] * 12)
    pdf.set_font("helvetica", size=70)
    with pdf.rotation(45, x=40, y=90):
        pdf.text(40, 90, "UTKAST")
    pdf.set_font("helvetica", size=8)
    with pdf.rotation(90, x=10, y=150):
        pdf.text(10, 150, "Justerat digitalt 2025-03-11 av Anna Berg och Olle Ström")
    return pdf


def _with_an_upright_watermark() -> FPDF:
    pdf = _page()
    _lines(pdf, 20, 20, [TEXT] * 12)
    pdf.set_font("helvetica", size=70)
    pdf.text(20, 55, "KOPIA")
    return pdf


def _sideways() -> FPDF:
    pdf = _page()
    pdf.text(20, 20, TEXT)
    for number in range(12):
        with pdf.rotation(90, x=40 + 5 * number, y=200):
            pdf.text(40 + 5 * number, 200, f"Rad {number} som läses från sidan")
    return pdf


def _aslant() -> FPDF:
    pdf = _page()
    with pdf.rotation(1.5, x=100, y=100):
        _lines(pdf, 20, 20, SKEWED)
    return pdf


def _footnotes() -> FPDF:
    pdf = _page()
    pdf.write(5, "Insatstiden")
    pdf.char_vpos = "SUP"
    pdf.write(5, "1")
    pdf.char_vpos = "LINE"
    pdf.write(5, " har ökat.")
    pdf.line(10, 270, 60, 270)
    pdf.set_font("helvetica", size=7)
    pdf.text(10, 275, "1 Med insatstid avses tiden från larm.")
    return pdf


COLUMNS = (*LEFT, "", *RIGHT)
PAGES: list[tuple[Callable[[], FPDF], Sequence[str], str]] = [
    (_in_columns, (LAID, "", *COLUMNS, "", LAID, "", "Ekestads kommun   1 av 2"), ""),
    (_on_shared_lines, (LAID, "", *COLUMNS, "", LAID, "", "Ekestads kommun   1 av 2"), ""),
    (_with_a_narrow_gutter, (LAID, "", *COLUMNS, "", LAID, "", "Ekestads kommun   1 av 2"), ""),
    (
        _table_in_a_column,
        (*LEFT, "", *LEFT[:3], "", *RIGHT, "", *("   ".join(row) for row in FIGURES)),
        "",
    ),
    (_in_three_columns, (*RIGHT, "", *LEFT, "", *RIGHT), ""),
    (
        _letterhead,
        (
            "Handläggare   Till",
            "Irma Kvist   Fastighetsnämnden",
            "Telefon 0600-000 31   Dnr FN 2024-0317",
            "",
            *[TEXT] * 3,
        ),
        "",
    ),
    (
        _ruled,
        (
            "Avgift   Boende i kommunen, kronor   Boende utanför, kronor   Vinter",
            "Båtplats vid bryggan för den som har stått i kö i mer än ett år   1 950   2 925",
            "Bojplats   900   1 350   700",
        ),
        "",
    ),
    (_ruled_columns_only, ("Tkr   2023   2024", "Skolor   10   20", "Förskolor   30   40"), ""),
    (_framed, ("Kommunstyrelsen   2024-05-06", "", *[TEXT] * 12), ""),
    (_spanning_rows, ("Norrviken   Brygga 0   0 kr", "Brygga 1   1 kr", "Priserna gäller i år"), ""),
    (_with_a_watermark, [TEXT] * 12, "snedden"),
    (_with_an_upright_watermark, [TEXT] * 12, "snedden"),
    (_sideways, (TEXT, "", *(f"Rad {number} som läses från sidan" for number in range(12))), ""),
    (_aslant, SKEWED, ""),
    (_footnotes, ("Insatstiden1 har ökat.", "", "1 Med insatstid avses tiden från larm."), ""),
]


@pytest.mark.parametrize(("draw", "lines", "note"), PAGES, ids=[draw.__name__ for draw, _, _ in PAGES])
def test_reads_in_order(draw: Callable[[], FPDF], lines: Sequence[str], note: str, tmp_path: Path) -> None:
    path = tmp_path / "sida.pdf"
    draw().output(str(path))
    document = read_document(path)
    assert _read(document.text) == list(lines)
    assert [note in found for found in document.notes] == ([True] if note else [])


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_reads_a_turned_page(turn: int, tmp_path: Path) -> None:
    path, turned = tmp_path / "sida.pdf", tmp_path / "vriden.pdf"
    _ruled().output(str(path))
    document = pypdfium2.PdfDocument(path)
    document[0].set_rotation(turn)
    document.save(turned)
    assert read_document(turned).text == read_document(path).text


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.8, 0.95])
def test_a_damaged_pdf_is_read_or_refused(keep: float, tmp_path: Path) -> None:
    whole = bytes(_in_columns().output())
    path = tmp_path / "skadad.pdf"
    path.write_bytes(whole[: int(len(whole) * keep)] + b"\0" * 40 + whole[int(len(whole) * keep) + 40 :])
    with suppress(DocumentError):
        assert read_document(path).text


def _read(text: str) -> list[str]:
    """The lines as read, with three blanks for any wider gap."""
    return ["   ".join(part.strip() for part in line.split("   ") if part.strip()) for line in text.strip().split("\n")]
