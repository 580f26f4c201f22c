"""From documents to case folders: whole or not at all, carried over, many at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from bot.cli import main
from bot.drafting.documents.document import DocumentError
from bot.drafting.folder import draft_folder
from bot.knowledge.load import load_knowledge
from tests.drafting.conftest import DOCUMENTS, draft_case

PROTOCOL = DOCUMENTS / "protokoll-kommunstyrelsen.txt"
ALL = sorted(DOCUMENTS.glob("*.txt"))


@pytest.mark.parametrize("path", ALL, ids=[path.stem for path in ALL])
def test_every_draft_loads_and_reads_well(path: Path, tmp_path: Path) -> None:
    saved = draft_case([path], tmp_path)
    assert saved.dropped == 0
    assert load_knowledge(tmp_path).cases[saved.case.id].facts
    written = (saved.folder / "case.yaml").read_text(encoding="utf-8")
    assert max(map(len, written.splitlines())) <= 120
    source = next(iter(saved.case.sources.values()))
    assert source.text == path.read_text(encoding="utf-8")


def test_is_deterministic(tmp_path: Path) -> None:
    one, other = draft_case([PROTOCOL], tmp_path / "a"), draft_case([PROTOCOL], tmp_path / "b")
    assert (one.folder / "case.yaml").read_bytes() == (other.folder / "case.yaml").read_bytes()


def test_keeps_line_ends_and_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "crlf.txt"
    path.write_bytes(b"\xef\xbb\xbf" + PROTOCOL.read_bytes().replace(b"\n", b"\r\n"))
    saved = draft_case([path], tmp_path / "out")
    assert (saved.folder / "crlf.txt").read_bytes() == path.read_bytes()


def test_leaves_an_existing_case_alone(tmp_path: Path) -> None:
    saved = draft_case([PROTOCOL], tmp_path)
    before = (saved.folder / "case.yaml").read_text()
    with pytest.raises(DocumentError, match="--replace"):
        draft_case([PROTOCOL], tmp_path)
    assert (saved.folder / "case.yaml").read_text() == before
    assert [path.name for path in tmp_path.iterdir()] == [saved.folder.name]


def test_replace_keeps_what_people_wrote(tmp_path: Path) -> None:
    saved = draft_case([PROTOCOL], tmp_path)
    path = saved.folder / "case.yaml"
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    case["decisions"][0] |= {
        "summary": "Hagaskolan byggs ut.",
        "about": ["skola"],
    }
    case["details"].append(
        {
            "id": "egen",
            "topic": "elever",
            "summary": "Skolan är trång.",
            "quotes": ["Hagaskolan har i dag 410 elever"],
        }
    )
    case["amounts"][0] |= {"summary": "Anslaget är på 148 500 tkr.", "quotes": ["finns inte längre i texten"]}
    for votes in (fact["votes"] for fact in case["decisions"]):  # as PyYAML reads yes and no
        votes["yes"], votes["no"] = votes.pop(True), votes.pop(False)
    path.write_text(yaml.safe_dump(case, allow_unicode=True), encoding="utf-8")
    (saved.folder / "anteckningar.md").write_text("mina")
    again = draft_case([PROTOCOL], tmp_path, replace=True)
    facts = {fact.id.partition("/")[2]: fact for fact in again.case.facts}
    assert facts["decisions/beslut-1"].summary == "Hagaskolan byggs ut."
    assert facts["decisions/beslut-1"].about == ("skola",)
    assert facts["details/egen"].summary == "Skolan är trång."
    assert not any(fact.summary == "Anslaget är på 148 500 tkr." for fact in facts.values())
    assert (saved.folder / "anteckningar.md").read_text() == "mina"


def test_replace_keeps_the_votes_of_a_decision_that_only_people_had(tmp_path: Path) -> None:
    saved = draft_case([PROTOCOL], tmp_path)
    path = saved.folder / "case.yaml"
    own = """decisions:
  - id: egen
    number: 9
    status: decided
    votes: {yes: 5, no: 3, abstained: 1}
    summary: Skolan är trång.
    quotes: [Hagaskolan har i dag 410 elever]
"""
    path.write_text(path.read_text(encoding="utf-8").replace("decisions:\n", own, 1), encoding="utf-8")
    again = draft_case([PROTOCOL], tmp_path, replace=True)
    assert again.dropped == 0
    [kept] = [fact for fact in again.facts if fact.name == "decisions/egen"]
    assert kept.value("votes") == {"yes": 5, "no": 3, "abstained": 1}


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ("id: [a\n", r"case\.yaml:2: not valid YAML: .*; correct it first, or move it away"),
        ("- id: a\n", r"case\.yaml:1: a case must be a mapping, not a list; correct it first"),
        ("", r"case\.yaml:1: the file is empty; correct it first"),
    ],
)
def test_replace_refuses_a_case_that_it_cannot_read(broken: str, says: str, tmp_path: Path) -> None:
    path = draft_case([PROTOCOL], tmp_path).folder / "case.yaml"
    path.write_text(broken, encoding="utf-8")
    with pytest.raises(DocumentError, match=says):
        draft_case([PROTOCOL], tmp_path, replace=True)
    assert path.read_text(encoding="utf-8") == broken


def test_several_documents_are_one_case(tmp_path: Path) -> None:
    saved = draft_case([PROTOCOL, DOCUMENTS / "budget-2025.txt"], tmp_path)
    assert list(saved.case.sources) == ["protokoll-kommunstyrelsen", "budget-2025"]
    assert {quote.source for fact in saved.case.facts for quote in fact.quotes} == set(saved.case.sources)


def test_a_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(DocumentError, match="No space left"):
        draft_case([PROTOCOL], tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_folder_is_drafted_past_bad_files_and_resumed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for path in ALL[:3]:
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "trasig.pdf").write_bytes(b"%PDF-1.4 nothing")
    assert draft_folder(folder, out) == 1
    cases = sorted(path.name for path in out.iterdir() if path.is_dir())
    assert len(cases) == 3
    assert "broken" in capfd.readouterr().err
    (folder / "trasig.pdf").unlink()
    (folder / ALL[3].name).write_bytes(ALL[3].read_bytes())
    assert draft_folder(folder, out) == 0
    assert "3 of 4 are drafted already" in capfd.readouterr().err
    assert len([path for path in out.iterdir() if path.is_dir()]) == 4


def test_documents_with_the_same_reference_are_cases_of_their_own(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for name in ("b.txt", "a.txt"):
        (folder / name).write_bytes(PROTOCOL.read_bytes())
    assert draft_folder(folder, out) == 0
    [first, second] = sorted(path.name for path in out.iterdir() if path.is_dir())
    assert second == f"{first}-2"
    assert (out / first / "a.txt").exists()
    assert (out / second / "b.txt").exists()
    assert draft_folder(folder, out, anew=True) == 0
    assert len([path for path in out.iterdir() if path.is_dir()]) == 2


def test_what_is_named_pdf_and_is_none_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "sida.pdf").write_text("<html>Sidan finns inte</html>")
    assert main(["draft", str(tmp_path / "sida.pdf"), "--out", str(tmp_path / "out")]) == 1
    assert "is not a PDF" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_without_out_it_writes_to_the_current_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BESLUTSBOT_KNOWLEDGE", raising=False)
    assert main(["draft", str(PROTOCOL)]) == 0
    [folder] = (tmp_path / "knowledge").iterdir()
    assert (folder / "case.yaml").is_file()


def test_the_pdf_is_kept_beside_its_text(tmp_path: Path, pdf_of: Callable[..., Path]) -> None:
    pdf = pdf_of("Nytt badhus i Ekestad", "Nämnden beslutar att bygga ett badhus.", name="Beslut om badhus.PDF")
    saved = draft_case([pdf], tmp_path / "out", id="bad")
    assert yaml.safe_load((saved.folder / "case.yaml").read_text("utf-8"))["sources"]["beslut-om-badhus"]["original"]
    original = load_knowledge(tmp_path / "out").cases["bad"].sources["beslut-om-badhus"].file
    assert original == saved.folder / "beslut-om-badhus.pdf"
    assert original.read_bytes() == pdf.read_bytes()
    again = draft_case([original], tmp_path / "out", id="bad", replace=True)  # from the copy itself
    assert (again.folder / "beslut-om-badhus.pdf").read_bytes() == pdf.read_bytes()


def test_a_text_has_no_original(tmp_path: Path) -> None:
    saved = draft_case([PROTOCOL], tmp_path)
    assert "original" not in (saved.folder / "case.yaml").read_text("utf-8")


def test_an_original_that_somebody_named_is_kept(tmp_path: Path) -> None:
    folder = draft_case([PROTOCOL], tmp_path).folder
    (folder / "inskannat.pdf").write_bytes(b"%PDF")
    case = folder / "case.yaml"
    name = f"file: {PROTOCOL.name}"
    case.write_text(case.read_text("utf-8").replace(name, f"original: inskannat.pdf\n    {name}"), "utf-8")
    assert load_knowledge(tmp_path)
    saved = draft_case([PROTOCOL], tmp_path, replace=True)
    assert saved.case.sources[PROTOCOL.stem].file is not None
    assert load_knowledge(tmp_path).cases[saved.case.id].sources[PROTOCOL.stem].file == folder / "inskannat.pdf"
