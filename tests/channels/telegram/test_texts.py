"""The sentences: each in both languages, with the same places to fill in, and well formed."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from string import Formatter

import pytest

from bot.answering.wording import LANGUAGES, texts

PACKAGE = Path(__file__).parents[3] / "bot"
KEYS = sorted(texts())
# A key in the code, alone or as the start of one that is put together.
USED = re.compile(r"""f?["']((?:telegram|buttons|menu|commands|admin)\.\w*)""")
WITH_MARKUP = [key for key in KEYS if key.split(".")[0] in ("telegram", "menu", "admin")]
TAGS = {"b", "i", "blockquote", "a", "code"}


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("key", KEYS)
def test_a_sentence_is_in_every_language(key: str) -> None:
    assert set(texts()[key]) == set(LANGUAGES)
    for said in texts()[key].values():
        assert said.strip() == said != ""
        assert "!" not in said


@pytest.mark.parametrize("key", KEYS)
def test_the_places_to_fill_in_are_the_same(key: str) -> None:
    swedish, english = (places(texts()[key][language]) for language in LANGUAGES)
    assert swedish == english
    assert all(name.isidentifier() for name in swedish)


@pytest.mark.parametrize("key", WITH_MARKUP)
@pytest.mark.parametrize("language", LANGUAGES)
def test_markup_is_well_formed(key: str, language: str) -> None:
    checked = Balance()
    checked.feed(texts()[key][language])
    checked.close()
    assert checked.open == []
    assert not re.search(r"&(?!(lt|gt|amp|quot);)", texts()[key][language])


def test_every_key_in_the_code_is_there() -> None:
    used = {key for path in PACKAGE.rglob("*.py") for key in USED.findall(path.read_text("utf-8"))}
    assert used, "the code says nothing"
    for key in used:
        assert key in texts() or any(known.startswith(key) for known in KEYS), key


@pytest.mark.parametrize(("key", "most"), [("commands.description", 512), ("commands.short_description", 120)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_descriptions_have_room(key: str, most: int, language: str) -> None:
    assert len(texts()[key][language]) <= most


@pytest.mark.parametrize("key", [key for key in KEYS if key.startswith("buttons.")])
@pytest.mark.parametrize("language", LANGUAGES)
def test_buttons_are_short(key: str, language: str) -> None:
    assert len(texts()[key][language]) <= 64


@pytest.mark.parametrize("key", ["telegram.changed", "telegram.failed", "telegram.thanks"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_button_answers_has_room(key: str, language: str) -> None:
    assert len(texts()[key][language]) <= 200


class Balance(HTMLParser):
    """Keeps the tags that are open; raises AssertionError for one that Telegram lacks or ends wrongly."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
