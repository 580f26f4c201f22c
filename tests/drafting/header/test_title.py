"""Titles: the top of a document -> its title; what speaks for one; and what must hold of any text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drafting.header.title import find_title
from bot.drafting.header.title_signals import Top

PROSE = "Förvaltningen har utrett frågan under våren och bedömer att förslaget kan genomföras inom budget."


@pytest.mark.parametrize(
    ("top", "title"),
    [
        (
            "Ekestads kommun\nMiljönämnden\n\nRubrik:\nFöreläggande om enskilt avlopp på\nKulla 2:9\n",
            "Föreläggande om enskilt avlopp på Kulla 2:9",
        ),
        ("Tjänsteskrivelse: Remissvar om en ny busslinje\n\nDatum: 2025-03-05\n", "Remissvar om en ny busslinje"),
        ("§ 38 FSN 2021/0266 Rapport om giftfri förskola\n\nNämnden beslutar\n", "Rapport om giftfri förskola"),
        (
            "KFN § 52\n\nBIDRAG TILL GAMLA ÅNGSLUPEN FÖR\nRENOVERING AV MASKINRUM\n\nBeslut\n\n",
            "BIDRAG TILL GAMLA ÅNGSLUPEN FÖR RENOVERING AV MASKINRUM",
        ),
        (
            "DETALJPLAN\n\nPlanbeskrivning för kvarteret Smedjan\ni Ekhamns tätort, Ekhamns kommun\n\n",
            "Planbeskrivning för kvarteret Smedjan",
        ),
        (
            "Lokaler för skolan efter 2026\nSlutrapport från utredningen\n\nEkhamn den 3 mars 2025\n",
            "Lokaler för skolan efter 2026",
        ),
        (
            "Till innehållet\nSök   Meny   Lyssna\nHem / Nyheter / Ny simhall vid Ekhamn\nNy simhall vid Ekhamn\n\n",
            "Ny simhall vid Ekhamn",
        ),
    ],
)
def test_chooses_the_title(top: str, title: str) -> None:
    assert find_title(f"{top}{PROSE}\n")[0] == title


def test_a_text_without_words_has_no_title() -> None:
    assert find_title("\n\f\n 12 \n") == (None, False)


@pytest.mark.parametrize(
    ("signal", "with_it", "without"),
    [
        ("after_prose", f"{PROSE}\n\nNy park vid ån\n", f"Ny park vid ån\n\n{PROSE}\n"),
        ("goes_on", "Ny park vid ån\noch en bro\n", "Ny park vid ån\n\noch en bro\n"),
        ("numbered", "§ 12 Ny park vid ån\n", "Ny park vid ån\n"),
        ("labelled", "Ärende\nNy park vid ån\n", "Park\nNy park vid ån\n"),
        ("repeated", "Ny park vid ån\n\nNy park vid ån\n", "Ny park vid ån\n\nNy bro vid ån\n"),
        ("beside_others", "Ekhamns kommun        Ny park vid ån\n", "Ekhamns kommun\n\nNy park vid ån\n"),
    ],
)
def test_a_signal_says_what_it_is_called(signal: str, with_it: str, without: str) -> None:
    assert _signal(signal, with_it) > _signal(signal, without)


def _signal(name: str, text: str) -> float:
    return next(signals[name] for found, signals in Top(text).weighed() if found.text == "Ny park vid ån")


@given(st.text(st.sampled_from("Aaå §1.:|/\n\f\t(")) | st.text())
def test_a_title_has_no_word_that_the_text_has_not(text: str) -> None:
    title, _ = find_title(text)
    assert "-" in text or all(word in text for word in re.findall(r"\w+", title or ""))
