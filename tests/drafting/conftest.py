"""What the drafting tests share: a text read as a source, and PDFs made on the spot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from fpdf import FPDF

from bot.drafting.case import draft_cases
from bot.drafting.documents.document import Document
from bot.drafting.draft import Draft
from bot.drafting.draft import reading_of as read_document
from bot.drafting.meeting import make_drafts
from bot.drafting.structure.paragraph import Reading
from bot.drafting.writing.saving import Saved

DOCUMENTS = Path(__file__).parent.parent / "data" / "documents"


def reading_of(text: str) -> Reading:
    """A text as drafting reads it."""
    return read_document(Document("text", text), "text")


def draft_of(*texts: str) -> Draft:
    """The draft of a case from its documents' texts."""
    [draft] = make_drafts([Document(f"handling{n}.txt", text) for n, text in enumerate(texts, 1)], ())
    return draft


class Letter(FPDF):
    """A PDF with a running header with the page's number, and a footer."""

    def header(self) -> None:
        self.set_font("helvetica", size=9)
        self.cell(80, 5, "Ekestads kommun")
        self.cell(60, 5, "TJÄNSTESKRIVELSE")
        self.cell(0, 5, f"Sida {self.page_no()}", align="R", new_x="LMARGIN", new_y="NEXT")
        self.ln(6)

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("helvetica", size=8)
        self.cell(0, 5, "Ekestads kommun, Storgatan 1, 123 45 Ekestad", align="C")


@pytest.fixture
def pdf_of(tmp_path: Path) -> Callable[..., Path]:
    """A PDF of paragraphs, with headers and footers."""

    def make(*paragraphs: str, name: str = "skrivelse.pdf") -> Path:
        pdf = Letter(format="A4")
        pdf.set_auto_page_break(True, 25)
        pdf.add_page()
        for paragraph in paragraphs:
            pdf.set_font("helvetica", size=11)
            pdf.multi_cell(0, 5.5, paragraph, align="L", new_x="LMARGIN", new_y="NEXT")
            pdf.ln(4)
        path = tmp_path / name
        pdf.output(str(path))
        return path

    return make


def draft_case(paths: Sequence[Path], out: Path, *, replace: bool = False, id: str | None = None) -> Saved:
    """The one case of documents that are about one matter."""
    [saved] = draft_cases(paths, out, replace=replace, id=id)
    return saved
