"""Contacts: of the case, its municipality, or all; and documents that say it themselves come first."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answering.answer import Status
from bot.answering.answerer import Answerer
from bot.answering.contacts import Contacts
from bot.answering.wording import say
from bot.knowledge.load import load_knowledge
from bot.knowledge.model import Case, Knowledge
from bot.matching.context import Context

ALL = "kommunens växel, 0123-100 00"


def case(id_: str, municipality: str | None = None, contact: str | None = None) -> Case:
    return Case(id_, id_, {}, municipality=municipality, contact=contact)


def contacts(*cases: Case, for_all: str | None = None) -> Contacts:
    return Contacts(Knowledge({one.id: one for one in cases}), for_all)


def test_a_case_of_its_own_goes_first_then_its_municipality_then_all() -> None:
    own, beside, elsewhere = case("a", "Lindvik", "Lindviks växel"), case("b", "Lindvik"), case("c", "Granvik")
    nowhere = case("d")
    known = contacts(own, beside, elsewhere, nowhere, for_all=ALL)
    assert [known.of(one) for one in (own, beside, elsewhere, nowhere)] == [
        "Lindviks växel",
        "Lindviks växel",
        ALL,
        ALL,
    ]
    assert contacts(elsewhere).of(elsewhere) is None


def test_without_a_case_in_hand() -> None:
    lindvik, granvik = case("a", "Lindvik", "Lindviks växel"), case("b", "Granvik", "Granviks växel")
    assert contacts(lindvik, case("c", "Lindvik")).told(None, "sv") == "Kontakt: Lindviks växel"
    assert contacts(lindvik, granvik).told(None, "sv") == "Kontakt: Granvik: Granviks växel; Lindvik: Lindviks växel"
    assert contacts(case("a"), for_all=ALL).told(None, "en") == f"Contact: {ALL}"
    assert contacts(case("a")).told(None, "sv") == say("contact.unknown", "sv")
    assert contacts().told(None, "sv") == say("contact.unknown", "sv")
    many = [case(place, place, f"{place}s växel") for place in "ABCDE"]
    assert contacts(*many, for_all=ALL).told(None, "sv") == f"Kontakt: {ALL}"


WISHES = ("Hur överklagar jag?", "Vem kontaktar jag?", "prata med en människa", "jag vill klaga", "Hur bokar jag tid?")


@pytest.mark.parametrize("message", [*WISHES, "How do I appeal?", "can I talk to a human?"])
def test_the_contact_is_told_or_that_it_is_not_known(granvik: Path, invented: Answerer, message: str) -> None:
    telling = Answerer(load_knowledge(granvik), contact=ALL)
    for bot, told in ((telling, ALL), (invented, "")):
        answer = bot.ask(message).answer
        assert answer.status is Status.DECLINED
        assert answer.facts == answer.related == ()
        assert answer.text.endswith(told or say("contact.unknown", answer.language))


CASE = """id: kn-2025-{number}
title: {title}
municipality: {municipality}
{contact}
sources: {{pm: {{file: pm.txt, title: Protokoll}}}}
"""


def written(folder: Path, number: int, text: str, contact: str = "") -> None:
    place = folder / f"kn-2025-{number}"
    place.mkdir(parents=True)
    made = CASE.format(number=number, title=f"Ärende {number}", municipality="Lindvik", contact=contact)
    (place / "case.yaml").write_text(made, "utf-8")
    (place / "pm.txt").write_text(text, "utf-8")


def test_a_case_names_its_contact(tmp_path: Path) -> None:
    written(tmp_path, 1, "Beslut\n\nNämnden bygger en simhall.\n", "contact: Registrator, registrator@lindvik.example")
    bot = Answerer(load_knowledge(tmp_path))
    reply = bot.ask("vem kontaktar jag?", Context(case="kn-2025-1"), now=0.0)
    assert reply.answer.text.endswith("Kontakt: Registrator, registrator@lindvik.example")


APPEALS = "Beslutet kan överklagas till förvaltningsrätten inom tre veckor. Så överklagar du: skriv till nämnden."
CALLS = "Kontakta handläggare Ida Berg på telefon 0123-456 78."


@pytest.mark.parametrize(
    ("message", "says"),
    [("Hur överklagar jag beslutet?", "förvaltningsrätten"), ("telefonnummer till handläggaren?", "0123-456 78")],
)
def test_a_document_that_says_so_itself_goes_first(tmp_path: Path, message: str, says: str) -> None:
    written(tmp_path, 1, f"Beslut\n\nNämnden bygger en simhall.\n\nHur man överklagar\n\n{APPEALS}\n\n{CALLS}\n")
    bot = Answerer(load_knowledge(tmp_path), contact=ALL)
    answer = bot.ask(message, case="kn-2025-1").answer
    assert answer.facts
    assert any(says in quote.text for quote in answer.facts[0].quotes)
