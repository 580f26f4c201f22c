"""A compiled case is the loaded one, whatever the case."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.compiled.forms.cases import read_case, write_case
from bot.knowledge.load import default_folder, load_knowledge
from bot.knowledge.model import (
    Amount,
    Assessment,
    Attachment,
    Case,
    Decision,
    Detail,
    Fact,
    Goal,
    Party,
    Passage,
    Person,
    Position,
    Stance,
    Status,
    Votes,
)
from bot.knowledge.sentences import case_with_whole_sentences
from bot.knowledge.source import Quote, Section, Source

DATA = Path(__file__).parents[1] / "data"
FOLDERS = (default_folder(), DATA / "knowledge", DATA / "faq" / "knowledge", DATA.parent / "telegram" / "knowledge")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_every_case_at_hand(folder: Path) -> None:
    for case in load_knowledge(folder).cases.values():
        at = next(iter(case.sources.values())).file
        assert at is not None
        for whole in (case, case_with_whole_sentences(case)):
            read = read_case(write_case(whole, at.parent), at.parent)
            assert read == whole
            assert [source.file for source in read.sources.values()] == [s.file for s in whole.sources.values()]


def test_a_case_without_its_folder_hands_out_nothing() -> None:
    source = Source("pm", "PM", "Text.", file=Path("/there/original.pdf"))
    case = Case("ett", "Ett", {"pm": source})
    assert read_case(write_case(case, Path("/there")), None).sources["pm"].file is None


WORDS = st.text(max_size=12)
MAYBE = st.none() | WORDS
LISTS = st.lists(WORDS, max_size=3).map(tuple)
WHOLE = st.integers(0, 10**6)
SECTIONS = st.lists(st.builds(Section, WORDS, st.integers(0, 60), st.integers(1, 3)), max_size=3)


@st.composite
def sources(draw: st.DrawFn) -> Source:
    text = draw(st.text(min_size=1, max_size=60))
    sections = tuple(sorted(draw(SECTIONS), key=lambda section: section.start))
    pages = tuple(sorted({0, *draw(st.lists(st.integers(0, len(text)), max_size=3))}))
    return Source("pm", draw(WORDS), text, pages, sections, ((0, 1),), draw(st.integers(1, 9)))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    source = draw(sources())
    spans = st.tuples(st.integers(0, len(source.text)), st.integers(0, len(source.text))).map(sorted)
    quotes: st.SearchStrategy[tuple[Quote, ...]] = st.lists(
        spans.map(lambda span: source.quote(*span)), max_size=2
    ).map(tuple)
    common = (st.just("ett/details/x"), st.just("ett"), WORDS, quotes, MAYBE, LISTS, LISTS)
    votes = st.none() | st.builds(Votes, WHOLE, WHOLE, WHOLE)
    facts: st.SearchStrategy[Fact] = st.one_of(
        st.builds(Decision, *common, MAYBE, st.sampled_from(Status), MAYBE, votes),
        st.builds(Amount, *common, st.floats(allow_nan=False), WORDS, WORDS, MAYBE),
        st.builds(Goal, *common, WORDS, MAYBE, st.lists(st.builds(Assessment, WORDS, WORDS, quotes)).map(tuple)),
        st.builds(Position, *common, LISTS, WORDS, LISTS, st.sampled_from(Stance), MAYBE),
        st.builds(Detail, *common, WORDS),
    )
    parties = st.builds(Party, WORDS, WORDS, MAYBE, LISTS)
    reference, municipality, body, document_type, meeting, contact = (draw(MAYBE) for _ in range(6))
    return Case(
        id="ett",
        title=draw(WORDS),
        sources={"pm": source},
        facts=tuple(draw(st.lists(facts, max_size=4))),
        passages=tuple(draw(st.lists(st.builds(Passage, *common[:4]), max_size=3))),
        reference=reference,
        municipality=municipality,
        body=body,
        document_type=document_type,
        date=draw(st.none() | st.dates(date(1000, 1, 1))),
        people=tuple(draw(st.lists(st.builds(Person, WORDS, MAYBE, MAYBE, LISTS), max_size=2))),
        attachments=tuple(draw(st.lists(st.builds(Attachment, MAYBE, WORDS), max_size=2))),
        parties=tuple(draw(st.lists(parties, max_size=2))),
        unanswered=draw(LISTS),
        meeting=meeting,
        contact=contact,
    )


@given(cases())
def test_every_field_comes_back(case: Case) -> None:
    assert read_case(write_case(case, Path()), None) == case
