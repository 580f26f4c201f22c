"""Numbers as they are written, and their values.

There are three ways to read one. `value_of` is for what people write, in either language, where a point is a decimal
mark. `swedish_value_of` is for Swedish documents, where a point before three digits parts thousands. `possible_values`
takes no side: it gives every value that a number may have.
"""

from __future__ import annotations

import re

from bot.language.word_patterns import words_of

IN_LETTERS = {word: float(value) for word, value in words_of(__file__).table("in_letters").items()}
"""The values of numbers in letters, by how they are written in small letters."""
_BLANK = re.compile(r"\s")
_SIGNS = str.maketrans({"−": "-", "–": "-", "+": None, "±": None})
_NO_ORE = re.compile(r":-$")  # "20:–"
_POINTS_PART = re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_MARKS_PART = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_MARK = re.compile("[.,]")


def value_of(number: str) -> float:
    """The value of a number with decimal comma or point and blanks between thousands."""
    return float(_bare(number).replace(",", "."))


def swedish_value_of(number: str) -> float:
    """The value of a number in a Swedish document: "12 710 000", "12.710.000", "−2,9", "22:12", "20:–"."""
    digits = _bare(number)
    if _POINTS_PART.fullmatch(digits):
        digits = digits.replace(".", "")
    return value_of(_NO_ORE.sub("", digits).replace(":", "."))


def possible_values(number: str) -> set[str]:
    """The values a number may have, as plain digits: its comma and point may part thousands or decimals."""
    digits = _BLANK.sub("", number)
    found = {_plain(digits.replace(",", "."))} if len(_MARK.findall(digits)) < 2 else set()
    if _MARKS_PART.fullmatch(digits):
        found.add(_plain(_MARK.sub("", digits)))
    return found or {_plain(part) for part in _MARK.split(digits)}


def _bare(number: str) -> str:
    return _BLANK.sub("", number).translate(_SIGNS)


def _plain(digits: str) -> str:
    """A number with no needless zeros: "056.0" is "56"."""
    whole, _, decimals = digits.partition(".")
    decimals = decimals.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{decimals}" if decimals else "")
