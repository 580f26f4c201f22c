"""Every sentence the bot says exists in both languages, with the same places to fill in."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import bot
from bot.answering.wording import LANGUAGES, enumerate_names, place, say, texts
from bot.knowledge.source import Quote

PACKAGE = Path(bot.__file__).parent
SAID = re.compile(r"""\bsay\(\s*["']([a-z_]+\.[a-z_]+)["']""")


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("key", sorted(texts()))
def test_both_languages(key: str) -> None:
    sentences = texts()[key]
    assert set(sentences) == set(LANGUAGES)
    assert all(isinstance(said, str) and said.strip() == said and said for said in sentences.values())
    assert places(sentences["sv"]) == places(sentences["en"])
    assert "!" not in "".join(sentences.values())


def test_every_sentence_that_the_code_says_exists() -> None:
    said = {key for file in PACKAGE.rglob("*.py") for key in SAID.findall(file.read_text(encoding="utf-8"))}
    assert said
    assert said <= set(texts())


def test_a_refusal_for_every_reason() -> None:
    from bot.matching.decision.decide import Reason

    assert {f"declined.{reason.value}" for reason in Reason} <= set(texts())


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("sv", "Frågan är för lång. Skriv den med högst 7 tecken."),
        ("en", "The question is too long. Please use at most 7 characters."),
    ],
)
def test_say(language: str, sentence: str) -> None:
    assert say("declined.too_long", language, limit=7) == sentence


@pytest.mark.parametrize(("key", "values"), [("declined.unheard_of", {}), ("declined.too_long", {})])
def test_what_cannot_be_said(key: str, values: dict[str, object]) -> None:
    with pytest.raises(KeyError):
        say(key, "sv", **values)


@pytest.mark.parametrize(
    ("section", "language", "where"),
    [
        ("Reservation", "sv", "PM, Reservation, sida 2"),
        ("Reservation", "en", "PM, Reservation, page 2"),
        (None, "sv", "PM, sida 2"),
        (None, "en", "PM, page 2"),
    ],
)
def test_place(section: str | None, language: str, where: str) -> None:
    assert place(Quote("pm", "PM", section, 2, 0, 1, "A"), language) == where


@pytest.mark.parametrize(
    ("names", "language", "listed"),
    [
        (["A"], "sv", "A"),
        (["A", "B"], "sv", "A och B"),
        (["A", "B", "C"], "sv", "A, B och C"),
        (["A", "B", "C"], "en", "A, B and C"),
    ],
)
def test_enumerate_names(names: list[str], language: str, listed: str) -> None:
    assert enumerate_names(names, language) == listed
