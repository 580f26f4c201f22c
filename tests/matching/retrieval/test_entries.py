"""What stands before a fact in its source."""

from __future__ import annotations

from pathlib import Path

from bot.drafting.case import draft_cases
from bot.knowledge.load import load_knowledge
from bot.matching.retrieval.entries import before, findable

TEXT = """Granviks kommun
Kommunstyrelsen 2024-05-14

Om badhuset.

Badhuset öppnar i augusti.

Entrén flyttas söderut.

Duscharna byts ut under våren.
"""


def test_each_follows_the_last_that_ends_before_it_begins(tmp_path: Path) -> None:
    source = tmp_path / "protokoll.txt"
    source.write_text(TEXT, encoding="utf-8")
    draft_cases([source], tmp_path / "kunskap")
    facts = findable(load_knowledge(tmp_path / "kunskap"))
    told = {
        fact.quotes[0].text: facts[number].quotes[0].text if number is not None else None
        for fact, number in zip(facts, before(facts), strict=True)
    }
    assert told["Entrén flyttas söderut."] == "Badhuset öppnar i augusti."
    assert told["Duscharna byts ut under våren."] == "Entrén flyttas söderut."
    assert None in told.values(), "nothing stands before the first"
    assert before(()) == []
