"""Loading a folder: what it gives, and every problem as its one line."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import KnowledgeError, Problem
from bot.knowledge.coverage import coverage
from bot.knowledge.load import default_folder, load_knowledge
from bot.knowledge.model import Decision, Fact, Goal, Kind, Position, Votes
from bot.knowledge.source import LARGEST_ORIGINAL, Quote

GRANVIK = Path(__file__).parents[1] / "data" / "knowledge"
TEXT = """Beslut

Nämnden får 56,0 mnkr till skolor i Granvik under 2021.

Eva Ek (S) vill bygga en simhall i parken.

Nämnden får 56,0 mnkr till parker.
"""
HEAD = """id: ett
title: Ett ärende
sources: {pm: {file: pm.txt}}
"""
FACT = """details:
  - id: simhall
    topic: simhall
    summary: Någon vill bygga en simhall.
    quotes: vill bygga en simhall
"""
PARTIES = "- {letter: S, name: Socialdemokraterna}\n- {letter: M, name: Moderaterna}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A knowledge folder with one case, whose case.yaml a test writes."""
    case = tmp_path / "ett"
    case.mkdir()
    (case / "pm.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "parties.yaml").write_text(PARTIES, encoding="utf-8")
    (tmp_path / "glossary.yaml").write_text("- {words: [bad], means: [simhall]}\n", encoding="utf-8")
    return tmp_path


def problems(folder: Path) -> list[str]:
    """The problems of a folder as lines, the folder's own name left out."""
    with pytest.raises(KnowledgeError) as error:
        load_knowledge(folder)
    assert str(error.value) == "\n".join(map(str, error.value.problems))
    return [str(problem).replace(f"{folder}{os.sep}", "") for problem in error.value.problems]


def problems_of(folder: Path, case: str) -> list[str]:
    (folder / "ett" / "case.yaml").write_text(case, encoding="utf-8")
    return problems(folder)


def test_granvik() -> None:
    knowledge = load_knowledge(GRANVIK)
    case = knowledge.cases["gv-2023-0417"]
    assert case.date == date(2023, 6, 12)
    assert [len(case.of_kind(kind)) for kind in Kind] == [3, 2, 1, 5, 2, 0]
    facts = knowledge.by_id
    decision = facts["gv-2023-0417/decisions/simhall-byggs"]
    assert isinstance(decision, Decision)
    assert decision.votes == Votes(27, 14, 2)
    goal = facts["gv-2023-0417/goals/alla-barn-simmar"]
    assert isinstance(goal, Goal)
    assert [quote.text[:10] for quote in goal.quotes] == ["Simhallen ", "som i årsr", "Av elevern"]
    point = facts["gv-2023-0417/positions/c-mp-kostnaden"]
    assert isinstance(point, Position)
    assert (point.party, point.form, point.by[0]) == (("C", "MP"), "reservation", "Lovisa Björnhag")
    assert point.quotes[0].section == "Reservation (C, MP)"
    assert point.quotes[0].page == 2
    texts = [passage.summary for passage in case.passages]
    assert "Omröstning" not in texts
    assert not any("Sida" in text or "Justerandes" in text for text in texts)
    for quote in quotes_of(knowledge.by_id.values()):
        source = case.sources[quote.source].text
        assert " ".join(source[quote.start : quote.end].split()) == quote.text


def quotes_of(facts: Iterable[Fact]) -> list[Quote]:
    return [quote for fact in facts for quote in fact.quotes]


def test_single_case_folder(folder: Path) -> None:
    (folder / "ett" / "case.yaml").write_text(HEAD + FACT, encoding="utf-8")
    assert list(load_knowledge(folder / "ett").cases) == ["ett"]


def test_coverage() -> None:
    case = load_knowledge(GRANVIK).cases["gv-2023-0417"]
    (found,) = coverage(case)
    assert found.source == "protokoll"
    assert 0.7 < found.share < 0.9
    assert "Bilaga 2 Kostnadskalkyl" in [passage.summary for passage in found.unquoted]
    assert not any("148 500 000" in passage.summary for passage in found.unquoted)


@pytest.mark.parametrize(
    ("quotes", "quoted"),
    [
        ("vill bygga en simhall", "vill bygga en simhall"),
        ("[vill bygga en simhall, bygga en simhall i parken]", "vill bygga en simhall i parken"),
        (
            "{from: bygga en simhall, to: Nämnden får 56}",
            "bygga en simhall i parken." + "Nämnden får 56",
        ),
    ],
)
def test_what_is_quoted_of_the_passages_counts_once(folder: Path, quotes: str, quoted: str) -> None:
    (folder / "ett" / "case.yaml").write_text(fact(quotes=quotes), encoding="utf-8")
    (found,) = coverage(load_knowledge(folder).cases["ett"])
    assert found.quoted == len(quoted)


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("- 1", "ett/case.yaml:1: a case must be a mapping, not a list"),
        ("title: T\nsources: {pm: {file: pm.txt}}", 'ett/case.yaml:1: "id" is missing'),
        ("id: ett\nsources: {pm: {file: pm.txt}}", 'ett/case.yaml:1: "title" is missing'),
        ("id: ett\ntitle: T", 'ett/case.yaml:1: "sources" is missing'),
        ("id: Ett Två\ntitle: T\nsources: {pm: {file: pm.txt}}",
         'ett/case.yaml:1: the id "Ett Två" may hold only a-z, 0-9 and hyphens between them'),
        ("id: ett\ntitle: T\nsources: {}",
         'ett/case.yaml:3: "sources" must be a mapping with at least one source'),
        ("id: ett\ntitle: T\nsources: {pm: pm.txt}",
         'ett/case.yaml:3: the source "pm" must be a mapping with file and title'),
        ("id: ett\ntitle: T\nsources: {pm: {titel: x, file: pm.txt}}",
         'ett/case.yaml:3: unknown key "titel" (did you mean "title"?)'),
        ("id: ett\ntitle: T\nsources: {pm: {file: nej.txt}}",
         "ett/case.yaml:3: the file nej.txt does not exist"),
        ("id: ett\ntitle: T\nsources: {pm: {file: ../parties.yaml}}",
         "ett/case.yaml:3: the file \"../parties.yaml\" lies outside the case's folder"),
        ("id: ett\ntitle: T\nsources: {pm: {file: /etc/hostname}}",
         "ett/case.yaml:3: the file \"/etc/hostname\" lies outside the case's folder"),
        ("id: ett\ntitle: T\nsources: {pm: {file: pm.txt, original: ../hemlig.pdf}}",
         'ett/case.yaml:3: the original "../hemlig.pdf" lies outside the case\'s folder'),
        ("id: ett\ntitle: T\nsources: {pm: {file: pm.txt, original: pm.txt}}",
         'ett/case.yaml:3: the original "pm.txt" is no PDF'),
        ("id: ett\ntitle: T\nsources: {pm: {file: pm.txt, original: nej.pdf}}",
         'ett/case.yaml:3: there is no original "nej.pdf"; put it beside the text, or take the line away'),
        ("id: ett\ntitle: T\nsources: {pm: {file: .}}", "ett/case.yaml:3: the file ett does not exist"),
        (HEAD + "date: 10 mars 2021",
         'ett/case.yaml:4: "date" must be a date such as 2021-03-10, not "10 mars 2021"'),
        (HEAD + "date: 2021-02-30",
         'ett/case.yaml:4: "date" must be a date such as 2021-03-10, not "2021-02-30"'),
        (HEAD + "detials: []", 'ett/case.yaml:4: unknown key "detials" (did you mean "details"?)'),
        (HEAD + "details: nej", 'ett/case.yaml:4: "details" must be a list, not a text'),
        (HEAD + "details: [nej]", 'ett/case.yaml:4: "details" must hold mappings, not a text'),
        (HEAD + "details:", 'ett/case.yaml:4: "details" is empty'),
        (HEAD + "unanswered: [Vad?]",
         'ett/case.yaml:4: "unanswered" belongs in questions.yaml; move the list there, under "unanswered"'),
        (HEAD + "people: [{name: Eva Ek, party: X}]",
         'ett/case.yaml:4: no party has the letter "X"'),
        (HEAD + "attachments: [{number: 1}]", 'ett/case.yaml:4: "title" is missing'),
        (HEAD + "parties: [{letter: GL, name: A}, {letter: GL, name: B}]",
         'ett/case.yaml:4: the party letter "GL" is already given'),
        (HEAD + "municipality: no",
         'ett/case.yaml:4: "municipality": YAML reads no as false; put it in quotes'),
    ],
)  # fmt: skip
def test_wrong_header(folder: Path, case: str, expected: str) -> None:
    assert problems_of(folder, case) == [expected]


def fact(kind: str = "details", **changes: str | None) -> str:
    """A case with one fact, some of its keys changed or left out (None)."""
    keys: dict[str, str | None] = {
        "id": "x", "topic": "t", "summary": "Någon vill bygga.", "quotes": "vill bygga en simhall"
    }  # fmt: skip
    if kind != "details":
        del keys["topic"]
    keys |= changes
    lines = [f"{key}: {value}" for key, value in keys.items() if value is not None]
    return HEAD + f"{kind}:\n  - " + "\n    ".join(lines) + "\n"


@pytest.mark.parametrize(
    ("case", "line", "expected"),
    [
        (fact(id=None), 5, 'number 1: "id" is missing'),
        (fact(summary=None), 5, 'x: "summary" is missing'),
        (fact(quotes=None), 5, 'x: "quotes" is missing'),
        (fact(quotes="[]"), 8, "x: a fact needs at least one quote"),
        (fact(topic=None), 5, 'x: "topic" is missing'),
        (fact(sumary="S"), 9, 'x: unknown key "sumary" (did you mean "summary"?)'),
        (fact(questions="[Vad?]"), 9, 'x: "questions" belongs in questions.yaml; move the list there, under "questions"'
         " and the id of the fact"),
        (fact(about="{a: b}"), 9, 'x: "about" must be a list, not a mapping'),
        (fact(quotes="[[a]]"), 8, "x: a quote must be a text or a mapping, not a list"),
        (fact(quotes="{to: a}"), 8, 'x: "from" is missing'),
        (fact(quotes="{from: vill, til: a}"), 8, 'x: unknown key "til" (did you mean "to"?)'),
        (fact(quotes="{from: vill, source: pn}"), 8,
         'x: the case has no source "pn"'),
        (fact(quotes="{from: vill, occurrence: 0}"), 8,
         'x: "occurrence" must be a whole number, at least 1'),
        (fact(quotes="vill bygga ett badhus"), 8,
         'x: quote not found: "vill bygga ett badhus"'
         ' (nearest passage: "Eva Ek (S) vill bygga en simhall i parken.")'),
        (fact(quotes="Nämnden får 56,0 mnkr"), 8,
         'x: quote is ambiguous, it stands in 2 places (page 1): "Nämnden får 56,0 mnkr";'
         " give more words, or occurrence"),
        (fact(summary="Någon vill bygga för 57 mnkr."), 7,
         'x: summary says "57", which its quotes do not'),
        (fact(summary_en="Someone wants to build with Bo Al."), 9,
         'x: summary_en says "Bo", "Al", which its quotes do not'),
        (fact("amounts", value="'56'", unit="mnkr", what="skolor"), 8,
         'x: "value" must be a number with a decimal point, not "56"'),
        (fact("amounts", value="56,0", unit="mnkr", what="skolor"), 8,
         'x: "value" must be a number with a decimal point, not "56,0"'),
        (fact("amounts", value=".inf", unit="mnkr", what="skolor"), 8,
         'x: "value" must be a number with a decimal point, not ".inf"'),
        (fact("amounts", value="1" * 60, unit="mnkr"), 5, 'x: "what" is missing'),
        (fact("decisions", status="bestämt"), 8,
         'x: "status" must be one of proposed, decided, rejected, referred_back, postponed, not "bestämt"'),
        (fact("decisions", votes="{yes: -1, no: 2}"), 8, 'x: "yes" must be a whole number, at least 0'),
        (fact("decisions", votes="3"), 8, 'x: "votes" must be a mapping of yes and no, not a number'),
        (fact("goals"), 5, 'x: "name" is missing'),
        (fact("goals", name="M", assessments="[{by: A}]"), 9, 'x: "outcome" is missing'),
        (fact("positions", party="K"), 8, 'x: no party has the letter "K"'),
        (fact("positions", by="Eva Ek"), 8, 'x: "by" must be a list, not a text'),
        (fact("positions", stance="emot"), 8,
         'x: "stance" must be one of for, against, partly, comment, not "emot"'),
        (fact("positions", part_of="y"), 8, 'x: part_of: the case has no position "y"'),
        (fact("positions", part_of="x"), 8, 'x: part_of: "x" leads back to this position'),
    ],
)  # fmt: skip
def test_wrong_fact(folder: Path, case: str, line: int, expected: str) -> None:
    kind = case[len(HEAD) :].partition(":")[0]
    assert problems_of(folder, case) == [f"ett/case.yaml:{line}: ett/{kind}/{expected}"]


def test_all_problems_in_one_run(folder: Path) -> None:
    (folder / "parties.yaml").write_text("- {letter: S}\n", encoding="utf-8")
    (folder / "two").mkdir()
    (folder / "two" / "case.yaml").write_text("id: ett\ntitle: [", encoding="utf-8")
    case = HEAD + FACT + FACT.partition("\n")[2] + "date: i dag\n"
    *found, last = problems_of(folder, case)
    assert found == [
        'parties.yaml:1: "name" is missing',
        "ett/case.yaml:9: ett/details/simhall: the id is already given on line 5",
        'ett/case.yaml:13: "date" must be a date such as 2021-03-10, not "i dag"',
    ]
    assert last.startswith("two/case.yaml:2: not valid YAML: ")


def test_duplicate_case(folder: Path) -> None:
    shutil.copytree(folder / "ett", folder / "tva")
    (folder / "tva" / "case.yaml").write_text(HEAD + FACT, encoding="utf-8")
    found = problems_of(folder, HEAD + FACT)
    assert found == ['tva/case.yaml:1: the case id "ett" is already given in ett/case.yaml']


def test_no_case(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(KnowledgeError, match=r":1: no case here: no folder holds a case\.yaml"):
            load_knowledge(folder)


@pytest.mark.parametrize("name", ["pm.txt", "case.yaml"])
def test_link_out_of_the_folder(folder: Path, name: str) -> None:
    (folder / "ett" / "case.yaml").write_text(HEAD + FACT, encoding="utf-8")
    outside = folder / "outside"
    (folder / "ett" / name).rename(outside)
    (folder / "ett" / name).symlink_to(outside)
    assert problems(folder) == [
        'ett/case.yaml:3: the file "pm.txt" lies outside the case\'s folder'
        if name == "pm.txt"
        else "ett/case.yaml:1: case.yaml leads out of the case's folder"
    ]


def test_source_in_latin_1(folder: Path) -> None:
    (folder / "ett" / "pm.txt").write_bytes("Nämnden".encode("latin-1"))
    assert problems_of(folder, HEAD + FACT) == ["ett/case.yaml:3: the file pm.txt is not UTF-8: byte 1 cannot be read"]


def test_large_case_file(folder: Path) -> None:
    assert problems_of(folder, HEAD + "#" * 5_000_000) == [
        f"ett/case.yaml:1: the file case.yaml has {5_000_000 + len(HEAD.encode())} bytes; at most 5000000 are read"
    ]


def test_what_people_are_called(folder: Path) -> None:
    people = "people: [{name: Eva Ek, called: [ordföranden]}]\n"
    (folder / "ett" / "case.yaml").write_text(HEAD + people + FACT, encoding="utf-8")
    (person,) = load_knowledge(folder).cases["ett"].people
    assert person.called == ("ordföranden",)


@pytest.mark.parametrize(("occurrence", "after"), [(1, "Beslut\n\n"), (2, "i parken.\n\n")])
def test_which_of_several_places_is_quoted(folder: Path, occurrence: int, after: str) -> None:
    quotes = f"{{from: 'Nämnden får 56,0 mnkr', occurrence: {occurrence}}}"
    (folder / "ett" / "case.yaml").write_text(fact(quotes=quotes), encoding="utf-8")
    (quote,) = load_knowledge(folder).by_id["ett/details/x"].quotes
    assert TEXT[: quote.start].endswith(after)


def test_parts_inherit(folder: Path) -> None:
    (folder / "ett" / "case.yaml").write_text(
        HEAD
        + "positions:\n"
        + "  - {id: a, party: S, form: yrkande, by: [Eva Ek], summary: Hon vill., quotes: Eva Ek (S)}\n"
        + "  - {id: b, part_of: a, party: M, summary: Hon vill., quotes: [vill bygga]}\n"
        + "  - {id: c, part_of: b, summary: Hon vill., quotes: [en simhall]}\n",
        encoding="utf-8",
    )
    positions = load_knowledge(folder).cases["ett"].facts
    assert [(p.party, p.form, p.by) for p in positions if isinstance(p, Position)] == [
        (("S",), "yrkande", ("Eva Ek",)),
        (("M",), "yrkande", ("Eva Ek",)),
        (("M",), "yrkande", ("Eva Ek",)),
    ]


def test_the_knowledge_that_ships() -> None:
    knowledge = load_knowledge(default_folder())
    for case in knowledge.cases.values():
        for quote in quotes_of((*case.facts, *case.passages)):
            assert case.sources[quote.source].quotes(quote.start, quote.end) == (quote,)
        assert all(found.share >= 0.95 for found in coverage(case))


@pytest.mark.parametrize(
    ("source", "beside", "handed_out"),
    [
        ("file: pm.txt, original: Protokoll.PDF", ["Protokoll.PDF", "pm.pdf"], "Protokoll.PDF"),
        ("file: pm.txt", ["Protokoll.PDF", "pm.pdf"], "pm.pdf"),
        ("file: pm.txt", ["Protokoll.PDF"], "pm.txt"),
    ],
)
def test_what_is_handed_out(folder: Path, source: str, beside: list[str], handed_out: str) -> None:
    for name in beside:
        (folder / "ett" / name).write_bytes(b"%PDF")
    (folder / "ett" / "case.yaml").write_text(f"id: ett\ntitle: T\nsources: {{pm: {{{source}}}}}\n", encoding="utf-8")
    assert load_knowledge(folder).cases["ett"].sources["pm"].file == folder / "ett" / handed_out


def test_an_original_that_telegram_would_not_take(folder: Path) -> None:
    with (folder / "ett" / "pm.pdf").open("wb") as file:
        file.truncate(LARGEST_ORIGINAL + 1)
    head = "id: ett\ntitle: T\nsources: {pm: {file: pm.txt, original: pm.pdf}}\n"
    (folder / "ett" / "case.yaml").write_text(head, encoding="utf-8")
    assert problems(folder) == ['ett/case.yaml:3: the original "pm.pdf" has more than 50 MB; make its images smaller']


WORDS = """id title sources pm file pm.txt details quotes from to party about - : [ ] { } , | & * !x x
2021-03-10 yes ~ simhall"""
LINES = st.lists(st.sampled_from([*WORDS.split(), "\n", "\n "])).map(" ".join).map(str.encode)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=20)
@given(st.one_of(st.binary(max_size=200), LINES))
def test_any_bytes_load_or_are_problems(folder: Path, content: bytes) -> None:
    for start in (b"", HEAD.encode(), (HEAD + FACT).encode()):
        (folder / "ett" / "case.yaml").write_bytes(start + content)
        found: tuple[Problem, ...] | None = None
        try:
            load_knowledge(folder)
        except KnowledgeError as error:
            found = error.problems
        assert found is None or (found and all("\n" not in str(problem) for problem in found))
