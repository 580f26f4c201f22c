"""The words the knowledge has: what a misspelled, split or compounded word is taken to be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import combinations, pairwise
from types import MappingProxyType

from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

_SHORTEST_PART = 4
_LONGEST_WORD = 40  # longer strings are noise, and comparing them is slow
_LINKS = ("", "s")
# Keys side by side on a Swedish keyboard, and letters that sound alike or lose their accents to each other.
_ROWS = ("qwertyuiopa", "asdfghjkloa", "zxcvbnm")
_ALIKE = ("ao", "ae", "oe", "ou", "gj", "ck", "sc", "sz", "vw", "iy", "dt")
_DIGRAPHS = (("ae", "a"), ("oe", "o"), ("aa", "a"))


class Vocabulary:
    """Folded words known from the knowledge.

    `words` are what a misspelling may be corrected to and what a compound may be split into, `counts` how often those
    of texts occur. `common` (function words) are known too, but parts of no compound. What a vocabulary `beside` has is
    known as well: many share it, and it is read once.
    """

    def __init__(
        self,
        words: Iterable[str],
        common: Iterable[str] = (),
        counts: Mapping[str, int] = MappingProxyType({}),
        beside: Vocabulary | None = None,
    ) -> None:
        self._words = frozenset([word for word in words if not word[0].isdigit()])
        self._common = frozenset(common)
        self._counts = counts
        self._beside = beside

    @cached_property
    def _by_length(self) -> Mapping[int, Sequence[str]]:
        """What a misspelling may be corrected to, in no order; made only where something is to be corrected."""
        by_length: dict[int, list[str]] = {}
        for word in self._words | {w for w in self._common if len(w) > 3}:
            by_length.setdefault(len(word), []).append(word)
        return by_length

    def __contains__(self, word: str) -> bool:
        return word in self._words or word in self._common or (self._beside is not None and word in self._beside)

    def _has(self, word: str) -> bool:
        """Whether a word is known that is no function word."""
        return word in self._words or (self._beside is not None and self._beside._has(word))

    def _of_length(self, size: int) -> Iterator[Sequence[str]]:
        """What a misspelling may be corrected to, of so many letters."""
        yield self._by_length.get(size, ())
        if self._beside is not None:
            yield from self._beside._of_length(size)

    def correct(self, word: str) -> str | None:
        """The known word that an unknown one is a slip of, or None.

        Figures, words under five letters and words too far from any known one are left alone, so
        that "12" never becomes "10" and "V" never "S".
        """
        if word in self or not word.isalpha() or len(word) > _LONGEST_WORD:
            return None
        if (respelled := self._without_digraphs(word)) is not None:
            return respelled
        if len(word) < 5:
            return self._transposed(word)
        allowed = 1 if len(word) < 8 else 2
        near = [
            (known, int(distance))
            for size in range(len(word) - allowed, len(word) + allowed + 1)
            for words in self._of_length(size)
            for known, distance, _ in process.extract(
                word, words, scorer=OSA.distance, score_cutoff=allowed, limit=None
            )
        ]
        near = [hit for hit in near if (_is_slip(word, hit[0]) if hit[1] == 1 else hit[0][0] == word[0])]
        if not near:
            return None
        return min(near, key=lambda hit: (hit[1], *self._unlikely(hit[0], word)))[0]

    def _unlikely(self, known: str, word: str) -> tuple[bool, int, int, str]:
        """What decides between known words as near: slips seldom hit the first letter, and hit common words most."""
        return known[0] != word[0], -self._counts.get(known, 0), abs(len(known) - len(word)), known

    def split(self, word: str) -> tuple[str, ...]:
        """The known parts of a compound, or () where it has none: trygghetsfonden -> trygghet, fonden."""
        best: tuple[str, ...] = ()
        for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            tail = word[cut:]
            if not self._has(tail):
                continue
            for link in _LINKS:
                head = word[:cut].removesuffix(link) if link else word[:cut]
                if len(head) >= _SHORTEST_PART and self._has(head):
                    best = (head, tail)
                    break
            if best:
                break
        return best

    def joined(self, words: tuple[str, ...]) -> str | None:
        """The known word that these adjacent words are when written together, as they should be, or None."""
        for link in _LINKS:
            if len(whole := link.join(words)) > 6 and self._has(whole):
                return whole
        return None

    def _without_digraphs(self, word: str) -> str | None:
        respelled = word
        for digraph, letter in _DIGRAPHS:
            respelled = respelled.replace(digraph, letter)
        return respelled if respelled != word and respelled in self else None

    def _transposed(self, word: str) -> str | None:
        """The known word that has two letters of a short one swapped; of three letters only a function word."""
        for i in range(len(word) - 1):
            swapped = word[:i] + word[i + 1] + word[i] + word[i + 2 :]
            if swapped in self if len(word) > 3 else len(word) == 3 and self._is_common(swapped):
                return swapped
        return None

    def _is_common(self, word: str) -> bool:
        return word in self._common or (self._beside is not None and self._beside._is_common(word))


def _neighbours() -> frozenset[frozenset[str]]:
    """The pairs of letters of which one is easily typed for the other."""
    pairs = {frozenset(row[i : i + 2]) for row in _ROWS for i in range(len(row) - 1)}
    for above, below in pairwise(_ROWS):
        pairs |= {frozenset((a, b)) for i, a in enumerate(above) for b in below[max(0, i - 1) : i + 1]}
    return frozenset(pairs | {frozenset(pair) for letters in _ALIKE for pair in combinations(letters, 2)})


_NEIGHBOURS = _neighbours()


def _is_slip(word: str, known: str) -> bool:
    """Whether a word that is one edit from a known one may be a slip for it, and not another word.

    Letters are swapped, left out, doubled, or hit beside the right key; the first is seldom wrong.
    """
    (edit, *more) = Levenshtein.editops(word, known)
    place = edit.src_pos
    match edit.tag:
        case _ if more:  # two letters swapped
            return True
        case "insert":
            return place > 0
        case "delete":
            around = {word[place - 1 : place], word[place + 1 : place + 2]}
            return place > 0 and any(letter == word[place] or {letter, word[place]} in _NEIGHBOURS for letter in around)
        case _:
            return place > 0 and {word[place], known[edit.dest_pos]} in _NEIGHBOURS
