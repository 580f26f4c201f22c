"""Headings of a source's text, told by their form: short, alone, capitalised, with no full stop.

A short question that stands alone above its answer is a heading too. The lines that open a party's statement
("Reservation anfördes av ... (alla S) enligt följande.") are sentences and no headings, but they head a section all the
same; its title is short: Reservation (S).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.knowledge.sources.pages import Line
from bot.language.word_patterns import words_of

_WORDS = words_of(__file__, blank=" ")
_LONGEST = 100
_GAP = re.compile(r"\s{3,}")
_BREAK = re.compile(r"\s+")
_OPENING = re.compile(r"(?:§\s?|\d+(?:\.\d+)*\.?\s+)?[A-ZÅÄÖÉÜ§]|§\s?\d")
_CLOSING = re.compile(r"[.!?:;,…]['”\"»)]*\d{0,2}$|[-–*•]$")
_QUESTION = re.compile(r"[^.:;!?]{8,}\?")
_UNFINISHED = re.compile(rf"\b{_WORDS.any_of('unfinished')}$")
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.?\s")
_POINT = re.compile(r"(?:\d{1,2}[.)]|[a-zå-ö]\)|[-–—•*▪]|Bilaga \d+[.:]?)\s+\S", re.IGNORECASE)
_TIGHT = 60  # characters of a heading with its text right under it
_NO_TITLE = re.compile(r"\d{4}|[(@:]|\s{3,}")
_LETTER_BEGINS = re.compile(r"[A-ZÅÄÖÉÜ][\wåäö-]*,?\s+[\wåäö(]")
_SENTENCE_ENDS = re.compile(r"[^\W\d_]{2}[\w)”]*[.:](?:\s|$)")
_KNOWN = re.compile(_WORDS.any_of("known", whose=r"(?:(?:[\wåäö-]+\s){0,3}[\wåäö-]+s\s)?"), re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}$|\bden \d{1,2} [a-zå-ö]+ \d{4}$|^\S+ \d{1,2} [a-z]+ \d{4}$")
_PARTIES = re.compile(r"\((?:(?:alla|båda|samtliga) )?([A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,3})\)")
_FORMS = tuple((name, re.compile(form)) for name, form in _WORDS.patterns("forms", begins="^").items())
_STATES = re.compile(rf"\b{_WORDS.any_of('states')}\b")
_SENTENCE = re.compile(r".*?(?:[.:](?=\s|$)|$)", re.DOTALL)


def heading(block: Sequence[Line], following: Line | None, after_date: bool) -> str | None:
    """The title of a block of lines that is a heading, or None.

    `following` is the line after the block; `after_date` tells that the block before was a place and a
    date, so that a name in capitals here is a signature.
    """
    first = block[0].text
    title = _GAP.split(first)[0] if len(block) == 1 else " ".join(line.text for line in block)
    if len(first) > _LONGEST or len(title) > 2 * _LONGEST or len(block) > 3:
        return None
    if not _OPENING.match(title) or is_date(title) or _UNFINISHED.search(title):
        return None
    if _CLOSING.search(block[-1].text) and not _asks(title, following):
        return None
    if any(not line.text[0].islower() for line in block[1:]):
        return None  # several lines that each begin anew are a list or signatures, not a long heading
    if following is not None and following.text[0].islower() and not is_item(following):
        return None  # the sentence goes on after the blank line
    if after_date and title.isupper():
        return None
    if _POINT.match(title) and not _numbered_heading(title, following):
        return None
    return _BREAK.sub(" ", title)


def tight_heading(line: Line, before: Line | None, below: Sequence[Line]) -> bool:
    """Whether a line heads the running text right under it, with no blank line between.

    A PDF's text often has none. Such a line is short and says no sentence, the line before it has ended one, and
    `below`, the lines under it, begin one: either its words are those of municipal headings, or it is far too
    short to have been broken where the text below fills its lines.
    """
    title, first = line.text, below[0].text
    if not title[0].isupper() or not first[0].isupper():
        return False
    if before is None and _asks(title, below[0]):
        return len(title) < len(first) or _SENTENCE_ENDS.search(first) is not None
    if before is not None and not ends_sentence(before.text) and heading([before], line, False) is None:
        return False
    if len(title) > _TIGHT or ends_sentence(title) or _UNFINISHED.search(title) or is_date(title):
        return False
    if is_point(line) or is_point(below[0]) or len(first.split()) < 2:
        return False
    text = " ".join(part.text for part in below[:8])
    if _LETTER_BEGINS.match(text) is None or not _SENTENCE_ENDS.search(text):
        return False
    if _KNOWN.fullmatch(title):
        return True
    return before is None and len(title) < 0.6 * len(first) and len(first) > _TIGHT and not _NO_TITLE.search(title)


def list_heading(line: Line, following: Line) -> str | None:
    """The title of a line that heads the list right under it ("Bilagor"), or None."""
    words = line.text.split()
    if len(words) > 2 or not _OPENING.match(line.text) or _CLOSING.search(line.text) or _UNFINISHED.search(line.text):
        return None
    return " ".join(words) if is_point(following) and not is_point(line) else None


def position_title(line: Line, text: str) -> str | None:
    """The title of a statement that a line opens, as in Särskilt uttalande (V), or None.

    The line's sentence has to say what form the statement has, that it is made, and by which parties
    (their letters in brackets).
    """
    if not line.text[0].isupper():
        return None
    opening = text[line.start : line.start + 600]
    found = _SENTENCE.match(opening)
    sentence = _BREAK.sub(" ", found.group()) if found else ""
    parties = tuple(dict.fromkeys(_PARTIES.findall(sentence)))  # few have any, and the forms take long to look for
    if not parties or not _STATES.search(sentence) or not any(form.search(opening) for _, form in _FORMS):
        return None
    for name, form in _FORMS:
        if form.search(sentence):
            return f"{name} ({', '.join(parties)})"
    return None


def is_point(line: Line) -> bool:
    """Whether a line opens a point of a list: a number, a letter, a dash, a star, "Bilaga 3"."""
    return _POINT.match(line.text) is not None


def is_item(line: Line) -> bool:
    """Whether a line opens a point of a list, or an att-sats, although it may begin with a small letter."""
    return line.text.startswith("att ") or is_point(line)


def is_date(text: str) -> bool:
    """Whether a line is a place and a date ("Stockholm den 10 mars 2021"), or ends with one."""
    return _DATE.search(text) is not None


def ends_sentence(text: str) -> bool:
    """Whether a line ends what it says: with a full stop, a colon, a closing quotation mark."""
    return _CLOSING.search(text) is not None or text.endswith(("”", '"', "»"))


def level(title: str) -> int:
    """The depth of a heading, from 1: 2.1 is one deeper than 2."""
    number = _NUMBERED.match(title + " ")
    return number.group(1).count(".") + 1 if number else 1


def _asks(title: str, following: Line | None) -> bool:
    """Whether a line is a question, and the line under it no other question but text that may answer it."""
    if not _QUESTION.fullmatch(title) or following is None or is_point(following):
        return False
    return following.text[0].isupper() and not following.text.endswith("?")


def _numbered_heading(title: str, following: Line | None) -> bool:
    """Whether "2. Bakgrund" is a heading: few words, no quotation, and running text after it."""
    if not _NUMBERED.match(title) or len(title.split()) > 5 or re.search('[”"»]', title):
        return False
    return following is not None and not is_point(following)
