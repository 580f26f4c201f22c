"""A text in pieces says what it says as a whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.answering.answerer import Answerer
from bot.language.detection import detect, language_of
from bot.language.tokens import tokenize
from bot.matching.retrieval.pieces import Pieces, terms_of

WORDS = "Nämnden avslår. får 2 400 000 kr SLK:s F! 8:30 m.m. C-vitamin att? The council 12 345 Rubrik: \n och".split(
    " "
)
TEXTS = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


@given(TEXTS)
def test_words_and_language(text: str) -> None:
    pieces, whole = Pieces().of(text), tokenize(text)
    found = [token for piece in pieces for token in piece.tokens]
    assert [(token.text, token.word, token.joined) for token in found] == [(t.text, t.word, t.joined) for t in whole]
    assert language_of(sum(piece.balance for piece in pieces)) == detect(whole)


def test_documents(bot: Answerer) -> None:
    pieces, lexicon = Pieces(), bot.matcher.ranker.lexicon
    for case in bot.knowledge.cases.values():
        for text in (*(source.text for source in case.sources.values()), *(p.summary for p in case.passages)):
            assert terms_of(pieces.of(text), lexicon) == " ".join(lexicon.terms(text))
            assert [token.word for token in pieces.tokens(text)] == [token.word for token in tokenize(text)]
