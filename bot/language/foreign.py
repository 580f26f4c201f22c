"""Messages in a language that the bot does not read: which language it is, and what the bot says in it.

A language of a script of its own is told by its letters, one in Latin letters by its commonest words (foreign.yaml).
Swedish or English taken for another language is worse than a foreign question missed: where signs are few or mixed, no
language is found. Danish and Norwegian are none of these languages, being near to Swedish.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from bot.language.stopwords import ENGLISH, SWEDISH
from bot.language.tokens import fold, tokenize
from bot.language.word_file import read_words

_FILE = Path(__file__).with_name("foreign.yaml")
_LONGEST = 1000  # characters that are looked at; the language shows long before
_ADDRESS = ("://", "www.", "@")  # what an address has, whose words are of no language
_WORD = re.compile(r"[^\W\d_]+")
_MARKS = frozenset({"Mn", "Mc", "Me", "Cf"})  # vowel signs and joiners, which stand between the letters of a word

_LATIN_LETTERS = [chr(code) for span in ((0xC0, 0x250), (0x1E00, 0x1F00)) for code in range(*span)]
_LATIN = re.compile(f"[A-Za-z{''.join(_LATIN_LETTERS)}]+")
_SPANS = {
    "greek": "\u0370-\u03ff\u1f00-\u1fff",
    "cyrillic": "\u0400-\u052f",
    "hebrew": "\u0590-\u05ff",
    "arabic": "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc",
    "devanagari": "\u0900-\u097f",
    "thai": "\u0e00-\u0e7f",
    "ethiopic": "\u1200-\u139f",
    "east asian": "\u1100-\u11ff\u3040-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af",
}
_SCRIPTS = {script: re.compile(f"[{span}]") for script, span in _SPANS.items()}
_OTHER_SCRIPT = re.compile(f"[{''.join(_SPANS.values())}]{{2}}")  # one alone may be a face, as in (・ω・)
_DENSE = {"east asian": 2}  # to how many Latin letters one of a script comes, where not to one
_FUNCTION_WORD = 3  # what letters of Swedish and English function words weigh beside those of another script

_SHORT = 0.5  # what a listed word of two letters weighs as a sign of its language; longer ones, and accented ones, 1
_LETTER = 0.5  # what a letter of the language's own adds to a word
_ENOUGH = 2.0  # what signs must weigh; less where there are letters of the language's own
_ENOUGH_WITH_LETTERS = 1.5
_NATIVE = 2.0  # how much more for each function word of Swedish or English
_SHARE = 0.12  # and for each word
_MAJORITY = 1.5  # how many unknown words there are at least to each known one
_LEAD = 1.25  # how many times what the signs of any language of another family weigh
_SWEDISH_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzåäöé")


@dataclass(frozen=True, slots=True)
class ForeignLanguage:
    """A language that the bot does not read.

    `code` is of ISO 639, of two letters where there is one; `name` is in Swedish; `reply` says in the language itself
    that the bot reads Swedish and English.
    """

    code: str
    name: str
    reply: str


@dataclass(frozen=True)
class _Language:
    """What a language is known by: words, each written as in foreign.yaml, and letters of its own."""

    told: ForeignLanguage
    words: frozenset[str]
    letters: re.Pattern[str] | None
    script: str | None
    family: str

    def has_letter(self, text: str) -> bool:
        return self.letters is not None and self.letters.search(text) is not None


@dataclass(frozen=True)
class _Languages:
    """The languages of foreign.yaml in its order, by code.

    `accented` gives the languages in Latin letters that have a word which differs from any in Swedish by its accents,
    `folded` those that have a word when accents are left out, `of_letter` those that have a letter of their own.
    `native` are folded words that are no sign of any.
    """

    by_code: Mapping[str, _Language]
    accented: Mapping[str, Sequence[str]]
    folded: Mapping[str, Sequence[str]]
    of_letter: Mapping[str, Sequence[str]]
    native: frozenset[str]

    def of_script(self, script: str) -> list[_Language]:
        return [language for language in self.by_code.values() if language.script == script]


@dataclass(frozen=True, slots=True)
class _Word:
    """A word: folded, the languages that list it, and those that have a letter of their own in it.

    `native` tells that it is Swedish or English, or near them; `accented` that it is listed with its accents.
    """

    folded: str
    listed: Collection[str]
    lettered: Collection[str]
    native: bool
    accented: bool


@dataclass(slots=True)
class _Score:
    """What the signs of a language weigh together, how many are words of full weight, and how many have its letters."""

    weight: float = 0.0
    words: int = 0
    lettered: int = 0

    @property
    def is_enough(self) -> bool:
        return self.words > 0 and self.weight >= (_ENOUGH_WITH_LETTERS if self.lettered else _ENOUGH)


def _knows_nothing(word: str) -> bool:
    return False


def foreign_language(text: str, knows: Callable[[str], bool] = _knows_nothing) -> ForeignLanguage | None:
    """The language of a message that is neither in Swedish nor in English; None where it is, or may be.

    `knows` tells whether a folded word is known, from the knowledge or as Swedish or English.
    """
    parts = unicodedata.normalize("NFC", text[:_LONGEST]).split()
    text = " ".join(part for part in parts if not any(sign in part for sign in _ADDRESS))
    return _by_script(text) or _by_words(text, knows)


def _by_script(text: str) -> ForeignLanguage | None:
    """The language of a text most of whose letters are of a script other than Latin."""
    if max(text, default="") < "\u0370":
        return None
    bare = "".join(letter for letter in text if unicodedata.category(letter) not in _MARKS)
    if _OTHER_SCRIPT.search(bare) is None:
        return None
    letters = {script: len(span.findall(bare)) * _DENSE.get(script, 1) for script, span in _SCRIPTS.items()}
    script = max(letters, key=letters.__getitem__)
    latin = sum(len(word) * (_FUNCTION_WORD if _is_function_word(word) else 1) for word in _LATIN.findall(bare))
    if letters[script] <= latin:
        return None
    words = frozenset(_WORD.findall(bare.lower()))

    def signs(language: _Language) -> int:
        own = language.letters.findall(bare) if language.letters is not None else ()
        return 2 * len(words & language.words) + len(own)

    return max(_languages().of_script(script), key=signs).told


def _is_function_word(word: str) -> bool:
    return len(word) > 1 and (fold(word) in SWEDISH or fold(word) in ENGLISH)


def _by_words(text: str, knows: Callable[[str], bool]) -> ForeignLanguage | None:
    """The language in Latin letters that the words of a text are signs of.

    1. The signs are enough, and none of them is a known word. 2. They are more for each function word of Swedish or
    English, and in a long text. 3. Most words are unknown. 4. No language but its relatives has nearly as many.
    """
    words = [_word(token.text) for token in tokenize(text) if len(token.text) > 1 and not token.is_figure]
    if not any(score.is_enough for score in _scores(words).values()):  # nearly all Swedish; `knows` may take its time
        return None
    known = [word for word in words if not word.accented and (word.native or knows(word.folded))]
    unknown = [word for word in words if word not in known]
    scores = _scores(unknown)
    if not scores:
        return None
    code = max(_languages().by_code, key=lambda code: scores[code].weight if code in scores else 0.0)
    best, score = _languages().by_code[code], scores[code]
    against = [word for word in known if code not in word.listed]
    natives = sum(word.native for word in against)
    others = [scores[other].weight for other in scores if _languages().by_code[other].family != best.family]
    if (
        score.is_enough
        and score.weight >= max(_SHARE * len(words), _ENOUGH + _NATIVE * natives if natives else 0.0)
        and len(unknown) >= _MAJORITY * len(against)
        and score.weight >= _LEAD * max(others, default=0.0)
    ):
        return best.told
    return None


def _scores(words: Iterable[_Word]) -> dict[str, _Score]:
    """What words are signs of, by the languages' codes; a word that comes again adds nothing."""
    scores: dict[str, _Score] = {}
    for word in {word.folded: word for word in words}.values():
        listed = () if word.native and not word.accented else word.listed
        for code in {*listed, *word.lettered}:
            weight = 0.0
            if code in listed:
                weight = 1.0 if word.accented or len(word.folded) > 2 else _SHORT
            if code in word.lettered:
                weight = min(1.0, weight + _LETTER)
            score = scores.setdefault(code, _Score())
            score.weight += weight
            score.words += code in listed and weight == 1.0
            score.lettered += code in word.lettered
    return scores


@lru_cache(maxsize=20_000)
def _word(text: str) -> _Word:
    languages = _languages()
    written = text.lower()
    folded = _folded(written)
    accented = languages.accented.get(written, ())
    lettered = () if written.isascii() else {code for letter in written for code in languages.of_letter.get(letter, ())}
    return _Word(
        folded,
        accented or languages.folded.get(folded, ()),
        lettered,
        folded in languages.native,
        bool(accented),
    )


def _folded(text: str) -> str:
    """As `fold`, for the letters of Turkish, Sami and Vietnamese too."""
    folded = fold(text)
    if folded.isascii():
        return folded
    folded = folded.translate({ord("ı"): "i", ord("ŋ"): "n", ord("ŧ"): "t"})
    return "".join(letter for letter in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(letter))


@cache
def _languages() -> _Languages:
    content = read_words(_FILE)
    function_words = SWEDISH | ENGLISH
    native = function_words | {_folded(word) for word in content["near"].split()}
    by_code = {code: _language(code, entry) for code, entry in content["languages"].items()}
    accented: dict[str, list[str]] = {}
    folded: dict[str, list[str]] = {}
    of_letter: dict[str, list[str]] = {}
    for code, language in by_code.items():
        if language.script is not None:
            continue
        for word in sorted(language.words):
            plain = _folded(word)
            folded.setdefault(plain, []).append(code)
            if plain != word and (plain not in function_words or not _SWEDISH_LETTERS.issuperset(word)):
                accented.setdefault(word, []).append(code)
        for letter in filter(language.has_letter, _LATIN_LETTERS):
            of_letter.setdefault(letter, []).append(code)
    return _Languages(by_code, accented, folded, of_letter, native)


def _language(code: str, entry: Mapping[str, str]) -> _Language:
    return _Language(
        ForeignLanguage(code, entry["name"], entry["reply"].strip()),
        frozenset(entry.get("words", "").split()),
        re.compile(f"[{entry['letters']}]") if "letters" in entry else None,
        entry.get("script"),
        entry.get("family", code),
    )
