"""The chosen languages: they last, they are forgotten wholly, and a broken disk harms nobody."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from bot.state import languages
from bot.state.database import engine
from bot.state.languages import ChosenLanguages


def opened(file: Path) -> ChosenLanguages:
    chosen = ChosenLanguages(engine(f"sqlite:///{file}"))
    assert chosen.open()
    return chosen


def test_a_choice_outlives_the_program(tmp_path: Path) -> None:
    file = tmp_path / "new" / "state.sqlite"
    first = opened(file)
    first.choose("61601000:0", "sv")
    first.choose("61601000:0", "en")
    first.choose("61601001:0", "sv")
    again = opened(file)  # as after kill -9: the first was never closed
    assert (again.get("61601000:0"), again.get("61601001:0"), again.get("1:0")) == ("en", "sv", None)
    assert file.stat().st_mode & 0o077 == 0, "nobody else may read it"


def test_what_is_forgotten_is_gone_from_the_disk(tmp_path: Path) -> None:
    file = tmp_path / "state.sqlite"
    chosen = opened(file)
    chosen.choose("61601234:0", "en")
    chosen.forget("61601234:0")
    chosen.forget("61601234:0")
    assert chosen.get("61601234:0") is None
    chosen.close()
    assert b"61601234" not in file.read_bytes()
    assert opened(file).get("61601234:0") is None


def test_nothing_but_chat_and_language_is_kept(tmp_path: Path) -> None:
    chosen = opened(tmp_path / "state.sqlite")
    assert chosen._database is not None
    columns = [column["name"] for column in inspect(chosen._database).get_columns("languages")]
    assert columns == ["chat", "language"]


def test_the_oldest_choices_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "MOST", 3)
    chosen = opened(tmp_path / "state.sqlite")
    for chat in "dcab":
        chosen.choose(chat, "sv")
    assert [chosen.get(chat) for chat in "dcab"] == [None, "sv", "sv", "sv"]
    again = opened(tmp_path / "state.sqlite")
    again.choose("e", "en")
    assert [again.get(chat) for chat in "dcabe"] == [None, None, "sv", "sv", "en"]


def test_a_chat_that_is_left_is_forgotten_with_its_topics(tmp_path: Path) -> None:
    chosen = opened(tmp_path / "state.sqlite")
    for chat in ("-1001:0", "-1001:7", "-10012:0"):
        chosen.choose(chat, "en")
    chosen.leave(-1001)
    assert [chosen.get(chat) for chat in ("-1001:0", "-1001:7", "-10012:0")] == [None, None, "en"]


@pytest.mark.parametrize("broken", ["folder", "rubbish", "none"])
def test_where_the_file_cannot_be_used_a_choice_lasts_as_long_as_the_program(tmp_path: Path, broken: str) -> None:
    file = tmp_path / "state.sqlite"
    if broken == "folder":
        file.mkdir()
    elif broken == "rubbish":
        file.write_bytes(b"no database" * 1000)
    chosen, told = ChosenLanguages(None if broken == "none" else engine(f"sqlite:///{file}")), list[str]()
    assert not chosen.open(told.append)
    assert len(told) == (broken != "none")
    chosen.choose("1:0", "en")
    assert chosen.get("1:0") == "en"
    chosen.forget("1:0")
    assert chosen.get("1:0") is None


def test_a_file_that_goes_bad_while_in_use_is_let_be(tmp_path: Path) -> None:
    chosen, told = ChosenLanguages(engine(f"sqlite:///{tmp_path}/state.sqlite")), list[str]()
    assert chosen.open(told.append)
    assert chosen._database is not None
    with chosen._database.begin() as connection:
        connection.execute(text("DROP TABLE languages"))
    chosen.choose("1:0", "en")
    chosen.choose("1:0", "sv")
    chosen.choose("1:0", "en")
    assert told == ["the chosen languages: OperationalError"]
    assert chosen.get("1:0") == "en"
    assert chosen._database is None
