"""Many cases, compiled: what lists, finds and names them reads only those that are shown, and says what is so."""

from __future__ import annotations

import pickle

import pytest

from bot.answering.answerer import Answerer
from bot.answering.browse import Browser
from bot.channels.telegram.deep_links import parameter, target
from bot.channels.telegram.state.loaded_knowledge import LoadedKnowledge, load_as_set
from bot.channels.telegram.views.callback_data import LONGEST, read_press, words_of
from bot.channels.telegram.views.menus import Menu, cases_menu
from bot.channels.web.views.catalogue import catalogue
from bot.compiled.opening import Opened, open_knowledge
from bot.knowledge.codes import code, ids_of
from bot.knowledge.lazy import cards_of
from bot.knowledge.load import load_knowledge
from bot.knowledge.model import Knowledge
from bot.settings import Settings

from ..many_cases import ALONE, MATTERS, write_many

CASES = [f"arende-{number}" for number in range(len(MATTERS))]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("many")
    return Settings(knowledge=write_many(folder / "knowledge"), cache=folder / "cache")


@pytest.fixture(scope="module")
def opened(settings: Settings) -> Opened:
    assert settings.knowledge is not None
    return open_knowledge(settings.knowledge, settings.cache)


@pytest.fixture(scope="module")
def loaded(settings: Settings, opened: Opened) -> LoadedKnowledge:
    return load_as_set(settings)


@pytest.fixture
def browser(opened: Opened) -> Browser:
    """A browser of the bundle that has read no case yet."""
    return Browser(Answerer(opened.knowledge, bundle=opened.bundle))


@pytest.fixture(scope="module")
def in_memory(settings: Settings) -> Browser:
    """A browser of the same cases in memory."""
    assert settings.knowledge is not None
    return Browser(Answerer(load_knowledge(settings.knowledge)))


def read(browser: Browser) -> int:
    """How many cases have been read."""
    return len(browser.knowledge.cases._kept)  # type: ignore[attr-defined]


def labels(menu: Menu) -> list[str]:
    assert menu.keyboard is not None
    return [button.text for row in menu.keyboard.inline_keyboard for button in row]


def test_the_cards_are_those_of_the_cases(opened: Opened, settings: Settings) -> None:
    assert settings.knowledge is not None
    in_memory = cards_of(load_knowledge(settings.knowledge))
    assert opened.bundle is not None
    assert dict(cards_of(opened.knowledge)) == in_memory


def test_listing_reads_no_case(browser: Browser) -> None:
    assert [card.id for card in browser.cases] == CASES[::-1]
    assert "sida 1 av 4" in cases_menu(browser, "sv").text
    found = catalogue(browser.cases, {"kommun": "Tallbos kommun", "status": "decided"}, "sv")
    assert len(found.cases) == 10
    assert {option.count for option in found.facets[0].options} == {10}
    assert read(browser) == 0


@pytest.mark.parametrize(
    ("written", "found"),
    [("arende-3", "arende-3"), ("ks 2024/3", "arende-3"), (" KS 2024/29 ", "arende-29"), ("KS 2024", None), ("", None)],
)
def test_a_case_by_its_id_or_reference(browser: Browser, written: str, found: str | None) -> None:
    case = browser.case(written)
    assert (case and case.id) == found
    assert read(browser) == (found is not None)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("simhall", ["arende-0"]),  # in the title
        ("SIMHALLEN ekhamn", ["arende-0"]),
        ("simhall tallbo", []),
        ("tallbo bibliotek", []),
        ("2024/7", ["arende-7"]),
        ("kostnad solceller", ["arende-28"]),  # in what it says
        ("dimma cykelbanan", ["arende-10"]),
        ("rymdfärja", []),
        ("?", []),
        ("granviks kommun", CASES[28::-3]),
        ("", CASES[::-1]),
    ],
)
def test_finding(browser: Browser, in_memory: Browser, words: str, found: list[str]) -> None:
    for one in (browser, in_memory):
        assert [card.id for card in one.find(words)] == found
    assert read(browser) == 0


def test_the_pages_of_what_is_found(browser: Browser) -> None:
    menu = cases_menu(browser, "sv", 1, "Granviks kommun")
    assert "”granviks kommun”: 10. Sida 2 av 2" in menu.text
    assert [label[:11] for label in labels(menu)[:2]] == ["KS 2024/4: ", "KS 2024/1: "]
    assert menu.keyboard is not None
    back = read_press(menu.keyboard.inline_keyboard[-1][0].callback_data)
    assert back is not None
    assert words_of(back.rest) == "granviks kommun"
    assert "Det ärendet känner jag inte till" in cases_menu(browser, "sv", 0, "rymdfärja").text


@pytest.mark.parametrize("words", ["å" * 60, "ett ord " * 20, "kommunstyrelsens budgetberedning 2024"])
def test_a_button_has_room_for_any_words(words: str, browser: Browser) -> None:
    menu = cases_menu(finding_all(browser), "sv", 1, words)
    assert menu.keyboard is not None
    data = [str(button.callback_data) for row in menu.keyboard.inline_keyboard for button in row]
    assert all(read_press(one) is not None and len(one) <= LONGEST for one in data)


def finding_all(browser: Browser) -> Browser:
    """A browser that finds all cases by any words."""
    browser.find = lambda words: browser.cases  # type: ignore[method-assign]
    return browser


def test_codes_lead_to_all_that_a_case_has(loaded: LoadedKnowledge) -> None:
    known = loaded.answerer.knowledge
    for case in (known.cases["arende-0"], known.cases["arende-17"]):
        for id_ in ids_of(case):
            assert loaded.codes.get(code(id_)) == id_
    assert loaded.codes.get(code("KD")) == "KD"
    assert loaded.codes.get(code("arende-0/amounts/gone")) is None


def test_deep_links(loaded: LoadedKnowledge) -> None:
    case = target(loaded, "arende-1")
    assert not isinstance(case, str)
    assert case is not None
    assert case.id == "arende-1"
    for id_ in ("arende-1/amounts/kostnad", "arende-12/positions/ek"):
        assert target(loaded, parameter(id_)) == id_
        assert target(loaded, code(id_)) == id_
    assert target(loaded, "arende-1_amounts_gone") is None


def test_an_answer_names_its_case(loaded: LoadedKnowledge) -> None:
    answer = loaded.answerer.ask("Vad kostar ishallen?").answer
    assert {fact.case for fact in answer.facts} == {"arende-2"}
    assert answer.text.endswith("\n\nÄrende: Upprustning av ishallen, Tallbos kommun")
    known = loaded.answerer.knowledge
    alone = Answerer(Knowledge({"arende-2": known.cases["arende-2"]}, known.parties, known.glossary, known.terms))
    assert "Ärende:" not in alone.ask("Vad kostar ishallen?").answer.text
    english = loaded.answerer.show("arende-2/amounts/kostnad", "en")
    assert english is not None
    assert english.notes == ("Case: Upprustning av ishallen, Tallbos kommun",)


def test_a_party_that_is_heard_elsewhere(loaded: LoadedKnowledge) -> None:
    said = loaded.answerer.ask("Vad tycker KD om ishallen?", case="arende-2").answer.text
    assert f"Partiet hörs i ”Upprustning av {MATTERS[ALONE]}”." in said
    assert "hörs i" not in loaded.answerer.ask("Vad tycker V om ishallen?", case="arende-2").answer.text


def test_which_case_of_many(loaded: LoadedKnowledge) -> None:
    answer = loaded.answerer.ask("Vad handlar ärendet om?").answer
    assert [choice.id for choice in answer.choices] == CASES[:19:-1]
    assert answer.lead.startswith("Jag känner till 30 ärenden.")


def test_another_process_opens_the_same(opened: Opened) -> None:
    again = pickle.loads(pickle.dumps(opened))
    assert again.bundle.folder == opened.bundle.folder  # type: ignore[union-attr]
    assert again.knowledge.cases["arende-5"] == opened.knowledge.cases["arende-5"]


def test_examples_ahead_are_bounded(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.answering.examples._AHEAD", 5)
    answerer = Answerer(opened.knowledge, bundle=opened.bundle)
    assert len({fact for (fact, _), _ in answerer.examples.ahead()}) == 5
