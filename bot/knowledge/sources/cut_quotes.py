"""Quotes that a comma cut: within [ ] it ends a text without quotation marks, so that YAML reads one as several."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from bot.errors import QuoteError
from bot.knowledge.files.yaml_tree import Node, Scalar

_MOST_PARTS = 8  # of one quote; whoever writes more commas than that writes quotation marks


def remedy(problem: QuoteError, items: Sequence[Node], at: int, stands: Callable[[str], bool]) -> str:
    """What to do about the quote `at` its place in a list, for which there is this problem.

    `stands` tells whether words stand in a source: where the quote stands together with its neighbours in the list, it
    is known to be a part of one that was cut.
    """
    whole = next((words for words in _wholes(items, at) if stands(words)), None)
    if whole is not None:
        written = json.dumps(whole, ensure_ascii=False)
        return f"a comma cut it out of {written}: within [ ] put a quote with a comma in quotation marks, as here"
    if _parts(items, at) == (at, at + 1):
        return problem.remedy
    perhaps = "if a comma cut it out of a longer quote, put the whole quote in quotation marks"
    return f"{problem.remedy}; {perhaps}" if problem.remedy else perhaps


def _wholes(items: Sequence[Node], at: int) -> Iterator[str]:
    """What the item may be a part of, the longest first."""
    first, end = _parts(items, at)
    runs = [(start, stop) for start in range(first, at + 1) for stop in range(at + 1, end + 1) if stop - start > 1]
    for start, stop in sorted(runs, key=lambda run: run[0] - run[1]):
        yield from dict.fromkeys(_joined(items[start:stop]))


def _parts(items: Sequence[Node], at: int) -> tuple[int, int]:
    """The first and the end of the items around `at` between which there are bare commas."""
    first, end = at, at + 1
    if not _is_bare(items[at]):
        return first, end
    while first > max(0, at - _MOST_PARTS) and _is_bare(items[first - 1]):
        first -= 1
    while end < min(len(items), at + _MOST_PARTS) and _is_bare(items[end]):
        end += 1
    return first, end


def _is_bare(item: Node) -> bool:
    return isinstance(item, Scalar) and item.bare


def _joined(parts: Sequence[Node]) -> Iterator[str]:
    """The parts with their commas; whether a space followed is not known, but seldom does one between figures."""
    texts = [part.text for part in parts if isinstance(part, Scalar)]
    yield texts[0] + "".join(_comma(text, more) + more for text, more in pairwise(texts))
    yield ", ".join(texts)
    yield ",".join(texts)


def _comma(text: str, more: str) -> str:
    return "," if text[-1:].isdecimal() and more[:1].isdecimal() else ", "
