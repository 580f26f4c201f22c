"""Premises: what a question takes for granted, held against what the best fact says.

"Varför är V för talangbostäder?" takes for granted that V is. Where the fact says the opposite it is no answer, though
all its words are there. Five ways are seen: opposite words, the other stance, a denial on one side only, a wish for
what is opposed, and somebody blamed whom the fact does not name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.knowledge.model import Fact, Position, Stance
from bot.language.meaning.negation import clauses, denies
from bot.language.meaning.opposites import ATTITUDES, Claim, claims, contradicted, is_negative, negatives
from bot.language.stopwords import BY_LANGUAGE
from bot.language.tokens import Token, tokenize
from bot.language.word_patterns import words_of
from bot.matching.query.lexicon import Lexicon
from bot.matching.query.question import Question

_WORDS = words_of(__file__, blank=" ")
_WORD = r"\w+"
_ASKS = _WORDS.each("asks")
_ASKS_WHETHER = _WORDS.each("asks_whether")
_WHY = re.compile(rf" {_WORDS.any_of('why', word=_WORD, any='.*')} ")
_BLAMES = re.compile(
    rf" {_WORDS.any_of('blames', few=rf'(?:{_WORD} ){{0,2}}', some=rf'(?: {_WORD}){{0,3}}')} "
    rf"(?P<whom>(?:(?!{_WORDS.any_of('goes_on')} ){_WORD} ){{1,4}})"
)
_WANTS = re.compile(rf" {_WORDS.any_of('wants')} | {_WORDS.any_of('thinks')} .*{_WORDS.any_of('ought')} ")
_PLAIN = frozenset(("amount", "rank", "pace", "stance"))  # opposites that any question takes for granted
_EMPHASIS = _WORDS.each("emphasis")
_UNCLAIMED = frozenset((Claim("all", -1), Claim("absence", 1), Claim("absence", -1)))  # too weak to contradict
_SIDES = {Stance.FOR: frozenset((1,)), Stance.AGAINST: frozenset((-1,)), Stance.PARTLY: frozenset((1, -1))}


def is_contradicted(question: Question, fact: Fact, lexicon: Lexicon) -> bool:
    """Whether the question takes for granted what the fact contradicts: "varför minskade", where it rose."""
    words = question.words
    if question.asked.compare or _ASKS.isdisjoint(words):
        return False
    asks_why = _WHY.search(f" {' '.join(words)} ") is not None
    if words[0] in _ASKS_WHETHER and not asks_why:
        return False
    if _takes_other_side(words, fact, asks_why):
        return True
    return asks_why and (
        _denies_alone(words, fact)
        or _is_denied(question, fact, lexicon)
        or _is_opposed(question, fact)
        or _blames_another(question, fact, lexicon)
    )


def _takes_other_side(words: Sequence[str], fact: Fact, asks_why: bool) -> bool:
    """Whether the question has words of which the fact, or the stance it tells of, has but the opposites."""
    taken = claims(words) if asks_why else _presumed(words)
    taken -= _UNCLAIMED
    if denies(words):  # of all that follows, perhaps: "why don't they want it called a success?"
        taken = frozenset(claim for claim in taken if claim.pair not in ATTITUDES or claim.side < 0)
        if _opposes(fact):  # "varför vill V inte sänka skatten?" and V's "fel att sänka" deny the same
            taken = frozenset(claim for claim in taken if claim.pair in ATTITUDES)
    return bool(taken) and contradicted(taken, _said(fact))


def _presumed(words: Sequence[str]) -> frozenset[Claim]:
    """The claims that a question takes for granted which asks for no reason: "vad är så bra med det?"."""
    taken = claims(words)
    stressed = [claim for i, word in enumerate(words) if word in _EMPHASIS for claim in claims(words[i + 1 : i + 3])]
    return frozenset(claim for claim in taken if claim.pair in _PLAIN or claim in stressed)


def _said(fact: Fact) -> frozenset[Claim]:
    """The claims of a fact: those of its summary and stance, and of its quotes in pairs where these are silent."""
    summary = claims([token.word for text in (fact.summary, fact.summary_en or "") for token in tokenize(text)])
    quoted = claims([token.word for quote in fact.quotes for token in tokenize(quote.display_text)])
    told = {claim.pair for claim in summary}
    said = summary | {claim for claim in quoted if claim.pair not in told}
    if not isinstance(fact, Position) or fact.stance not in _SIDES:
        return said
    stance = {Claim(pair, side) for pair in ATTITUDES for side in _SIDES[fact.stance]}
    return frozenset(claim for claim in said if claim.pair != "stance") | stance


def _denies_alone(words: Sequence[str], fact: Fact) -> bool:
    """Whether the question denies something and nothing in the fact is negative: "varför blev det ingen plan?"."""
    return denies(words) and not _opposes(fact) and not is_negative(_words(fact))


def _is_denied(question: Question, fact: Fact, lexicon: Lexicon) -> bool:
    """Whether nothing in the question is negative, and where the fact speaks of the same it says that it is not so."""
    if is_negative(question.words):
        return False
    likest, denied = 0.0, False
    for text in (fact.summary, *(quote.display_text for quote in fact.quotes)):
        for clause in clauses(text, tokenize(text)):
            stems = {lexicon.stem(token, "sv") for token in clause}
            shared = sum(max((w for s, w in c.stems.items() if s in stems), default=0.0) for c in question.concepts)
            if shared > likest:
                likest, denied = shared, True
            if shared == likest:
                denied = denied and denies(token.word for token in clause)
    return likest > 0 and denied


def _is_opposed(question: Question, fact: Fact) -> bool:
    """Whether a party is said to want what it opposes; two denials of the fact make what it would have.

    "Det är ohållbart att sänka skatten" is no wish for it, but "vi beklagar att ingen utreder" is one for that.
    """
    if not (question.parties and _opposes(fact)) or is_negative(question.words):
        return False
    if not _WANTS.search(f" {' '.join(question.words)} "):
        return False
    denials = negatives([token.word for token in tokenize(fact.summary)])
    return denials == 0 or denials % 2 == 1


def _blames_another(question: Question, fact: Fact, lexicon: Lexicon) -> bool:
    """Whether the question has somebody blamed whom the fact does not name."""
    blames = _BLAMES.search(f" {' '.join(question.words)} ")
    if blames is None:
        return False
    whom = {lexicon.stem(token, question.language) for token in tokenize(blames["whom"])}
    own = {lexicon.stem(token, language) for language in BY_LANGUAGE for token in _tokens(fact)}
    return any(not whom.isdisjoint(c.stems) and own.isdisjoint(c.stems) for c in question.concepts)


def _opposes(fact: Fact) -> bool:
    return isinstance(fact, Position) and fact.stance is Stance.AGAINST


def _words(fact: Fact) -> tuple[str, ...]:
    return tuple(token.word for token in _tokens(fact))


def _tokens(fact: Fact) -> Iterator[Token]:
    for text in (fact.summary, fact.summary_en or "", *(quote.display_text for quote in fact.quotes)):
        yield from tokenize(text)
