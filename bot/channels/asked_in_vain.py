"""What was asked in vain: the content words of questions that were refused or only offered something, counted.

Of nobody's question more than single words is looked at, and no figures. Questions for persons do not count, and what
is no question of a case neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from bot.answering.answer import Answer, Status
from bot.errors import FAILED
from bot.language.stems import Stems
from bot.language.stopwords import BY_LANGUAGE
from bot.language.tokens import tokenize
from bot.settings import PREFIX, Settings

if TYPE_CHECKING:
    from bot.state.vain_words import VainWords

_COUNTED = ("no_match", "not_in_case", "party_absent")
"""The reasons of refusals that tell what the documents lack."""
_WORDS = 12  # of one question
_SHORTEST, _LONGEST = 3, 30  # letters of a word
_COMMON = frozenset().union(*BY_LANGUAGE.values())


class AskedInVain:
    """Counts words; does nothing where nobody has turned it on (`words` is None)."""

    def __init__(self, words: VainWords | None = None) -> None:
        self._words = words
        self._stems = Stems()

    @property
    def is_on(self) -> bool:
        return self._words is not None

    def note(self, text: str, answer: Answer, who: str) -> None:
        """Counts the words of a question by its answer. `who` asked is told apart by a hash, and not kept."""
        if self._words is not None and _is_vain(answer) and (found := self.words(text, answer.language)):
            self._words.note(found, who)

    def often(self) -> tuple[tuple[str, int], ...]:
        """The words that several have asked for, with how many, most first."""
        return () if self._words is None else self._words.often()

    def words(self, text: str, language: str) -> dict[str, str]:
        """The content words of a text by stem, as they are written but for capitals."""
        language = language if language == "en" else "sv"
        found: dict[str, str] = {}
        for token in tokenize(text):
            if not token.is_figure and _SHORTEST <= len(token.word) <= _LONGEST and token.word not in _COMMON:
                found.setdefault(self._stems.stem(token.word, language), token.text.lower())
        return dict(list(found.items())[:_WORDS])


def asked_in_vain(settings: Settings) -> AskedInVain:
    """What counts the words, where the settings have it so."""
    return AskedInVain(_words(settings) if settings.asked_in_vain else None)


def report(settings: Settings, out: TextIO) -> int:
    """Writes what was asked in vain; gives the exit code, 1 where that is not counted."""
    if not settings.asked_in_vain:
        print(f"Det räknas inte. {PREFIX}ASKED_IN_VAIN=on slår på det.", file=out)
        return FAILED
    often = _words(settings).often()
    print("Ord som folk har frågat med utan att få svar, de senaste 30 dagarna, från minst tre håll:", file=out)
    for word, people in often:
        print(f"{people:5}  {word}", file=out)
    if not often:
        print("    –", file=out)
    return 0


def _words(settings: Settings) -> VainWords:
    from bot.state.vain_words import VainWords

    return VainWords(settings.database)


def _is_vain(answer: Answer) -> bool:
    return answer.status is Status.LIKELY or (answer.status is Status.DECLINED and answer.reason in _COUNTED)
