"""What a text gives: a reason, a time, a way to get in touch, a name, what a word means."""

from __future__ import annotations

import pytest

from bot.answering.answerer import Answerer
from bot.language.tokens import tokenize
from bot.matching.ranking.gives import defines, gives_contact, gives_reason, gives_time, names_something


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("Det beror på pandemin.", True),
        ("eftersom kostnaden har stigit", True),
        ("Hallen stängdes på grund av fuktskador.", True),
        ("till följd av covid-19", True),
        ("tack vare personalen", True),
        ("Därför föreslås ett nytt mål.", True),
        ("genom att förenkla", True),
        ("Orsakerna är flera.", True),
        ("because of the pandemic", True),
        ("p.g.a. regn", True),
        ("Kostnaden har stigit.", False),
        ("Fonden har 100 mnkr.", False),
        ("Vi föreslår att målet ändras.", False),
        ("Grunden lades 1968.", False),
        ("", False),
    ],
)
def test_reasons(text: str, gives: bool) -> None:
    assert gives_reason(text) is gives


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("Invigningen är planerad till januari 2027.", True),
        ("Byggstarten är hösten 2024.", True),
        ("under 2020", True),
        ("den 4 maj", True),
        ("2020-03-11", True),
        ("vid årsskiftet", True),
        ("under det tredje kvartalet", True),
        ("varje år", True),
        ("på måndagar kl. 18.00", True),
        ("2,4 miljoner kronor", False),
        ("två simhallar", False),
        ("Det kostar 2020 kronor.", False),
        ("", False),
    ],
)
def test_times(text: str, gives: bool) -> None:
    assert gives_time(text) is gives


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("Ring 08-123 45 67.", True),
        ("Telefonnumret är 08-123 45 67.", True),
        ("Mejla till info@granvik.se.", True),
        ("info@granvik.se", True),
        ("www.granvik.se", True),
        ("Adressen är Storgatan 4.", True),
        ("Simhallen byggs i Älvparken.", False),
        ("En omringad stad.", False),
        ("Förändringar i staden.", False),
        ("", False),
    ],
)
def test_contacts(text: str, gives: bool) -> None:
    assert gives_contact(text) is gives


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ordförande är Ulrika Fallhed.", True),
        ("en ny simhall i Älvparken", True),
        ("projektet VINST avslutas", True),
        ("Projektet VINST avslutas.", True),
        ("I Granvik byggs en simhall.", True),
        ("målet ”alla barn ska kunna simma”", True),
        ("enligt V", True),
        ("En ny simhall byggs.", False),
        ("Simhallen byggs. Parken blir kvar.", False),
        ("Kommunstyrelsen beslutar.", False),
        ("”ab”", False),
        ("", False),
    ],
)
def test_names(text: str, names: bool) -> None:
    assert names_something(text) is names


@pytest.mark.parametrize(
    ("text", "term", "says"),
    [
        ("Kohortvård innebär att samma personal vårdar de smittade.", "kohortvård", True),
        ("VINST är ett projekt för innovation.", "VINST", True),
        ("Med kohortvård menas att smittade vårdas för sig.", "kohortvård", True),
        ("I verksamhetsberättelsen sammanfattas arbetet.", "verksamhetsberättelse", True),
        ("Kulturella och kreativa näringar (KKN) växer.", "KKN", True),
        ("Cohort care means that staff are kept apart.", "cohort", True),
        ("Kohortvård infördes i april.", "kohortvård", False),
        ("Projektet VINST ombudgeteras till 2021.", "VINST", False),
        ("Skolan är bra.", "VINST", False),
        ("Trygghetsfonden, som har delat ut pengar i tre år, är till för alla.", "trygghetsfonden", False),
        ("", "VINST", False),
    ],
)
def test_definitions(bot: Answerer, text: str, term: str, says: bool) -> None:
    lexicon = bot.matcher.ranker.lexicon
    stems = {lexicon.stem(token, "sv") for token in tokenize(term)}
    assert defines(text, stems, lexicon) is says
