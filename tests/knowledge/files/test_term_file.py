"""The terms that the bot explains itself: reading their file, and what the file that ships holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.knowledge import load
from bot.knowledge.files.term_file import read_terms
from bot.knowledge.files.yaml_tree import read_tree
from bot.knowledge.load import default_folder, load_knowledge
from bot.knowledge.model import Knowledge, Term
from bot.knowledge.problems import Report
from bot.language.stems import Stems
from bot.language.tokens import tokenize

CASE = """id: ett
title: Ett ärende
sources: {pm: {file: pm.txt}}
details: [{id: simhall, topic: simhall, summary: Någon vill bygga., quotes: [vill bygga]}]
"""
MOTION = "- {term: motion, term_en: motion, sv: Ett förslag., en: A proposal.}\n"
_SWEDISH_ORDER = str.maketrans("åäö", "{|}")  # å, ä and ö come after z, in that order


def read(folder: Path, text: str) -> tuple[tuple[Term, ...], list[str]]:
    """The terms of a terms.yaml with this text, and its problems as lines."""
    (folder / "terms.yaml").write_text(text, encoding="utf-8")
    report = Report("terms.yaml")
    node = read_tree(folder / "terms.yaml", report)
    assert node is not None
    return read_terms(node, report), [str(problem) for problem in sorted(report.problems)]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        (MOTION, Term("motion", "motion", (), "Ett förslag.", "A proposal.")),
        ("- {term: mnkr, term_en: million kronor, also: [mkr], sv: Miljoner., en: Millions.}",
         Term("mnkr", "million kronor", ("mkr",), "Miljoner.", "Millions.")),
        ("- term: jäv\n  term_en: conflict\n  sv: På två\n    rader.\n  en: On one line.",
         Term("jäv", "conflict", (), "På två rader.", "On one line.")),
    ],
)  # fmt: skip
def test_terms(tmp_path: Path, text: str, term: Term) -> None:
    assert read(tmp_path, text) == ((term,), [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("motion: x", ['terms.yaml:1: "terms" must be a list, not a mapping']),
        ("- motion", ['terms.yaml:1: "terms" must hold mappings, not a text']),
        ("- {term_en: motion, sv: A., en: B.}", ['terms.yaml:1: "term" is missing']),
        ("- {term: motion, sv: A., en: B.}", ['terms.yaml:1: "term_en" is missing']),
        ("- {term: motion, term_en: motion}", ['terms.yaml:1: "en" is missing', 'terms.yaml:1: "sv" is missing']),
        ("- term: motion\n  term_en: motion\n  sv:\n  en: B.", ['terms.yaml:3: "sv" is empty']),
        ("- term: no\n  term_en: motion\n  sv: A.\n  en: B.",
         ['terms.yaml:1: "term": YAML reads no as false; put it in quotes']),
        (MOTION.replace("sv:", "also: mkr, sv:"), ['terms.yaml:1: "also" must be a list, not a text']),
        (MOTION.replace("sv:", "als: [mkr], sv:"), ['terms.yaml:1: unknown key "als" (did you mean "also"?)']),
    ],
)  # fmt: skip
def test_wrong_terms(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert read(tmp_path, text)[1] == expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (MOTION, 'terms.yaml:2: the name "motion" is already given on line 1'),
        ("- {term: Motion, term_en: proposal, sv: A., en: B.}",
         'terms.yaml:2: the name "Motion" is already given on line 1'),
        ("- {term: förslag, term_en: motion, sv: A., en: B.}",
         'terms.yaml:2: the name "motion" is already given on line 1'),
        ("- term: förslag\n  term_en: proposal\n  also: [motion]\n  sv: A.\n  en: B.",
         'terms.yaml:4: the name "motion" is already given on line 1'),
        ("- {term: förslag, term_en: proposal, also: [idé, idé], sv: A., en: B.}",
         'terms.yaml:2: the name "idé" is already given on line 2'),
    ],
)  # fmt: skip
def test_a_name_stands_for_one_term(tmp_path: Path, more: str, expected: str) -> None:
    terms, problems = read(tmp_path, MOTION + more)
    assert [term.sv for term in terms] == ["Ett förslag."]
    assert problems == [expected]


def test_names() -> None:
    assert Term("motion", "motion", ("motionär",), "A.", "B.").names == ("motion", "motionär")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A knowledge folder with one case, and no other file."""
    (tmp_path / "ett").mkdir()
    (tmp_path / "ett" / "case.yaml").write_text(CASE, encoding="utf-8")
    (tmp_path / "ett" / "pm.txt").write_text("Någon vill bygga.\n", encoding="utf-8")
    return tmp_path


def test_a_folder_without_terms_has_those_that_ship(folder: Path, shipped: Knowledge) -> None:
    assert load_knowledge(folder).terms == shipped.terms


def test_no_terms_anywhere(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "default_folder", lambda: folder)
    assert load_knowledge(folder).terms == ()


def test_own_terms_come_after_and_replace(folder: Path, shipped: Knowledge) -> None:
    own = MOTION + "- {term: Votering, term_en: ballot, sv: Vi röstar., en: We vote.}\n"
    (folder / "terms.yaml").write_text(own, encoding="utf-8")
    terms = load_knowledge(folder).terms
    assert [term.sv for term in terms[-2:]] == ["Ett förslag.", "Vi röstar."]
    left_out = [term.term for term in shipped.terms if term not in terms]
    assert left_out == ["motion", "omröstning"]  # "votering" is another name of the second


def test_problems_of_terms_stop_the_loading(folder: Path) -> None:
    (folder / "terms.yaml").write_text(MOTION * 2, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r'terms\.yaml:2: the name "motion" is already given on line 1$'):
        load_knowledge(folder)


@pytest.fixture(scope="module")
def shipped() -> Knowledge:
    return load_knowledge(default_folder())


def test_shipped_terms_are_sentences(shipped: Knowledge) -> None:
    assert len(shipped.terms) >= 75
    for term in shipped.terms:
        for text in (term.sv, term.en):
            assert len(text) <= 200, text
            assert re.fullmatch(r"[A-ZÅÄÖ][^.!?]+\.(?: [A-ZÅÄÖ][^.!?]+\.)?", text), text
            assert not re.search(r"\d", text), text  # a figure belongs to a document


def test_shipped_terms_name_no_party(shipped: Knowledge) -> None:
    names = {name for party in shipped.parties for name in (party.name, party.name_en or party.name, *party.aliases)}
    letters = "|".join(re.escape(party.letter) for party in shipped.parties)
    named = re.compile("|".join(rf"\b{re.escape(name)}s?\b" for name in names), re.IGNORECASE)
    for term in shipped.terms:
        for text in (*term.names, term.sv, term.en):
            assert not named.search(text), text
            assert not re.search(rf"\b(?:{letters})\b", text), text


def test_shipped_terms_are_in_alphabetical_order(shipped: Knowledge) -> None:
    terms = [term.term for term in shipped.terms]
    assert terms == sorted(terms, key=lambda term: term.casefold().translate(_SWEDISH_ORDER))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_two_shipped_terms_have_a_stem_in_common(shipped: Knowledge, language: str) -> None:
    stems, found = Stems(), dict[str, str]()
    for term in shipped.terms:
        for name in term.names:
            stem = " ".join(stems.of_tokens(tokenize(name), language))
            assert found.setdefault(stem, term.term) == term.term, name


@pytest.mark.parametrize(
    ("written", "term"),
    [
        ("mkr", "mnkr"),
        ("nämndmålen", "nämndmål"),
        ("KF-målet", "kommunfullmäktigemål"),
        ("reservationerna", "reservation"),
        ("reserverade sig", "reservation"),
        ("särskilda uttalanden", "särskilt uttalande"),
        ("ersättaryttranden", "ersättaryttrande"),
        ("ombudgeteras", "ombudgetera"),
        ("ombudgeteringar", "ombudgetera"),
        ("bordlades", "bordläggning"),
        ("återremitterats", "återremiss"),
        ("tillstyrker", "tillstyrka"),
        ("avslogs", "avslag"),
        ("bifölls", "bifall"),
        ("yrkandena", "yrkande"),
        ("lades till handlingarna", "lägga till handlingarna"),
        ("rotlarnas", "rotel"),
        ("borgarråden", "borgarråd"),
        ("ledamöternas", "ledamot"),
        ("dagordningen", "föredragningslista"),
        ("detaljplanerna", "detaljplan"),
        ("driftskostnaderna", "driftkostnad"),
        ("procentenheter", "procentenhet"),
        ("överklagats", "överklagande"),
        ("promemorian", "PM"),
        ("meeting minutes", "protokoll"),
        ("committee goals", "nämndmål"),
    ],
)
def test_forms_that_people_write(shipped: Knowledge, written: str, term: str) -> None:
    stems = Stems()

    def known(text: str) -> set[str]:
        return {" ".join(stems.of_tokens(tokenize(text), language)) for language in ("sv", "en")}

    found = [found.term for found in shipped.terms if any(known(written) & known(name) for name in found.names)]
    assert found == [term]
