"""YAML as a person wants to review it: keys in order, plain words, long text folded, comments in place.

Written by hand and not by a library, so that the lines are at most WIDTH long, the comments stand at
their facts, and the same case gives the same bytes.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

WIDTH = 120
_PLAIN = re.compile(
    r"[^\W\d_§(][^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]*"
    r"|[(§][^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]*"
)
_NOT_PLAIN = re.compile(r":(?:\s|$)|\s#|\s$")
_RESERVED_WORDS = """
yes no on off true false null y n
"""
_RESERVED = frozenset(_RESERVED_WORDS.split())
_SIMPLE = re.compile(r"[^\W\d_][\wåäöÅÄÖéÉü.’' /–-]*")
_ESCAPED = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_BRACKETS = re.compile(r"[\[{](?:\s*[\[{]){9,}")  # a loader may take so many for nesting, wherever they stand
_BRACKET = re.compile(r"[\[{]")
_CHARACTER = re.compile(r"\\u[0-9a-f]{4}|\\?.", re.DOTALL)  # as written: an escape is one
_NOT_IN_BLOCK = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]|^\s|\s$|\s\s")


class Comment(str):
    """A line of comment in a list or mapping, where it is to stand."""

    __slots__ = ()


def mapping_lines(entries: Sequence[tuple[str, object] | Comment], indent: int = 0) -> Iterator[str]:
    """The lines of a mapping, given as its keys and values in order, with comments among them."""
    pad = " " * indent
    for entry in entries:
        if isinstance(entry, Comment):
            yield from _comment(entry, pad)
            continue
        key, value = entry
        if value is None or value == [] or value == {}:
            continue
        yield from _entry(f"{pad}{key}:", value, indent)


def _entry(lead: str, value: object, indent: int) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield lead
        yield from mapping_lines(list(value.items()), indent + 2)
    elif isinstance(value, (list, tuple)):
        flow = _flow(value)
        if flow and len(lead) + len(flow) + 1 <= WIDTH:
            yield f"{lead} {flow}"
        else:
            yield lead
            for item in value:
                yield from item_lines(item, indent + 2)
    else:
        yield from _scalar(lead, value, indent + 2)


def item_lines(item: object, indent: int) -> Iterator[str]:
    pad = " " * indent
    if isinstance(item, Comment):
        yield from _comment(item, pad)
    elif isinstance(item, Entries):
        lines = list(mapping_lines(item.entries, indent + 2))
        first = next((i for i, line in enumerate(lines) if not line.lstrip().startswith("#")), 0)
        for line in lines[:first]:
            yield line[2:]
        if lines:
            yield f"{pad}- {lines[first].lstrip()}"
            yield from lines[first + 1 :]
    elif isinstance(item, Mapping):
        yield from item_lines(Entries(list(item.items())), indent)
    else:
        yield from _scalar(f"{pad}-", item, indent + 2)


class Entries:
    """A mapping as a list of its keys and values, with comments among them."""

    def __init__(self, entries: Sequence[tuple[str, object] | Comment]) -> None:
        self.entries = entries


def _comment(text: str, pad: str) -> Iterator[str]:
    folded = re.sub(r"[\s\x00-\x1f\x7f-\x9f\ufeff\ufffe\uffff]+", " ", text)
    folded = _BRACKETS.sub("…", folded)
    for line in textwrap.wrap(folded, WIDTH - len(pad) - 2, break_on_hyphens=False):
        yield f"{pad}# {line}"


def _flow(items: Sequence[object]) -> str | None:
    """A list on one line, when all its items are short and simple."""
    if not items or not all(isinstance(item, str) and _SIMPLE.fullmatch(item) and _is_plain(item) for item in items):
        return None
    return f"[{', '.join(str(item) for item in items)}]"


def _scalar(lead: str, value: object, indent: int) -> Iterator[str]:
    if isinstance(value, bool):
        yield f"{lead} {str(value).lower()}"
    elif isinstance(value, int | float):
        yield f"{lead} {number(value)}"
    elif isinstance(value, date):
        yield f"{lead} {value.isoformat()}"
    else:
        yield from _text(lead, str(value), indent)


def number(value: float) -> str:
    """A number as YAML reads it back: 12710000, 56.0, -2.9; never with an exponent."""
    if isinstance(value, int):
        return str(value)
    if value == int(value) and abs(value) >= 1e15:
        return f"{value:.1f}"
    written = repr(value)
    return f"{value:.10f}".rstrip("0") if "e" in written else written.removesuffix(".0")


def _text(lead: str, text: str, indent: int) -> Iterator[str]:
    if _is_plain(text) and len(lead) + len(text) + 1 <= WIDTH:
        yield f"{lead} {text}"
        return
    words_fit = all(len(word) <= WIDTH - indent for word in text.split(" "))
    if not (_NOT_IN_BLOCK.search(text) or _BRACKETS.search(text)) and words_fit and len(lead) + len(text) + 3 > WIDTH:
        yield f"{lead} >-"
        pad = " " * indent
        for line in textwrap.wrap(text, WIDTH - indent, break_long_words=False, break_on_hyphens=False):
            yield pad + line
        return
    quoted = _quoted(text)
    if len(lead) + len(quoted) + 1 <= WIDTH:
        yield f"{lead} {quoted}"
        return
    yield from _broken(lead, quoted, indent)


def _broken(lead: str, quoted: str, indent: int) -> Iterator[str]:
    """A text in quotation marks over several lines; a backslash keeps what is cut together."""
    room = WIDTH - indent - 2
    pieces = [""]
    for character in _CHARACTER.findall(quoted):
        if len(pieces[-1]) + len(character) > room:
            pieces.append("")
        pieces[-1] += character
    yield f"{lead}"
    pad = " " * indent
    for index, piece in enumerate(pieces):
        mark = "\\" if index + 1 < len(pieces) else ""
        start = "\\" if index and piece.startswith(" ") else ""
        yield f"{pad}{start}{piece}{mark}"


def _is_plain(text: str) -> bool:
    return (
        bool(_PLAIN.fullmatch(text))
        and not _NOT_PLAIN.search(text)
        and not _BRACKETS.search(text)
        and text.lower() not in _RESERVED
        and "  " not in text
    )


def _quoted(text: str) -> str:
    written = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(_escape, _BRACKETS.sub(lambda run: _BRACKET.sub(_escape, run.group()), written))


def _escape(character: re.Match[str]) -> str:
    return f"\\u{ord(character.group()):04x}"
