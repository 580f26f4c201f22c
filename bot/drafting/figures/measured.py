"""What a figure measures, in a few words of its own sentence, and for which period."""

from __future__ import annotations

import re

from bot.drafting.figures.quantities import Quantity
from bot.language.measures.units import MONEY, SHARES, written_as
from bot.language.word_patterns import words_of

_WORDS = words_of(__file__)
_CLAUSE = re.compile(rf"[;:]\s|,\s|\s[–—]\s|\s{_WORDS.any_of('clause')}\s|[”\"(]")
_UNIT = rf"(?:\s?{written_as()})?"
_NUMBER = re.compile(rf"[-−–]?\d[\d\s.,:]*{_UNIT}(?![^\W\d_])")
_JOINS = _WORDS.any_of("joins")
_JOINED_BEFORE = re.compile(rf"\s(?:{_WORDS.any_of('before_joined')}\s)?[-−–]?\d[\d\s.,]*?{_UNIT}\s?{_JOINS}\s?$")
_JOINED_AFTER = re.compile(rf"^\s?{_JOINS}\s?[-−–]?\d[\d\s.,]*?{_UNIT}(?=\s|[.,]|$)")
_ADVERBS = re.compile(rf"(?:\s{_WORDS.any_of('adverbs')})+$")
_NOMINAL = re.compile(
    rf"(?:\b{_WORDS.any_of('determiners')}\s(?P<long>(?:[a-zåäö-]+\s){{0,2}}[a-zåäö-]{{4,}})"
    rf"|\b(?P<short>[a-zåäö-]{{5,}}))\s{_WORDS.any_of('of')}$"
)
_LINKS = re.compile(rf"\s{_WORDS.any_of('links')}$")
_AFTER = re.compile(
    rf"^\s?(?P<rest>{_WORDS.any_of('after')}\s(?!{_WORDS.any_of('not_after')})(?:[\wåäöÅÄÖ-]+\s?){{1,8}})"
)
_PART = re.compile(rf",\s|;\s|\s{_WORDS.any_of('parts')}\s")
_PERIOD = re.compile(r"\b(?:(?:19|20)\d\d)(?:\s?[–-]\s?(?:19|20)?\d\d(?!\d))?\b")
_RELATIVE = re.compile(rf"[^.;,\d]{{0,40}}?\b{_WORDS.any_of('relative')}\b(?!\s(?:[^\W\d_]+\s){{0,3}}\d)")
_THEREAFTER = re.compile(rf"\b{_WORDS.any_of('thereafter')}\s(?:[^\W\d_]+\s){{0,3}}$")
_LOOSE_END = re.compile(rf"(?:\s{_WORDS.any_of('loose_end')})+$")
_LOOSE_START = re.compile(rf"^(?:{_WORDS.any_of('loose_start')}\s)+", re.IGNORECASE)
_VERBS = re.compile(rf"\b(?:{_WORDS.any_of('verbs')}|[\wåäö]+{_WORDS.any_of('verb_ends')})\b", re.IGNORECASE)
_BODY = re.compile(rf"[\w-]*{_WORDS.any_of('bodies')}", re.IGNORECASE)  # it is asked for money, and costs none
_AFTER_ENDS = re.compile(rf"[.,;:()”]|\s{_WORDS.any_of('after_clause')}\s")
_MOST = 8  # words


def what_is_measured(sentence: str, quantity: Quantity) -> str:
    """The words of the clause that say what the figure measures; its unit where none do so by themselves."""
    before = _JOINED_BEFORE.sub(" ", sentence[: quantity.start]).rstrip()
    cuts = [match.end() for match in _CLAUSE.finditer(before)]
    head = " " + before[cuts[-1] if cuts else 0 :]
    if nominal := _NOMINAL.search(head) or _NOMINAL.search(_ADVERBS.sub(lambda m: _preposition(m), head)):
        words = _tidy(nominal["long"] or nominal["short"])
        if _is_noun_phrase(words):
            return words
    bare = _ADVERBS.sub("", head)
    for text in (head, bare):
        if linked := _LINKS.search(text):
            words = _tidy(text[: linked.start()])
            if _is_noun_phrase(words):
                return words
    rest = _JOINED_AFTER.sub("", sentence[quantity.end :])
    after = _AFTER_ENDS.split(rest, maxsplit=1)[0]
    match = _AFTER.match(after)
    if match and _is_noun_phrase(words := _tidy(match["rest"])) and " " in words:
        return words if quantity.unit in MONEY | SHARES else f"{quantity.unit} {words}"
    return quantity.unit


def _preposition(match: re.Match[str]) -> str:
    """The adverbs before a figure fall, but for the preposition that says of what it is."""
    return " på" if match.group().strip() == "på" or match.group().endswith(" på") else ""


def period_of(sentence: str, quantity: Quantity) -> str | None:
    """The year or years that a figure's clause gives, when it gives no others.

    "1,1 mnkr per år därefter" is of other years than those that the clause names.
    """
    if _RELATIVE.match(sentence, quantity.end):
        return None
    cuts = [0, *(m.end() for m in _PART.finditer(sentence)), len(sentence)]
    low = max(cut for cut in cuts if cut <= quantity.start)
    high = min((cut for cut in cuts if cut > quantity.start), default=len(sentence))
    if _THEREAFTER.search(sentence, low, quantity.start):
        low = quantity.start
    years = set()
    for match in _PERIOD.finditer(sentence, low, high):
        outside = match.end() <= quantity.start or match.start() >= quantity.end
        in_date = re.match(r"[-/]\d", sentence[match.end() :]) or re.search(r"\d[-/]$", sentence[: match.start()])
        if outside and not in_date:
            years.add(re.sub(r"\s", "", match.group()))
    return years.pop() if len(years) == 1 else None


def _tidy(words: str) -> str:
    text = re.sub(r"\s+", " ", _NUMBER.sub(" ", words)).strip(" ,;:–-”\"'()")
    text = _LOOSE_START.sub("", text)
    return _LOOSE_END.sub("", f" {text}").strip()


def _is_noun_phrase(words: str) -> bool:
    """Whether words can stand by themselves for what is measured: few, a noun among them, and no verb."""
    return (
        0 < len(words.split()) <= _MOST
        and any(len(word) > 3 for word in words.split())
        and _BODY.fullmatch(words) is None
        and _VERBS.search(words) is None
    )
