"""What the tests of the web channel share: a folder of cases, one of which is hostile, and the process over them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import fpdf
import httpx
import pytest

from bot.knowledge.load import default_folder
from tests.web.process import ROOT, WebProcess

TOKEN = "en-nyckel-som-ingen-gissar"
PUBLIC = "https://svar.example"
HOSTILE = "<script>alert(1)</script> & \"citat\" 'x' {{ 7 * 7 }}"
CASE = f"""
id: ho-1
reference: 'HO 1 <b>'
title: |-
  Ärendet {HOSTILE}
municipality: '<i>Lindvik</i>'
body: nämnden "&" styrelsen
sources:
  pm: {{file: pm.txt, title: 'PM <b>&"'}}
decisions:
  - id: ja
    number: 1
    status: decided
    by: '<u>nämnden</u>'
    votes: {{yes: 3, no: 2}}
    summary: Nämnden köper sju hjälmar.
    quotes: [Nämnden köper sju hjälmar <em>nu</em>.]
positions:
  - id: nej
    party: S
    form: reservation
    by: ['Eva <a>']
    summary: Socialdemokraterna säger nej till hjälmarna.
    quotes: [Vi säger nej till hjälmarna <script>alert(2)</script>.]
people:
  - {{name: 'Eva <a>', party: S, role: 'ledamot "x"'}}
attachments:
  - {{number: '1', title: 'Bilaga <img src=x onerror=alert(3)>'}}
"""
TEXT = """ PM hjälmar

Nämnden köper sju hjälmar <em>nu</em>.

 Reservation (S)

Vi säger nej till hjälmarna <script>alert(2)</script>.
"""


@pytest.fixture(scope="session")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of several cases: the one that ships, invented ones, and one that is hostile and has a PDF."""
    folder = tmp_path_factory.mktemp("cases")
    for case in (
        default_folder() / "ks-2020-1616",
        ROOT / "tests/data/knowledge/gv-2023-0417",
        ROOT / "tests/telegram/knowledge/tn-2024-42",
        ROOT / "tests/telegram/knowledge/fn-2024-17",
    ):
        shutil.copytree(case, folder / case.name)
    hostile = folder / "ho-1"
    hostile.mkdir()
    (hostile / "case.yaml").write_text(CASE, encoding="utf-8")
    (hostile / "pm.txt").write_text(TEXT, encoding="utf-8")
    pdf = fpdf.FPDF()
    pdf.add_page()
    pdf.output(str(hostile / "pm.pdf"))
    return folder


@pytest.fixture(scope="session")
def web(cases: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebProcess]:
    """The process over those cases, reached from outside at PUBLIC."""
    process = WebProcess(tmp_path_factory.mktemp("web"), KNOWLEDGE=str(cases), PUBLIC_URL=PUBLIC, STAFF_TOKEN=TOKEN)
    yield process
    process.stop()


@pytest.fixture(scope="session")
def get(web: WebProcess) -> httpx.Client:
    """A client of that process."""
    return web.client
