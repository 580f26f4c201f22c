"""What was asked in vain: which questions count, which of their words, and who is told."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from bot.answering.answer import Answer, Status
from bot.channels.asked_in_vain import AskedInVain, asked_in_vain, report
from bot.settings import Settings
from bot.state.vain_words import VainWords


def answer(status: Status, reason: str | None = None) -> Answer:
    return Answer(status, "sv", "", "", reason=reason)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Vad kostar parkeringen vid Simhallen?", ["parkeringen", "simhallen"]),
        ("Mitt personnummer är 19121212-1212, ring 070-123 45 67", ["personnummer", "ring"]),
        ("hundar, hunden och HUND", ["hundar"]),
        ("x" * 60, []),
        ("", []),
    ],
)
def test_only_content_words_count_each_once(text: str, words: list[str]) -> None:
    found = list(AskedInVain().words(text, "sv").values())
    assert [word for word in found if word in words] == words
    assert not any(character.isdigit() for word in found for character in word)
    assert len(AskedInVain().words(" ".join(f"ord{letter}" * 2 for letter in "abcdefghijklmnopq"), "sv")) <= 12


@pytest.mark.parametrize(
    ("given", "counts"),
    [
        (answer(Status.LIKELY), True),
        (answer(Status.DECLINED, "no_match"), True),
        (answer(Status.DECLINED, "not_in_case"), True),
        (answer(Status.DECLINED, "off_topic"), False),
        (answer(Status.DECLINED, "person_absent"), False),
        (answer(Status.ANSWERED), False),
        (answer(Status.CHOICES), False),
    ],
)
def test_what_is_in_vain(tmp_path: Path, given: Answer, counts: bool) -> None:
    vain = AskedInVain(VainWords(f"sqlite:///{tmp_path}/state.sqlite"))
    for who in "abc":
        vain.note("Vad kostar parkeringen?", given, who)
    assert ("parkeringen" in dict(vain.often())) is counts


def test_it_is_off_unless_turned_on(tmp_path: Path) -> None:
    settings = Settings(cache=tmp_path)
    vain, out = asked_in_vain(settings), io.StringIO()
    vain.note("Vad kostar parkeringen?", answer(Status.LIKELY), "a")
    assert not vain.is_on
    assert vain.often() == ()
    assert report(settings, out) == 1
    assert "BESLUTSBOT_ASKED_IN_VAIN=on" in out.getvalue()
    assert list(tmp_path.iterdir()) == []


def test_the_report_has_the_words(tmp_path: Path) -> None:
    settings = Settings(cache=tmp_path, asked_in_vain=True)
    vain, out = asked_in_vain(settings), io.StringIO()
    assert report(settings, io.StringIO()) == 0
    for who in "abc":
        vain.note("parkeringen?", answer(Status.LIKELY), who)
    assert report(settings, out) == 0
    assert "    3  parkeringen" in out.getvalue()
