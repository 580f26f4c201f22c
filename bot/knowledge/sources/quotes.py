"""Finds the place of a quote in the sources of a case.

Whoever writes down a quote sees neither line breaks nor page furniture, and may join a word that a
line's end cuts. So both sides are folded to a key without them, and what the key finds is compared
again with what is written: nothing but white space and hyphens at line ends may differ.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.errors import QuoteError
from bot.knowledge.source import Quote, Source
from bot.knowledge.sources.pages import Span

_WORD = re.compile(r"[^\s\-\xad]+")
_BREAK = re.compile(r"\s+")
_BLANK = re.compile(r"(?<![\-\xad])\s[\s\-\xad]*")
_HYPHENS = re.compile(r"[\-\xad][\s\-\xad]*")
_LINE_END_HYPHEN = re.compile(r"-[^\S\n\r]*[\n\r]\s*|\xad\s*")
_SOFT_HYPHEN = re.compile(r"\xad\s*")
_HYPHEN = "\x00"  # stands for a hyphen at a line's end
_EDGE = re.compile(r"[\s\-\xad]*")
_SHOWN = 160  # characters of the nearest passage in a message
_ALIKE = 50.0  # of 100; what is less alike is no help


@dataclass(frozen=True, slots=True)
class QuoteSpec:
    """A quote as the file gives it: its words, or the first and the last of them."""

    first: str
    last: str | None = None
    occurrence: int | None = None
    source: str | None = None


class FoldedText:
    """A source's text as one searchable key, with the way back to offsets. Built once per source."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._keys: list[int] = []  # where each word starts in the key
        self._offsets: list[int] = []  # and in the text
        parts: list[str] = []
        length = 0
        for begin, end in source.outside_furniture(0, len(source.text)):
            for match in _WORD.finditer(source.text, begin, end):
                if parts and source.text[self._offsets[-1] + len(parts[-1])].isspace():
                    parts.append(" ")
                    length += 1
                self._keys.append(length)
                self._offsets.append(match.start())
                parts.append(match.group())
                length += match.end() - match.start()
        self.key = "".join(parts)

    def places(self, words: str, start: int = 0) -> Iterator[Span]:
        """The spans of the text, from the offset `start` on, that say exactly these words."""
        key = _key(words)
        if not key:
            return
        written = _BREAK.sub(" ", _SOFT_HYPHEN.sub("", words).strip())
        lead, trail = _edges(written)
        at = self.key.find(key, self._key_at(start))
        while at >= 0:
            begin = self._before(self._offset(at), lead)
            end = self._after(self._offset(at + len(key) - 1) + 1, trail)
            if begin is not None and end is not None and self._says(begin, end, written):
                yield begin, end
            at = self.key.find(key, at + 1)

    def _offset(self, at: int) -> int:
        """The offset in the text of the key's character `at`."""
        index = bisect_right(self._keys, at) - 1
        return self._offsets[index] + at - self._keys[index]

    def _key_at(self, offset: int) -> int:
        """Where in the key the text from `offset` on begins."""
        index = bisect_right(self._offsets, offset)
        if index == 0:
            return 0
        at = self._keys[index - 1] + offset - self._offsets[index - 1]
        return min(at, self._keys[index]) if index < len(self._keys) else at

    def _before(self, begin: int, lead: str) -> int | None:
        """The start of the span when hyphens and spaces (`lead`) are written before its first word."""
        if not lead:
            return begin
        text = self.source.text
        for start in range(begin - 1, max(-1, begin - 20), -1):
            if not _EDGE.fullmatch(text, start, begin):
                return None
            if text[start] == "-" and _BREAK.sub(" ", text[start:begin]) == lead:
                return start
        return None

    def _after(self, end: int, trail: str) -> int | None:
        """The end of the span when hyphens and spaces (`trail`) are written after its last word."""
        if not trail:
            return end
        text = self.source.text
        for stop in range(end + 1, min(len(text), end + 20) + 1):
            if not _EDGE.fullmatch(text, end, stop):
                return None
            if text[stop - 1] == "-" and _BREAK.sub(" ", text[end:stop]) == trail:
                return stop
        return None

    def _says(self, begin: int, end: int, written: str) -> bool:
        """Whether a span says what is written, but for hyphens at line ends: kept, or joined."""
        standing = "".join(self.source.text[a:b] for a, b in self.source.outside_furniture(begin, end))
        parts = _BREAK.sub(" ", _LINE_END_HYPHEN.sub(_HYPHEN, standing)).split(_HYPHEN)
        if not written.startswith(parts[0]):
            return False
        at = len(parts[0])
        for part in parts[1:]:
            cuts = (cut for cut in ("- ", "-", "") if written.startswith(cut + part, at))
            cut = next(cuts, None)
            if cut is None:
                return False
            at += len(cut) + len(part)
        return at == len(written)


class Quotations:
    """Resolves the quotes of one case."""

    def __init__(self, sources: Mapping[str, Source], passages: Sequence[str]) -> None:
        self._folded = {id: FoldedText(source) for id, source in sources.items()}
        self._passages = passages
        self.sources = frozenset(sources)

    def stands(self, words: str) -> bool:
        """Whether some source says exactly these words."""
        return any(next(folded.places(words), None) for folded in self._folded.values())

    def resolve(self, wanted: QuoteSpec) -> tuple[Quote, ...]:
        """The quote in its place, cut where page furniture stands in it.

        Raises QuoteError when the words stand nowhere, or in several places and `occurrence` tells not
        which, or when the last words do not follow the first.
        """
        id = wanted.source
        folded = self._folded.values() if id is None else (self._folded[id],)
        if not _key(wanted.first):
            raise QuoteError("the quote is empty")
        places = [(text, span) for text in folded for span in text.places(wanted.first)]
        if not places:
            raise QuoteError(f"quote not found: {_short(wanted.first)}{self._nearest(wanted.first)}")
        if wanted.occurrence is None and len(places) > 1:
            pages = sorted({text.source.page_at(begin) for text, (begin, _) in places})
            raise QuoteError(
                f"quote is ambiguous, it stands in {len(places)} places"
                f" (page {', '.join(map(str, pages[:9]))}): {_short(wanted.first)}",
                remedy="give more words, or occurrence",
            )
        if wanted.occurrence is not None and wanted.occurrence > len(places):
            raise QuoteError(f"occurrence {wanted.occurrence} of {len(places)}: {_short(wanted.first)}")
        text, (begin, end) = places[(wanted.occurrence or 1) - 1]
        if wanted.last is not None:
            ends = (stop for _, stop in text.places(wanted.last, begin) if stop >= end)
            last = next(ends, None)
            if last is None:
                raise QuoteError(
                    f"the quote's last words do not follow its first: {_short(wanted.last)}{self._nearest(wanted.last)}"
                )
            end = last
        return text.source.quotes(begin, end)

    def _nearest(self, words: str) -> str:
        """The passage most like the words, as an end for a message; "" when none is alike."""
        found = process.extractOne(
            _BREAK.sub(" ", words), self._passages, scorer=fuzz.partial_ratio, score_cutoff=_ALIKE
        )
        return f' (nearest passage: "{_short(found[0], "")}")' if found else ""


def _key(words: str) -> str:
    """Words as the key has them: white space folded, hyphens and what space follows them dropped."""
    return _HYPHENS.sub("", _BLANK.sub(" ", words)).strip()


def _edges(written: str) -> tuple[str, str]:
    """The hyphens and spaces before the first word and after the last."""
    found = list(_WORD.finditer(written))
    return written[: found[0].start()], written[found[-1].end() :]


def _short(text: str, mark: str = '"') -> str:
    folded = _BREAK.sub(" ", text.strip())
    return mark + (folded if len(folded) <= _SHOWN else folded[:_SHOWN].rstrip() + " …") + mark
