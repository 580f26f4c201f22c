"""Counts of votes: "31 ja-röster mot 18 nej-röster", "med 9 röster mot 4", "Ja 41  Nej 12  Avstår 6", a list's sum."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from bot.drafting.findings import FoundVotes
from bot.drafting.structure.folding import sentence_at
from bot.drafting.structure.names import NAME
from bot.drafting.structure.paragraph import Reading
from bot.knowledge.sources.pages import Span
from bot.language.measures.numbers import IN_LETTERS
from bot.language.word_patterns import words_of

_WORDS = words_of(__file__)
_ABSTAINS = _WORDS.any_of("abstains")
_NEAR = 140  # characters between the counts of one vote
_ABOVE = 6000  # characters of a list of votes
_COUNTED = re.compile(
    r"(?P<yes>\d{1,3})\s(?:ledam\w+\s)?(?:ja\b(?!-rös)|ja-?röst\w*|röst\w*\s(?:ja|för|på)\b)"
    rf"(?:(?!\d)[^.]|\d(?!\d{{0,2}}\s)){{0,{_NEAR}}}?\b"
    r"(?P<no>\d{1,3})\s(?:ledam\w+\s)?(?:nej\b(?!-rös)|nej-?röst\w*|röst\w*\s(?:nej|mot|för|på)\b|för\b|på\b|emot\b|mot\b)",
    re.IGNORECASE,
)
_AGAINST = re.compile(r"(?P<yes>\d{1,3})\sröster\smot\s(?P<no>\d{1,3})\b", re.IGNORECASE)
_SCORE = re.compile(
    rf"\b{_WORDS.any_of('scores')}\b[^.\d]{{0,25}}(?P<yes>\d{{1,3}})\s?[-–]\s?(?P<no>\d{{1,3}})\b", re.IGNORECASE
)
_LABELLED = re.compile(
    r"\bja(?:-röst\w*)?\b(?:\s?\([^)]{0,60}\))?:?\s+(?P<yes>\d{1,3})\b"
    rf"\D{{0,{_NEAR}}}?\bnej(?:-röst\w*)?\b(?:\s?\([^)]{{0,60}}\))?:?\s+(?P<no>\d{{1,3}})\b",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\bja\s?\((?P<yes>\d{1,3})\):[^\d]{3,900}?\bnej\s?\((?P<no>\d{1,3})\)", re.IGNORECASE)
_GETS = re.compile(
    rf"\b{_WORDS.any_of('gets')}\s(?P<yes>\d{{1,3}})\sröster[^.\d]{{3,{_NEAR}}}?\b{_WORDS.any_of('gets')}\s"
    r"(?P<no>\d{1,3})\sröster"
)
_NUMBER = rf"(?:\d{{1,3}}|{'|'.join(IN_LETTERS)})"
_MEMBERS = re.compile(
    rf"\b(?P<yes>{_NUMBER})\sledamöter\sröst\w+\s{_WORDS.any_of('sides')}\s[^.\d]{{3,{_NEAR}}}?(?:,|och)\s"
    rf"(?P<no>{_NUMBER})\s(?:ledamöter\s)?{_WORDS.any_of('sides')}\s",
    re.IGNORECASE,
)
_SUM = re.compile(
    rf"^[ \t]*{_WORDS.any_of('sums')}[ \t]+(?P<yes>\d{{1,3}})[ \t]+(?P<no>\d{{1,3}})"
    r"(?:[ \t]+(?P<abstained>\d{1,3}))?",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD = re.compile(r"\bJa\b[^\n]{0,30}?\bNej\b", re.IGNORECASE)
_MATTER = re.compile(r"§\s?(?P<number>\d+)")
_CAPTION = 100  # characters above a list of votes that say of which § it is
_BLANK = re.compile(r"\n\s*\n")
_ABSTAINED = re.compile(
    rf"\D{{0,60}}?(?:\b(?P<before>{_NUMBER})\s(?:ledam\w+(?:,\s[^,.]{{3,40}},)?\s|som\s)*{_ABSTAINS}"
    rf"|{_ABSTAINS}:?\s+(?P<after>\d{{1,3}})\b|\b{_ABSTAINS}\s?\((?P<inside>\d{{1,3}})\))",
    re.IGNORECASE,
)
_WHO = rf"{NAME}(?:\s\([^)]{{1,12}}\))?"
_WHO_ABSTAIN = re.compile(
    rf"\D{{0,150}}?(?P<who>{_WHO}(?:(?:,|\soch)\s{_WHO}){{0,4}})\s(?i:{_WORDS.any_of('one_abstains')})\b"
)


def votes_of(reading: Reading) -> tuple[FoundVotes, ...]:
    """The votes of a matter in order, each once; the last is the one on the decision itself."""
    found: list[FoundVotes] = []
    for begin, end, vote in sorted(_counts(reading.source.text)):
        yes, no, abstained = vote
        same = next((known for known in found[-1:] if (known.yes, known.no) == (yes, no)), None)
        if same is None:
            found.append(FoundVotes(yes, no, abstained, _spans(reading, begin, end)))
        elif abstained and not same.abstained:
            found[-1] = FoundVotes(yes, no, abstained, same.spans)
    return tuple(found)


def _counts(text: str) -> Iterator[tuple[int, int, tuple[int, int, int]]]:
    """Where votes are counted, and how: yes, no, abstained."""
    matches = sorted(
        (
            match
            for pattern in (_COUNTED, _AGAINST, _LABELLED, _SCORE, _IN_BRACKETS, _GETS, _MEMBERS)
            for match in pattern.finditer(text)
        ),
        key=re.Match.start,
    )
    apart = [
        match for before, match in pairwise((None, *matches)) if match and not (before and match.start() < before.end())
    ]
    for match in apart:
        yield match.start(), match.end(), (_value(match["yes"]), _value(match["no"]), _abstained(text, match.end()))
    own = _MATTER.search(text)
    for row in _SUM.finditer(text):
        heads = list(_HEAD.finditer(text, max(0, row.start() - _ABOVE), row.start()))
        of = _MATTER.search(text, max(0, heads[-1].start() - _CAPTION), heads[-1].start()) if heads else None
        elsewhere = own is not None and of is not None and of["number"] != own["number"]  # the list of another §
        if heads and not elsewhere and _BLANK.search(text, heads[-1].end(), row.start()) is None:
            yield row.start(), row.end(), (int(row["yes"]), int(row["no"]), int(row["abstained"] or 0))


def _abstained(text: str, at: int) -> int:
    """How many abstained, as is told after the counts: "2 avstod", "En ledamot, Bo Ek, avstår", "Bo Ek avstår"."""
    if more := _ABSTAINED.match(text, at):
        return _value(more["before"] or more["after"] or more["inside"])
    who = _WHO_ABSTAIN.match(text, at)
    return len(re.findall(NAME, who["who"])) if who else 0


def _value(number: str) -> int:
    """A number in digits or in letters."""
    return int(IN_LETTERS.get(number.lower(), number))


def _spans(reading: Reading, begin: int, end: int) -> tuple[Span, ...]:
    """The sentence that holds a stretch of the source, or the stretch where it stands in no running text."""
    for paragraph in reading.paragraphs:
        if paragraph.start <= begin and end <= paragraph.end:
            place = bisect_left(paragraph.offsets, begin)
            left, right = sentence_at(paragraph.text, place)
            return paragraph.spans(left, max(right, place + 1))
    text = reading.source.text
    while text[begin].isspace():
        begin += 1
    return ((begin, end),)
