"""From spans of a source to quotes as case.yaml writes them: a string, or first and last words.

A quote is a string where its words stand once; otherwise, and where it is long, it is {from, to,
occurrence}. Each is tried against the loader's own search before it is written, so what is written
resolves to the span that is meant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product

from bot.knowledge.source import Source
from bot.knowledge.sources.pages import Span
from bot.knowledge.sources.quotes import FoldedText

_HYPHENATION = re.compile(r"(?<=[a-zåäöéü])-\s*[\n\r]\s*(?!(?:och|eller|samt|respektive)\b)(?=[a-zåäöéü])|\xad")
_SPACE = re.compile(r"\s+")
_LONG = 330  # characters; a longer quote is given by its first and last words
_FIRST, _LAST = 9, 7  # words
_MOST_PLACES = 400  # of the same words
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ufeff\ufffe\uffff]")

QuoteValue = str | Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class _Choice:
    first: str
    last: str | None


class Quoter:
    """Writes quotes of the sources of one case."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self._folded = {id: FoldedText(source) for id, source in sources.items()}
        self._made: dict[tuple[str, tuple[Span, ...]], list[QuoteValue]] = {}
        self._places: dict[tuple[str, str], list[Span]] = {}
        self._whole = {id: _joined(source.text) for id, source in sources.items()}  # furniture and all

    def quotes(self, source: str, spans: tuple[Span, ...]) -> list[QuoteValue]:
        """The quotes of some spans of a source. Spans that cannot be quoted are left out."""
        if (source, spans) not in self._made:
            self._made[source, spans] = self._quotes(source, spans)
        return self._made[source, spans]

    def _quotes(self, source: str, spans: Sequence[Span]) -> list[QuoteValue]:
        joined: list[Span] = []
        for begin, end in spans:
            if joined and self._apart(source, joined[-1][1], begin):
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((begin, end))
        made = (self._quote(source, begin, end) for begin, end in joined)
        return [quote for quote in made if quote is not None]

    def reading(self, source: str, begin: int, end: int) -> str:
        """A span as it is read: without furniture, white space folded, words cut by line ends joined."""
        whole = self._sources[source]
        text = "\n".join(whole.text[a:b].strip() for a, b in whole.outside_furniture(begin, end))
        return _joined(text)

    def _apart(self, source: str, end: int, begin: int) -> bool:
        """Whether only white space, furniture and list marks part two spans, so that they are one passage."""
        if begin < end:
            return False
        whole = self._sources[source]
        between = "".join(whole.text[a:b] for a, b in whole.outside_furniture(end, begin))
        return re.fullmatch(r"\s*(?:\d{1,2}[.)]|[a-zå-ö]\)|[-–—•*▪·])?\s*", between) is not None

    def _quote(self, source: str, begin: int, end: int) -> QuoteValue | None:
        words = self.reading(source, begin, end)
        if not re.search(r"\w", words) or _UNPRINTABLE.search(words):
            return self._cut(source, begin, end) if _UNPRINTABLE.search(words) else None
        whole = _Choice(words, None)
        if len(words) <= _LONG and isinstance(value := self._placed(source, whole, begin, end), str):
            return value
        tokens = words.split()
        loose: QuoteValue | None = None
        for first, last in product((_FIRST, 5, 14, 24), (_LAST, 4, 2, 11)):
            if len(tokens) <= first + 1:
                continue
            choice = _Choice(" ".join(tokens[:first]), " ".join(tokens[-last:]))
            value = self._placed(source, choice, begin, end)
            if value is None:
                continue
            loose = loose or value
            standing = self._whole[source]
            seen = choice.first in standing and (choice.last or "") in standing  # neither runs across furniture
            if seen and (isinstance(value, str) or value.get("occurrence", 1) == 1):
                return value
        return self._placed(source, whole, begin, end) or loose

    def _cut(self, source: str, begin: int, end: int) -> QuoteValue | None:
        """The longest printable piece of a span that holds control characters."""
        text = self._sources[source].text
        pieces = [
            (m.start(), m.end()) for m in re.finditer(r"[^\x00-\x08\x0e-\x1b\x7f\ufeff\ufffe\uffff]+", text[begin:end])
        ]
        if not pieces:
            return None
        a, b = max(pieces, key=lambda piece: piece[1] - piece[0])
        return self._quote(source, begin + a, begin + b) if b - a > 8 and (a, b) != (0, end - begin) else None

    def _placed(self, source: str, choice: _Choice, begin: int, end: int) -> QuoteValue | None:
        """The quote of a choice of words when it resolves to the span, with the occurrence it needs."""
        folded = self._folded[source]
        key = (source, choice.first)
        if key not in self._places:
            self._places[key] = list(islice(folded.places(choice.first), _MOST_PLACES))
        places = self._places[key]
        nth = next((i for i, span in enumerate(places, 1) if span[0] == begin), None)
        if nth is None:
            return None
        stop = places[nth - 1][1]
        if choice.last is not None:
            found = next((b for _, b in folded.places(choice.last, begin) if b >= stop), None)
            if found is None:
                return None
            stop = found
        if stop != end:
            return None
        alone = len(self._sources) == 1
        if choice.last is None and len(places) == 1 and alone:
            return choice.first
        last = choice.last if choice.last is not None else _last_words(choice.first)
        if choice.last is None and not self._same_end(source, begin, end, choice.first, last):
            last = choice.first
        value: dict[str, str | int] = {"from": choice.first, "to": last}
        if len(places) > 1:
            value["occurrence"] = nth
        if not alone:
            value["source"] = source
        return value

    def _same_end(self, source: str, begin: int, end: int, first: str, last: str) -> bool:
        """Whether the last words, searched from the first on, end where the quote ends."""
        found = next((b for _, b in self._folded[source].places(last, begin) if b >= end), None)
        return found == end and len(first.split()) > 3


def _joined(text: str) -> str:
    return _SPACE.sub(" ", _HYPHENATION.sub("", text)).strip()


def _last_words(words: str) -> str:
    return " ".join(words.split()[-_LAST:])
