"""The forms of Swedish municipal documents: which headings there are, and what stands under each.

Headings come in many wordings ("Beslut", "Nämndens beslut", "Kommunstyrelsens förslag till beslut"), but
they are few enough to be told by their words (words.yaml). What none of the patterns knows is running text.
"""

from __future__ import annotations

import re
from enum import StrEnum

from bot.language.word_patterns import words_of


class Part(StrEnum):
    """What a section of a document holds."""

    DECIDED = "decided"
    PROPOSED = "proposed"
    CLAIMS = "claims"  # yrkanden
    STATEMENTS = "statements"  # reservations and their kin
    VOTES = "votes"
    ATTACHMENTS = "attachments"
    UNDERLAY = "underlay"  # beslutsunderlag: the attachments where there are no Bilagor
    RECIPIENTS = "recipients"
    ATTENDANCE = "attendance"
    SIGNING = "signing"  # justering
    DISQUALIFIED = "disqualified"  # jäv
    PREPARATION = "preparation"
    CONSULTATION = "consultation"  # what others answered in a remiss
    MOTION = "motion"
    OPINION = "opinion"  # the presenter's own views
    TEXT = "text"
    OPENING = "opening"  # before the first heading


_WORDS = words_of(__file__, blank=" ")
_OF_FIELD = (
    rf"(?:{_WORDS.any_of('of_field')})\sför\s(?!(?:{_WORDS.any_of('no_field')})\b)[a-zåäö-]+(?:\sav\s[a-zåäö-]+)?"
    r"(?:(?:,\s[a-zåäö-]+)*\s(?:och|samt)\s[a-zåäö-]+)?"
)
BODY = (
    rf"(?:\b{_OF_FIELD}|(?!(?:{_WORDS.any_of('no_bodies')})\s)(?:(?:(?![A-ZÅÄÖ]{{3}})[A-ZÅÄÖ][\wåäö-]*|(?i:{_WORDS.any_of('of_bodies')}))\s){{0,3}}"
    r"(?:[\wåäö]+-(?:,\s[\wåäö]+-)*\s(?:och|samt)\s)?"
    rf"[\wåäö-]*?{_WORDS.any_of('bodies')}(?![\wåäö])(?<![Oo]mrådet)(?:s\s(?:arbets)?utskott(?:et)?)?)"
)
"""A body that decides: kommunstyrelsen, tekniska nämnden, barn- och ungdomsnämnden, nämnden för arbete och omsorg."""

_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*\.?|§\s?\d+|[A-Z]\.)\s+")
_ATTACHED = re.compile(r"Bilaga\s\w{1,3}\s?[-–:.]\s?(?:§\s?\d+\.?\s)?")
_AND_MORE = re.compile(r"\sm\.?\s?m\.?$", re.IGNORECASE)
_SAYS = re.compile(rf"(?:^|\s){_WORDS.any_of('says')}$")  # how a sentence ends that opens a list, and no heading
_IN_SHORT = re.compile(rf"\b{_WORDS.any_of('in_short')}\b", re.IGNORECASE)
_INTRODUCES = re.compile(r"\s(?:från|av)(?:\s|$)|\s(?:för|sig)$")
_LONGEST_BODY = 60  # characters of a body's name
_LONGEST = 100  # characters of a heading whose words are known
_STATEMENT = _WORDS.any_of("statement")
_STATEMENTS = (
    rf"{_STATEMENT}(?:(?:/|, | och | samt ){_STATEMENT})*(?: (?:från|av|för|\(|–|-|—).*|:? .{{0,3}})?"  # by whom
)
_WHOSE = rf"(?:(?:(?!{_WORDS.any_of('no_whose')}\s)[\wåäö-]+\s){{0,4}}[\wåäö-]+s )?"
_TO_WHOM = rf"(?: till (?:[\wåäö-]+ ){{0,3}}[\wåäö-]*{_WORDS.any_of('addressed')}(?: i .{{3,60}})?)"
_DATED = r"(?:,? (?:den )?(?:\d{4}-\d\d-\d\d|\d{1,2} [a-z]+ \d{4}|\d{1,2}\.\d{1,2}\.\d{4}))?(?:,? §+ ?\d+)?"
_HEADINGS = tuple(
    (Part(part), re.compile(pattern, re.IGNORECASE))
    for part, pattern in _WORDS.patterns(
        "headings",
        statements=_STATEMENTS,
        whose=_WHOSE,
        to_whom=_TO_WHOM,
        letters=r"\w+",
        mark=".{0,2}",
        dated=_DATED,
        little=".{0,20}",
        middling=".{0,30}",
        short=".{0,40}",
        long=".{0,50}",
        some=".{3,60}",
        rest=".*",
    ).items()
)


def part_of(title: str) -> Part | None:
    """What stands under a heading; None when its words are not known. Numbers before it do not count."""
    bare = bare_heading(title)
    if not bare or bare.endswith((".", ",", ";")) or len(bare) > _LONGEST or _SAYS.search(bare):
        return None
    if (attached := _ATTACHED.match(bare)) and part_of(bare[attached.end() :]) is Part.STATEMENTS:
        return Part.STATEMENTS
    part = next((part for part, pattern in _HEADINGS if pattern.fullmatch(bare)), None)
    if part is Part.ATTACHMENTS and "§" in bare:
        return None  # of a page that is attached to a §
    return None if part is Part.DECIDED and _IN_SHORT.search(bare) else part


def introduces(title: str) -> bool:
    """Whether what seems a heading says, or is about to say, whose the text after it is: "Reservation från Anna"."""
    return _INTRODUCES.search(title) is not None


def bare_heading(title: str) -> str:
    """A heading without its number and its colon."""
    return _AND_MORE.sub("", _NUMBER.sub("", title.strip()).rstrip(" :")).strip()


def is_body(text: str) -> bool:
    """Whether a text is the name of a deciding body and nothing else."""
    bare = text.strip()
    return re.fullmatch(BODY, bare.capitalize() if bare.isupper() else bare) is not None and len(bare) < _LONGEST_BODY
