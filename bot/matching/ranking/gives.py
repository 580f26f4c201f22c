"""What a text gives of what a question asks for: a reason, a time, a way to get in touch, what a word means."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from bot.language.measures.figures import has_date, has_quantity_word
from bot.language.tokens import fold, tokenize
from bot.language.word_file import read_words
from bot.matching.query.lexicon import Lexicon

_FILE = Path(__file__).with_name("gives.yaml")
_COUNTED = 4  # words after a number among which the thing stands that it counts
_REACH = 3  # words after a term within which the verb stands that defines it
_QUOTED = re.compile('[”“"][^”“"]{3,}[”“"]')
_ARTICLES = (["en"], ["ett"], ["den"], ["det"], ["nar"], ["att"])  # after "är" where it says what something is
_IN_BRACKETS = re.compile(r"\(([^()]{1,40})\)")


@dataclass(frozen=True)
class _Patterns:
    reason: re.Pattern[str]
    time: re.Pattern[str]
    contact: re.Pattern[str]
    definition_verbs: frozenset[str]
    errand_verbs: tuple[str, ...]
    people: frozenset[str]


@cache
def _patterns() -> _Patterns:
    tree = read_words(_FILE)
    verbs, people = (frozenset(tree.pop(name).split()) for name in ("definition_verbs", "people"))
    errands = tuple(tree.pop("errand_verbs").split())
    made = {name: re.compile(f" (?:{'|'.join(p.strip() for p in said.split('|'))}) ") for name, said in tree.items()}
    return _Patterns(**made, definition_verbs=verbs, errand_verbs=errands, people=people)


def gives_reason(text: str) -> bool:
    """Whether a text says why."""
    return _patterns().reason.search(_spaced(text)) is not None


def gives_time(text: str) -> bool:
    """Whether a text says when: a date, a month, a season, a year."""
    return has_date(text) or _patterns().time.search(_spaced(text)) is not None


def gives_contact(text: str) -> bool:
    """Whether a text says how to get in touch: a telephone, an address."""
    return "@" in text or _patterns().contact.search(_spaced(text)) is not None


def counts(text: str, stems: Collection[str], lexicon: Lexicon) -> bool:
    """Whether a text gives a number of things of some stems: "23 personer", "fyra förslag"; or of people."""
    tokens = tokenize(text)
    numbers = [i for i, token in enumerate(tokens) if token.is_figure or has_quantity_word(token.text)]
    near = (token for i in numbers for token in tokens[max(0, i - 1) : i + 1 + _COUNTED])
    people = _patterns().people  # "hur många dog" may be answered with "23 personer"
    return any(lexicon.stem(token, "sv") in stems or token.word in people for token in near)


def speaks_of_doing(text: str, words: Iterable[str]) -> bool:
    """Whether a text has a verb of an errand that is among some folded words, in any form."""
    verbs = [verb for verb in _patterns().errand_verbs if any(word.startswith(verb) for word in words)]
    return any(token.word.startswith(verb) for token in tokenize(text) for verb in verbs)


def names_something(text: str) -> bool:
    """Whether a text has a name: a word with a capital that does not begin a sentence, or words in quotation marks."""
    if _QUOTED.search(text):
        return True
    pairs = pairwise(tokenize(text))
    return any(after.text[0].isupper() and text[before.end : after.start] == " " for before, after in pairs)


def defines(text: str, stems: Collection[str], lexicon: Lexicon) -> bool:
    """Whether a text says what a term of some stems is: "X innebär", "i X sammanfattas", written out before "(X)"."""
    tokens = tokenize(text)
    bracketed = {fold(inside) for inside in _IN_BRACKETS.findall(text)}
    verbs = _patterns().definition_verbs
    places = [i for i, token in enumerate(tokens) if lexicon.stem(token, "sv") in stems]
    after = {i: [token.word for token in tokens[i + 1 : i + 1 + _REACH]] for i in places}
    return any(
        tokens[i].word in bracketed or not verbs.isdisjoint(words) or (words[:1] == ["ar"] and words[1:2] in _ARTICLES)
        for i, words in after.items()
    )


def _spaced(text: str) -> str:
    return f" {' '.join(token.word for token in tokenize(text))} "
