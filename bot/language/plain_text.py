"""Plain text: what a keyboard or a file adds to characters without changing what they say is taken away."""

from __future__ import annotations

import re
import unicodedata

_SINGLE_QUOTES = "‘’‚‛′´`ʼ"
_DOUBLE_QUOTES = "“”„‟″«»‹›"
_DASHES = "‐‑‒–—―−"
_SIGNS = str.maketrans(
    {**dict.fromkeys(_SINGLE_QUOTES, "'"), **dict.fromkeys(_DOUBLE_QUOTES, '"'), **dict.fromkeys(_DASHES, "-")}
    | {"…": "...", "*": " ", "•": " ", "\u2028": "\n", "\u2029": "\n"}
)
_DROPPED = frozenset({"Cf", "Cs", "Mn", "Me"})  # zero-width, half surrogates, variation selectors, keycaps
_BLANKED = frozenset({"Cc", "Cn", "Co", "So", "Sk", "Zs"})  # control characters, emoji, odd spaces
# The party that is written F! keeps its mark.
_MARKS = re.compile(r"(?<!\bF)[?!.][?!. ]*[?!.]")
_TAG = re.compile(
    r"</?(?:b|i|u|s|em|strong|del|ins|code|pre|a|span|font|tg-spoiler|blockquote)(?: [^<>]*)?>"
)  # in small letters: <S> is a party
_BREAK_TAG = re.compile(r"</?(?:br|p|div)(?: [^<>]*)?/?>", re.IGNORECASE)
_EMOTICON = re.compile(
    r"""(?<!\S)(?: [:;=]['-]?(?:[()/\\|]+|[3o](?!\w)) | [:;=]'?-?[dp](?!\d) | (?:xd+|\^_*\^)(?!\w) )
    | <3+(?![\d,.%]|\ ?år)""",
    re.IGNORECASE | re.VERBOSE,
)
_QUOTE_TAG = re.compile(r"\[/?quote\]", re.IGNORECASE)
_EMPHASIS = re.compile(r"(?<![^\W_])[_~#]+|[_~]+(?![^\W_])")  # of Markdown; within a word they belong to it
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def composed(text: str) -> str:
    """The text in Unicode's composed form (NFC), half surrogate pairs left out."""
    return unicodedata.normalize("NFC", _LONE_SURROGATE.sub("", text))


def plain(text: str) -> str:
    """A typed text as any keyboard could have typed it, its lines kept.

    Composed letters (NFC), plain quotation marks and dashes, one mark for a run of ?!., one blank for a run of spaces;
    no control characters, emoji, marks of HTML, or letters in fancy dress.
    """
    shown = composed("".join(map(_shown, composed(text).translate(_SIGNS)))).translate(_SIGNS)
    shown = _EMOTICON.sub(" ", _EMPHASIS.sub("", _BREAK_TAG.sub(" ", _QUOTE_TAG.sub(" ", _TAG.sub("", shown)))))
    lines = (line.lstrip(" >") for line in _BLANKS.sub(" ", _MARKS.sub(_strongest, shown)).split("\n"))
    return _LINES.sub("\n", "\n".join(lines)).strip()


def _shown(character: str) -> str:
    if character == "\n" or (character.isascii() and character.isprintable()):
        return character
    if not unicodedata.category(character).startswith("L"):
        return _kept(character)
    return "".join(map(_kept, unicodedata.normalize("NFKC", character)))


def _kept(character: str) -> str:
    category = unicodedata.category(character)
    if category in _DROPPED:
        return ""
    return " " if category in _BLANKED else character


def _strongest(marks: re.Match[str]) -> str:
    return next(mark for mark in "?!." if mark in marks[0])
