"""How titles are told from metadata, names and sentences by their words alone."""

from __future__ import annotations

import re

from bot.drafting.header.document_type import is_type
from bot.drafting.speakers.parties import national_names
from bot.drafting.structure.dates import DATE, SIGNED, parse_date
from bot.drafting.structure.forms import BODY, Part, is_body, part_of
from bot.drafting.structure.names import NAME, ROLE
from bot.drafting.structure.references import REFERENCE, is_reference
from bot.language.word_patterns import words_of

_WORDS = words_of(__file__)
_SUBTITLE = re.compile(rf"{_WORDS.any_of('subtitles')}\b.*\b{_WORDS.any_of('by')}\b")
_BEGINS = re.compile(rf"{_WORDS.any_of('title_begins')}\b", re.IGNORECASE)
_FURNISHED = re.compile(
    rf"\s[/>|]\s|\s{{2}}|\.(?:docx?|pdf)$|\b\d{{3}}\s\d\d\s[A-ZÅÄÖ]|{_WORDS.any_of('furniture')}", re.IGNORECASE
)
_OF_SERIES = re.compile(r"\bnr \d", re.IGNORECASE)
_PARTIES = re.compile(
    r"(?:[A-ZÅÄÖ][\wåäö-]+(?:\s[\wåäö-]+){0,2}\s\(\w{1,5}\)(?:,|\s\+|\soch|\s&)?\s*){2,}"
)  # who write it
_TO_MEMBER = re.compile(
    rf"{_WORDS.any_of('to_members')}\s[^.]{{5,90}}\(\w{{1,5}}\)", re.IGNORECASE
)  # and no word of what
_AND_OTHERS = (" m.fl.", " m.m.", " mm.", " m. fl.", " m. m.")
_PLACE = re.compile(rf"(?:i|inom)\s.*\b{_WORDS.any_of('places')}\b", re.IGNORECASE)  # where a plan is for
_REFERENCE_ENDS = re.compile(rf"\b[Dd]nr:?\s(?:{REFERENCE.pattern})$")
_UNFINISHED = re.compile(rf"\b{_WORDS.any_of('unfinished')}$")
_LABELLED = re.compile(r"[A-ZÅÄÖ][\wåäö ]{2,22}:\s\S")
_SAYS_MUCH = re.compile(r":\s[a-zåäö][^@\d]*(?:\s[^\s@]+){4}")  # after a label: what a title says
_LEAST_OF_TYPE = 4  # words of a title that begins with what the document is
_OFFICE = re.compile(
    rf"(?:[A-ZÅÄÖ]\S+\s{_WORDS.any_of('places')},\s)?(?:[\wåäö-]+\s){{0,3}}?[\wåäö-]*{_WORDS.any_of('offices')}",
    re.IGNORECASE,
)
_GROUPS = re.compile(
    rf"(?:(?:{'|'.join(map(re.escape, national_names().values()))})(?:,\s|\soch\s)?)+(?:\si\s[A-ZÅÄÖ].{{2,40}})?"
)  # parties that write it together
_NOT_TITLE = re.compile(
    r"^(?:§+\s?\d+|paragraf\s\d+|till\s(?:[\wåäö-]+\s){0,2}\S+$|till$|motion(?:\s\(|\sav\b)|beslut \d{4}|org\.?\s?nr"
    rf"|{_WORDS.any_of('no_title')})",
    re.IGNORECASE,
)


def begins_as_title(text: str) -> bool:
    """Whether a text begins as only titles do: "Svar på ...", "Taxa ..."."""
    return _BEGINS.match(text) is not None


def is_place(text: str) -> bool:
    """Whether a line says where that is which a title names: "i Ekhamns kommun"."""
    return _PLACE.match(text) is not None


def is_subtitle(text: str) -> bool:
    """Whether a line is what stands under a title, and whose document it is: "Motion av ..."."""
    return _SUBTITLE.match(text) is not None


def is_furniture(text: str) -> bool:
    """Whether a line is of the page or the site, and not of the document: "Till innehållet"."""
    return _FURNISHED.search(text) is not None


def is_unfinished(text: str) -> bool:
    """Whether a text ends as no title does: "... om"."""
    return _UNFINISHED.search(text) is not None


def may_be_title(text: str) -> bool:
    """Whether a text may be a title, by what it says."""
    bare = text.strip()
    if (
        not bare
        or _FURNISHED.search(bare)
        or (_LABELLED.match(bare) and not _BEGINS.match(bare) and (parse_date(bare) or not _SAYS_MUCH.search(bare)))
    ):
        return False
    if (_OF_SERIES.search(bare) and not _BEGINS.match(bare)) or _PARTIES.fullmatch(bare) or _GROUPS.fullmatch(bare):
        return False
    if (
        _NOT_TITLE.match(bare)
        or _TO_MEMBER.fullmatch(bare)
        or len(bare) < 8
        or len(bare) > 260
        or "@" in bare
        or re.search(r"\S\s{3,}\S", bare)
    ):
        return False
    if parse_date(bare) and (re.match(BODY, bare) or REFERENCE.search(DATE.sub("", bare))):
        return False
    if _REFERENCE_ENDS.search(bare):
        return False
    if is_body(bare) or _OFFICE.fullmatch(bare) or (parse_date(bare) and len(bare.split()) < 5):
        return False
    if (
        is_type(bare)
        and not (_BEGINS.match(bare) and re.search(r"\d", bare))
        and (
            len(bare.split()) < 3
            or (bare.isupper() and len(bare.split()) < _LEAST_OF_TYPE)
            or re.match(r"PM\b|Promemoria\b|Utlåtande \d|Protokoll|Sammanträdes|Beslut \d", bare)
        )
    ):
        return False
    if re.fullmatch(rf"{NAME},\s.{{3,60}}", bare) and ROLE.search(bare):
        return False
    if re.fullmatch(rf"(?i:{ROLE.pattern})\s{NAME}", bare):
        return False
    if re.search(r"\b(?:beslut(?:ar|ade)|beslöt|föreslår|föreslog|att)$", bare):  # the points follow
        return False
    if (
        (bare.endswith((".", ":", ",")) and not bare.endswith(_AND_OTHERS))
        or is_reference(bare)
        or SIGNED.match(bare)
        or not re.search(r"[^\W\d_]{3}", bare)
    ):
        return False
    return part_of(bare) in (None, Part.TEXT) and not bare[0].islower()
