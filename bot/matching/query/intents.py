"""Intents: what a message asks of the bot, of the case as a whole, or of the last answer, rather than of a document.

Their wordings are patterns in intents.yaml, over a message's folded words, and the vocabularies of wishes.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import groupby
from pathlib import Path

from bot.language.stopwords import ENGLISH, SWEDISH
from bot.language.tokens import Token, tokenize
from bot.language.word_file import read_words
from bot.matching.query.lexicon import Lexicon
from bot.matching.query.question import Question
from bot.matching.query.wishes import Wish, read_wish

_FILE = Path(__file__).with_name("intents.yaml")
_SIDES = frozenset(("majoriteten", "oppositionen"))
_NAME = re.compile(r"<(\w+)>")


class Intent(StrEnum):
    """What is asked for, other than what a document says of something."""

    ABOUT_CASE = "about_case"
    HELP = "help"
    IDENTITY = "identity"
    GOODBYE = "goodbye"
    SMALL_TALK = "small_talk"
    PLACE = "place"
    DOCUMENT = "document"
    MORE = "more"
    VERIFY = "verify"
    SIDES = "sides"
    JUDGEMENT = "judgement"
    COMPLAINT = "complaint"
    CONTACT = "contact"
    APPEAL = "appeal"
    PRIVACY = "privacy"


_WISHED = {Wish.FILE: Intent.DOCUMENT, Wish.CONTACT: Intent.CONTACT, Wish.APPEAL: Intent.APPEAL}


@dataclass(frozen=True)
class _Patterns:
    """The patterns of intents.yaml: of whole messages and of parts of them, and the words of judging and around all."""

    whole: Mapping[Intent, re.Pattern[str]]
    anywhere: Mapping[Intent, re.Pattern[str]]
    blame: re.Pattern[str]
    corrects: re.Pattern[str]
    corrected: re.Pattern[str]
    politicians: re.Pattern[str]
    praise: frozenset[str]
    around: frozenset[str]
    typed: Mapping[str, str]


def read_intent(text: str, question: Question, lexicon: Lexicon) -> Intent | None:
    """The intent of a message, by its text and by the question that it asks once cleaned; None where it has none."""
    patterns = _patterns()
    written = _words(tokenize(text), lexicon)
    asked = _words(tokenize(question.text), lexicon)
    for words in dict.fromkeys(
        (written, *_without(written, patterns.around), asked, *_without(asked, patterns.around))
    ):
        if words and (intent := next((i for i, pattern in patterns.whole.items() if pattern.fullmatch(words)), None)):
            return intent
    if (wish := read_wish(written.split()) or read_wish(asked.split())) is not None:
        return _WISHED[wish]
    padded = f" {asked or written} "
    if (intent := next((i for i, pattern in patterns.anywhere.items() if pattern.search(padded)), None)) is not None:
        return intent
    quotes_somebody = question.asked.opinion and bool(question.parties or question.people)
    blames = patterns.blame.search(padded) is not None and not quotes_somebody
    return Intent.JUDGEMENT if blames or _only_judges(padded.split(), patterns) else None


def _words(tokens: tuple[Token, ...], lexicon: Lexicon) -> str:
    """The folded words of tokens, with one word for any party and one for any known person."""
    parties, people = lexicon.parties.find(tokens).tokens, lexicon.people.find(tokens).tokens
    words = (
        "aparty" if i in parties and token.word not in _SIDES else "aperson" if i in people else token.word
        for i, token in enumerate(tokens)
    )
    said = " ".join(word for word, _ in groupby(words))
    for typed, meant in _patterns().typed.items():
        said = re.sub(rf"\b{typed}\b", meant, said)
    return said


def correction(text: str) -> str | None:
    """What is meant instead, where a message corrects the one before: "nej jag menade bostäder"; None elsewhere."""
    tokens = tokenize(text)
    words = f"{' '.join(token.word for token in tokens)} "
    match = _patterns().corrects.match(words)
    if match is None:
        return None
    begins = len(match[0].split())
    after = _patterns().corrected.search(words)
    ends = len(tokens) - (len(after[0].split()) if after else 0)
    return text[tokens[begins].start : tokens[ends - 1].end] if begins < ends else None


def _only_judges(words: Sequence[str], patterns: _Patterns) -> bool:
    """Whether it says of parties or politicians that they are good or bad, and nothing else."""
    named = [word for word in words if patterns.politicians.fullmatch(word)]
    judged = [word for word in words if word in patterns.praise]
    others = (word for word in words if word not in named and word not in judged)
    return bool(named and judged) and all(word in SWEDISH or word in ENGLISH or len(word) == 1 for word in others)


def _without(words: str, around: frozenset[str]) -> Iterator[str]:
    """The words without what may stand around them, first at the end, then at the beginning, then at both."""
    kept = words.split()
    begins = next((i for i, word in enumerate(kept) if word not in around), len(kept))
    ends = next((i for i in range(len(kept), 0, -1) if kept[i - 1] not in around), 0)
    yield " ".join(kept[:ends])
    yield " ".join(kept[begins:])
    yield " ".join(kept[begins:ends])


@cache
def _patterns() -> _Patterns:
    tree = read_words(_FILE)
    names: dict[str, str] = {}
    for name, pattern in tree["words"].items():
        names[name] = _filled(re.sub(r"\|\s+", "|", pattern), names)
    whole, anywhere = {}, {}
    for intent in Intent:
        if lines := tree.get(intent, {}).get("whole"):
            whole[intent] = re.compile("|".join(f"(?:{_filled(line, names)})" for line in lines))
        if lines := tree.get(intent, {}).get("anywhere"):
            anywhere[intent] = re.compile("|".join(f"(?:{_filled(line, names)})" for line in lines))
    return _Patterns(
        whole=whole,
        anywhere=anywhere,
        blame=re.compile("|".join(f"(?:{_filled(line, names)})" for line in tree["blame"])),
        corrects=re.compile("|".join(f"(?:{line})" for line in tree["correction"])),
        corrected=re.compile(tree["corrected"]),
        politicians=re.compile(f"{names['politician']}|{names['party']}|{names['you']}"),
        praise=frozenset(tree["praise"].split()),
        around=frozenset(tree["around"].split()),
        typed=tree["typed"],
    )


def _filled(pattern: str, names: Mapping[str, str]) -> str:
    return _NAME.sub(lambda name: names[name[1]] if name[1] in names else name[0], pattern)
