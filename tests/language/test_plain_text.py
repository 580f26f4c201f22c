"""Plain text: what keyboards, phones and mail add to characters is gone, and nothing else."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.plain_text import composed, plain
from bot.language.tokens import tokenize

PIECES = [
    "Vad", "får", "V", "F!", "å", "a\u030a", "56,0", "mnkr", "8/3", "12 %", "KS 2020/1616", "?", "??", "...", "…",
    "”", "“", "’", "–", "—", "-", "*", "**", "•", "<b>", "</b>", "<br>", ">", "<", ":)", ";-)", "<3", "^^", "xD",
    "🙂", "🤷🏽‍♀️", "🇸🇪", "\u200b", "\ufeff", "\xa0", "\u3000", "\t", "\n", "\r\n", "\u2028", "\x00", "\ud83d", "(", ")",
]  # fmt: skip
CHARACTERS = [*map(chr, range(0x250)), *"…”’–🙂👍🏽\u030a\u200d\ud83d\u2028>"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        # Letters
        ("A\u030aren gick o\u0308ver a\u0308lven", "Åren gick över älven"),  # as macOS writes å, ä, ö
        ("𝓥𝓪𝓭 𝗶𝗻𝗴𝗮𝗿 𝕙𝕒𝕣 𝕍", "Vad ingar har V"),
        ("Ｖａｄ\u3000får V", "Vad får V"),
        ("ﬁnansﬂöde", "finansflöde"),
        ("kafé i Århus", "kafé i Århus"),
        # Characters that are not seen
        ("rot\u200blar\u200dna", "rotlarna"),
        ("\ufeffVad får V", "Vad får V"),
        ("kommun\u00adstyrelsen", "kommunstyrelsen"),
        ("\u200fVad\u200e får V", "Vad får V"),
        ("\ud83dVad får V\udc00", "Vad får V"),  # halves of a pair that was cut
        ("Vad\x00får\x07V", "Vad får V"),
        # Blanks and lines
        ("vad\xa0får\u202frotlarna\u2009nu", "vad får rotlarna nu"),
        ("  vad \t får   V ", "vad får V"),
        ("Hej\r\nvad får V", "Hej\nvad får V"),
        ("Hej\n\n \n vad får V\n", "Hej\nvad får V"),
        ("Hej\u2028vad\u2029får V", "Hej\nvad\nfår V"),
        # Quotation marks and dashes
        ("”Hej” „du“ «och» »du»", '"Hej" "du" "och" "du"'),
        ("‘en’ ´två´ `tre`", "'en' 'två' 'tre'"),
        ("1–3 — ja − nej ‑ jo", "1-3 - ja - nej - jo"),
        # Emoji and emoticons
        ("Hej 🙂 du 👍🏽", "Hej du"),
        ("🤷🏽‍♀️vad får V?🇸🇪", "vad får V?"),
        ("Vad ☀️ får ❤️ V ❓", "Vad får V"),
        ("tal 8\ufe0f\u20e3", "tal 8"),  # a figure on a key
        ("Hej :) du ;-) och :D <3 ^^ =( :-/", "Hej du och"),
        ("xD vad", "vad"),
        # Marks of HTML, Markdown and mail
        ("<b>Vad</b> får <i>V</i>?", "Vad får V?"),
        ('<a href="https://x.se">Vad</a> får V?', "Vad får V?"),
        ("Vad<br>får<br/>V?", "Vad får V?"),
        ("*Vad* **får** V • och S", "Vad får V och S"),
        ("> Vad får V?\n>> Och S?", "Vad får V?\nOch S?"),
        # Runs of marks
        ("Vad får V??", "Vad får V?"),
        ("Vad får V?!!", "Vad får V?"),
        ("Vad får V! ! !", "Vad får V!"),
        ("ja... nej…", "ja. nej."),
        ("Vad får V?.", "Vad får V?"),
        # The party keeps its mark
        ("F!", "F!"),
        ("vad vill F!?", "vad vill F!?"),
        ("F! vill det!!", "F! vill det!"),
        ("vill F!??", "vill F!?"),
        ("Nej!!", "Nej!"),
        ("FF!!", "FF!"),
        ("", ""),
        ("🙂", ""),
    ],
)
def test_plain(text: str, shown: str) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Vad får rotlarna?",
        "56,0 mnkr", "12 000 kronor", "1.5 %", "2.000", "kl 8:00", "3 > 2", "1 < 2 och 3 > 2", "½ år", "10 €", "m²",
        "KS 2020/1616", "2020-03-11", "den 8/3", "den 8/3 2021", "Vad hände 8/3?", "kap 8-3", "enligt punkt 8)",
        "mål (8)", "§ 61", "p.g.a. regn", "t.ex. S", "V:s förslag", "S:t Eriks", "1) Vad får V?", "http://a.se/b",
        "x = 3", "(V)", "UH 8",
    ],
)  # fmt: skip
def test_what_stays_as_it_is(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<vad får rotlarna?>", "vad får rotlarna"),
        ("Säger <S> och <V> samma sak?", "säger S och V samma sak"),
        ("<Vad får>\n<rotlarna>", "vad får rotlarna"),
        ("(x) VINST", "x VINST"),
        ("[Vad får V](x)", "vad får V x"),
    ],
)
def test_signs_that_are_no_tags_and_no_faces_take_no_words(text: str, said: str) -> None:
    assert [token.word for token in tokenize(plain(text))] == [token.word for token in tokenize(said)]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("a\u030a", "å"),
        ("\ud83dhej\udc00", "hej"),
        ("🙂", "🙂"),
        ("rot\u200blarna ”x”", "rot\u200blarna ”x”"),
        ("", ""),
    ],
)
def test_composed(text: str, whole: str) -> None:
    assert composed(text) == whole


def is_plain(text: str) -> None:
    """Asserts what holds for any text made plain."""
    shown = plain(text)
    assert plain(shown) == shown
    assert shown.encode("utf-8").decode("utf-8") == shown
    assert unicodedata.normalize("NFC", shown) == shown
    assert shown == shown.strip()
    assert not any(unicodedata.category(character) in {"Cf", "Cs", "So"} for character in shown)


@given(st.text(st.sampled_from(CHARACTERS), max_size=60))
def test_any_text(text: str) -> None:
    is_plain(text)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
def test_any_pieces(text: str) -> None:
    is_plain(text)


def test_letters_that_stand_for_others() -> None:
    for number in range(0x110000):
        letter = chr(number)
        if unicodedata.category(letter).startswith("L") and unicodedata.normalize("NFKC", letter) != letter:
            is_plain(f"a{letter}b")
