"""Formatted text: Telegram's HTML (https://core.telegram.org/bots/api#html-style) to a text and its entities.

Follows the parser of Telegram's own server (MessageEntity.cpp, parse_html) in what it takes and refuses,
and in its words when it refuses; offsets count bytes there, and UTF-16 units in the result.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from .refusals import bad_request

LONGEST = 4096  # UTF-16 units of a message, after parsing
MOST_ENTITIES = 100  # those after are not shown

_TAGS = {
    "b": "bold", "strong": "bold",
    "i": "italic", "em": "italic",
    "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler",
    "a": "text_link", "tg-emoji": "custom_emoji",
    "code": "code", "pre": "pre", "blockquote": "blockquote",
}  # fmt: skip
_TAG = re.compile(r"<(/?)([^\s>]*)([^>]*)(>?)")
_ATTRIBUTE = re.compile(r"""\s*([^\s=>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.\-]+)))?""")
_REFERENCE = re.compile(r"&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|([A-Za-z]+));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


@dataclass(frozen=True)
class Formatted:
    """A text with its entities, in Telegram's form; `complaints` are what Telegram would quietly drop."""

    text: str
    entities: tuple[dict[str, Any], ...] = ()
    complaints: tuple[str, ...] = ()

    def spans(self, kind: str) -> list[str]:
        """The pieces of text under entities of a kind ("bold", "blockquote" with expandable ones too)."""
        units = self.text.encode("utf-16-le")
        return [
            units[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")
            for entity in self.entities
            if entity["type"].removeprefix("expandable_") == kind
        ]


@dataclass
class _Open:
    tag: str
    argument: str | None
    start: int  # UTF-16 units


def utf16_units(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def read_formatted(parameters: dict[str, Any], name: str = "text") -> Formatted:
    """The text of parameters with `parse_mode` or `entities`.

    Raises Refusal (400) when it is empty, too long, or its markup is broken.
    """
    raw = parameters[name]
    mode = parameters.get("parse_mode", "")
    if mode.lower() == "html":
        formatted = parse_html(raw)
    elif mode:
        raise bad_request("unsupported parse_mode" if "markdown" not in mode.lower() else "Markdown is not used here")
    else:
        formatted = Formatted(raw, tuple(parameters.get("entities", ())))
    if not formatted.text.strip():
        raise bad_request("message text is empty")
    if utf16_units(formatted.text.strip()) > LONGEST:
        raise bad_request("message is too long")
    return formatted


def parse_html(html: str) -> Formatted:
    """The text and entities of Telegram's HTML. Raises Refusal (400, "can't parse entities")."""
    written: list[str] = []
    length = 0
    nested: list[_Open] = []
    entities: list[dict[str, Any]] = []
    complaints: list[str] = []
    position = 0
    while position < len(html):
        character = html[position]
        if character == "&" and (decoded := _reference(html, position)):
            text, position = decoded
        elif character == "<":
            tag = _TAG.match(html, position)
            assert tag is not None
            at = len(html[:position].encode("utf-8", "surrogatepass"))
            if tag[1]:
                _close(tag, at, nested, entities, complaints, length)
            else:
                nested.append(_opened(tag, at, length))
            position = tag.end()
            continue
        else:
            text, position = character, position + 1
        written.append(text)
        length += utf16_units(text)
    if nested:
        raise _broken(f'Can\'t find end tag corresponding to start tag "{nested[-1].tag}"')
    if len(entities) > MOST_ENTITIES:
        complaints.append(f"{len(entities)} entities, of which {MOST_ENTITIES} are shown")
    entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return Formatted("".join(written), tuple(entities), tuple(complaints))


def _broken(what: str) -> Exception:
    return bad_request(f"can't parse entities: {what}")


def _reference(html: str, position: int) -> tuple[str, int] | None:
    """The character that a reference such as &lt; stands for, and where it ends; None for a plain &."""
    found = _REFERENCE.match(html, position)
    if found is None:
        return None
    if found[3]:
        return (_NAMED[found[3]], found.end()) if found[3] in _NAMED else None
    code = int(found[1]) if found[1] else int(found[2], 16)
    return (chr(code), found.end()) if 0 < code < 0x10FFFF and not 0xD800 <= code < 0xE000 else None


def _opened(tag: re.Match[str], at: int, length: int) -> _Open:
    name = tag[2].lower()
    if not tag[4]:
        raise _broken(f"Unclosed start tag at byte offset {at}")
    if name not in _TAGS:
        raise _broken(f'Unsupported start tag "{name}" at byte offset {at}')
    attributes: dict[str, str] = {}
    rest = tag[3].rstrip()
    while rest:
        found = _ATTRIBUTE.match(rest)
        if found is None:
            raise _broken(f'Empty attribute name in the tag "{name}" at byte offset {at}')
        attributes[found[1].lower()] = found[2] or found[3] or found[4] or ""
        rest = rest[found.end() :]
    if name == "span" and attributes.get("class") != "tg-spoiler":
        raise _broken(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')
    argument = attributes.get("href") if name == "a" else attributes.get("emoji-id")
    if name == "blockquote" and "expandable" in attributes:
        argument = "expandable"
    return _Open(name, argument, length)


def _close(
    tag: re.Match[str],
    at: int,
    nested: list[_Open],
    entities: list[dict[str, Any]],
    complaints: list[str],
    length: int,
) -> None:
    name = tag[2].lower()
    if not nested:
        raise _broken(f"Unexpected end tag at byte offset {at}")
    if not tag[4] or tag[3].strip():
        raise _broken(f"Unclosed end tag at byte offset {at}")
    opened = nested.pop()
    if name and name != opened.tag:
        raise _broken(f'Unmatched end tag at byte offset {at}, expected "</{opened.tag}>", found "</{name}>"')
    kind = _TAGS[opened.tag]
    entity: dict[str, Any] = {"type": kind, "offset": opened.start, "length": length - opened.start}
    if kind == "blockquote" and opened.argument:
        entity["type"] = "expandable_blockquote"
    if kind == "text_link":
        entity["url"] = opened.argument or ""
    around = {_TAGS[outer.tag] for outer in nested}
    if kind == "blockquote" and "blockquote" in around:
        complaints.append("a blockquote within a blockquote")
    if around & {"code", "pre"} and {kind, *around} != {"code", "pre"}:
        complaints.append(f"{kind} within code or pre")
    if entity["length"]:
        entities.append(entity)
    else:
        complaints.append(f"an empty {kind}")
