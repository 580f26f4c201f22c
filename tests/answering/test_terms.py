"""Terms: which word a question asks the meaning of, and which word of a passage needs help."""

from __future__ import annotations

import pytest

from bot.answering.terms import Terms
from bot.knowledge.model import Case, Knowledge, Term
from bot.knowledge.source import Source
from bot.language.tokens import tokenize

ROTEL = Term("rotel", "division", ("rotlar",), "Ett borgarråds område.", "A commissioner's area.")
COMMISSIONER = Term("borgarråd", "commissioner", (), "En heltidspolitiker.", "A full-time politician.")
PRESENTER = Term("föredragande borgarråd", "presenting commissioner", (), "Den som lägger fram.", "Who presents.")
MOTION = Term("motion", "motion", ("motionssvar",), "Ett skriftligt förslag.", "A written proposal.")
GOAL = Term("nämndmål", "committee goal", (), "Ett mål som en nämnd har.", "A goal of a committee.")
TERMS = (ROTEL, COMMISSIONER, PRESENTER, MOTION, GOAL)


def terms(text: str = "") -> Terms:
    """The terms of a small knowledge with a source of some text."""
    case = Case("ett", "Ett ärende", {"pm": Source("pm", "PM", text)})
    return Terms(Knowledge({"ett": case}, terms=TERMS))


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("Vad är en rotel?", ROTEL),
        ("vad betyder rotlarna", ROTEL),
        ("Vad är borgarråd?", COMMISSIONER),
        ("vad gör borgarrådet", COMMISSIONER),
        ("Vad är ett föredragande borgarråd?", PRESENTER),  # the longer name first
        ("vad menas med föredragande", None),
        ("Vad är en motion?", MOTION),
        ("motionen", MOTION),
        ("motionssvar", MOTION),
        ("What is a commissioner?", COMMISSIONER),
        ("what is a committee goal", GOAL),
        ("nämndmålen", GOAL),
        ("vad är motorn", None),  # the same beginning, another word
        ("Vad är skolan?", None),
        ("", None),
    ],
)
def test_asked(question: str, term: Term | None) -> None:
    assert terms().asked(token.word for token in tokenize(question)) == term


@pytest.mark.parametrize(
    ("passage", "text", "term"),
    [
        ("Borgarrådet lade fram en motion.", "borgarråd " * 3 + "motion", MOTION),  # what the sources have most seldom
        ("Borgarrådet lade fram en motion.", "borgarråd motion motionen", COMMISSIONER),
        ("Föredragande borgarråd anför följande.", "föredragande borgarråd", PRESENTER),
        ("Borgarrådet anför.", "borgarråd " * 5, COMMISSIONER),
        ("Borgarrådet anför.", "borgarråd " * 6, None),  # needs no help where everybody meets it
        ("Rotlarna får pengar.", "rotlar", ROTEL),
        ("Skolan får pengar.", "skolan", None),
        ("", "", None),
    ],
)
def test_helpful(passage: str, text: str, term: Term | None) -> None:
    assert terms(text).helpful(passage, "ett") == term


def test_a_knowledge_without_terms() -> None:
    none = Terms(Knowledge({}))
    assert none.asked(["motion"]) is None
    assert none.helpful("En motion.", "ett") is None
