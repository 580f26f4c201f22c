"""Late interaction: how a question's words are met by those of each fact."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.answerer import Answerer
from bot.matching.meanings.interaction import Interaction, Met, asked_stems, words_of
from bot.matching.meanings.learned import shipped
from bot.matching.query.question import read_question
from bot.matching.ranking.rank import Ranker


@pytest.fixture(scope="module")
def ranker(invented: Answerer) -> Ranker:
    return Ranker(invented.knowledge)


@pytest.fixture(scope="module")
def interaction(ranker: Ranker) -> Interaction:
    return Interaction(ranker.index, *shipped())


def met(text: str, ranker: Ranker, interaction: Interaction) -> Met:
    found = interaction.met(read_question(text, ranker.lexicon))
    assert found is not None
    return found


def test_each_word_is_met_by_the_nearest(ranker: Ranker, interaction: Interaction) -> None:
    """The own words of a fact meet a question as well as words can: each by itself."""
    words = words_of(ranker.index)
    every, tried = list(words.places), 0
    for number, fact in enumerate(ranker.index.facts[:20]):
        question = read_question(" ".join(every[place] for place in words.own[number][:4]), ranker.lexicon)
        found = interaction.met(question)
        if found is not None and asked_stems(question, ranker.index).keys() <= words.places.keys():
            assert found.best[number].min() == pytest.approx(1.0), fact.id
            tried += 1
    assert tried > 5


@pytest.mark.parametrize(
    ("text", "kind"), [("när blir det?", "date"), ("vilket datum?", "time"), ("varför?", "reason"), ("why?", "reason")]
)
def test_what_is_asked_for_is_met_by_what_gives_it(
    ranker: Ranker, interaction: Interaction, text: str, kind: str
) -> None:
    kinds = ("money", "percent", "count", "date", "year", "name", "reason", "time")  # the order of Profile.kinds
    found = met(text, ranker, interaction)
    facts = range(len(ranker.index.facts))
    without, given = (
        [told["words_met"] for told in interaction.signals(found, facts, [gives] * len(facts))]
        for gives in ([False] * len(kinds), [kind == each for each in kinds])
    )
    assert all(more >= less for more, less in zip(given, without, strict=True))
    assert max(more - less for more, less in zip(given, without, strict=True)) > 0.01


def test_what_has_the_words_is_before_what_has_them_around(ranker: Ranker, interaction: Interaction) -> None:
    words = words_of(ranker.index)
    every = list(words.places)
    tried = 0
    for number, own in enumerate(words.own):
        beside = set(words.paragraphs[words.around[number]].tolist()) - set(own.tolist())
        for place in sorted(beside)[:3]:
            found = interaction.met(read_question(every[place], ranker.lexicon))
            if found is not None and found.best.shape[1] == 1:
                having = [n for n, places in enumerate(words.own) if place in places]
                assert all(found.best[n, 0] == pytest.approx(1.0) for n in having)
                assert shipped()[1].around - 1e-6 <= found.best[number, 0] < 1
                tried += 1
    assert tried > 20


def test_signals_are_shares(ranker: Ranker, interaction: Interaction) -> None:
    found = met("vad kostar den nya lekplatsen för barnen?", ranker, interaction)
    facts = range(len(ranker.index.facts))
    kinds = [ranker.profiles[number].kinds for number in facts]
    for number, signals in enumerate(interaction.signals(found, facts, kinds)):
        assert 0 <= signals["words_met"] <= 1
        assert 0 <= signals["words_lacking"] <= 1 - signals["words_met"] + 1e-6
        assert -1 <= signals["words_together"] <= 1
        assert signals["words_met"] >= found.shares[number] - 1e-6, "what a fact gives is met besides"


def test_function_words_count_less(ranker: Ranker, interaction: Interaction) -> None:
    found = met("den lekplatsen", ranker, interaction)
    assert found.counts[0] < found.counts[1]


def test_no_words(ranker: Ranker, interaction: Interaction) -> None:
    nothing = interaction.met(read_question("?", ranker.lexicon))
    assert nothing is None
    (signals,) = interaction.signals(nothing, [0], [ranker.profiles[0].kinds])
    assert set(signals.values()) == {0.0}


@given(st.text(max_size=60))
def test_any_text(ranker: Ranker, interaction: Interaction, text: str) -> None:
    found = interaction.met(read_question(text, ranker.lexicon))
    (signals,) = interaction.signals(found, [0], [ranker.profiles[0].kinds])
    assert all(math.isfinite(value) for value in signals.values())
