"""What a single line of a document is, told from its words alone: a heading, a signature, a label, a goal."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.drafting.structure.dates import SIGNED
from bot.drafting.structure.forms import BODY
from bot.drafting.structure.names import NAME, PARTY, ROLE, begins_given, everyone_in
from bot.knowledge.sources.pages import Line
from bot.language.word_patterns import words_of

_WORDS = words_of(__file__)
_SIGNER = re.compile(rf"{NAME}\s\({PARTY}\)")
_SIGNED_AS = re.compile(rf"{NAME}(?:,\s[\wåäö ]{{3,40}})?\s\({PARTY}\)(?:,\s[\wåäö ]{{3,40}})?")
_FOR_PARTY = re.compile(r"För\s[A-ZÅÄÖ]\w+:\s[A-ZÅÄÖ]")
_SPEAKS = re.compile(rf"{NAME}\s\({PARTY}\)[^.:]{{0,80}}:\s")
_LABEL = re.compile(r"[A-ZÅÄÖ][\wåäö ]{1,30}:\s")
_NO_HEADING = re.compile(
    rf"^(?:att|ATT|Att)\s|\b{_WORDS.any_of('acts')}\s(?:{BODY})"
    rf"|(?:{BODY})\s(?:[a-zåäö]+\s){{0,2}}?(?:{_WORDS.any_of('acts')}|{_WORDS.any_of('acts_on')})\b"
)
_GOAL_LINE = re.compile(r"(?:KF-|[\wåäö]*)mål\s?\d[\d.]*[.:]?\s+[A-ZÅÄÖ”\"][^.]{10,150}$", re.IGNORECASE)
_LABELLED = re.compile(rf"{_WORDS.any_of('labels')}\s?:\s")
_ANEW = re.compile(rf"{_WORDS.any_of('anew')}\s(?:beslut|föreslå)")  # a further decision


def may_head(title: str) -> bool:
    """Whether a line may be a heading: it is no att-sats and does not say what a body decides or proposes."""
    return _NO_HEADING.search(title) is None


def names_people(title: str) -> bool:
    """Whether a line is a member with the party, or a label with names after it: "Avstår: Anna Berg, Bo Ek"."""
    label = _LABEL.match(title)
    listed = label is not None and any(begins_given(person.name) for person in everyone_in(title[label.end() :]))
    return listed or _SIGNER.fullmatch(title) is not None


def heads_goal(text: str) -> bool:
    """Whether a line is a goal with its number, under which what is said of it may stand."""
    return _GOAL_LINE.match(text) is not None


def begins_anew(text: str) -> bool:
    """Whether a line begins a paragraph where no blank line does: a label, or a further decision."""
    return _LABELLED.match(text) is not None or _ANEW.match(text) is not None


def begins_speech(text: str) -> bool:
    """Whether a line begins with who speaks: "Anna Berg (S): ..."."""
    return _SPEAKS.match(text) is not None


def signs(text: str) -> bool:
    """Whether a line under a text is who signs it: a member with the party, or names and nothing else."""
    by_party = _SIGNED_AS.fullmatch(text) or _FOR_PARTY.match(text)
    return by_party is not None or _only_names(text)


def ends_list(block: Sequence[Line]) -> bool:
    """Whether a block after a list of titles or receivers is none of them: a sentence, a signature."""
    if len(block) == 1 and SIGNED.match(block[0].text) and not re.search(r"\d{4}-\d\d-\d\d", block[0].text):
        return True
    if len(block) > 1 and re.fullmatch(NAME, block[0].text) and ROLE.search(block[1].text):
        return True
    prose = block[-1].text.endswith(".") and sum(len(line.text.split()) for line in block) > 5
    marked = re.match(r"\d{1,2}[.)]|[-–•*]|Bilaga", block[0].text)
    return (prose and not marked) or any(re.search(r"[^\W\d]\s{4,}[A-ZÅÄÖ]", line.text) for line in block)


def is_signature(block: Sequence[Line]) -> bool:
    """Whether a block is names in columns, as under a decision."""
    columns = any(re.search(r"\S\s{3,}\S", line.text) for line in block)
    return columns and (len(block) > 1 or _only_signers(block[0].text))


def _only_signers(text: str) -> bool:
    """Whether a line is names in columns, or the parties for which those below sign."""
    cells = re.split(r"\s{3,}|\t", text.strip())
    return _only_names(text) or all(cell.startswith("För ") for cell in cells)


def _only_names(text: str) -> bool:
    """Whether a line is names in columns and nothing else."""
    names = re.split(r"\s{2,}|\t", text.strip())
    return all(re.fullmatch(NAME, name) and begins_given(name) for name in names)
