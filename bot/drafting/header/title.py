"""A document's title: the first text at its top that is no metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.drafting.header.document_type import is_type
from bot.drafting.speakers.parties import national_names
from bot.drafting.structure.dates import DATE, SIGNED, parse_date
from bot.drafting.structure.forms import BODY, Part, is_body, part_of
from bot.drafting.structure.matters import is_set_of_rules, matter_title
from bot.drafting.structure.names import NAME, ROLE
from bot.drafting.structure.paragraph import Form, Paragraph, Reading
from bot.drafting.structure.references import REFERENCE, is_reference
from bot.language.word_patterns import words_of

_WORDS = words_of(__file__)
_TRAIL = re.compile(
    rf"^{_WORDS.any_of('crumbs')}:?\s*[/>›»|].*[/>›»|]\s*(?P<page>\S.*?)\s*$", re.MULTILINE | re.IGNORECASE
)
_TOP = 3000  # characters in which a web page tells where on its site it is
_PARAGRAPH_TITLE = re.compile(
    rf"(?:{BODY}\s)?" r"§+\s?\d+[.:]?\s+(?P<title>(?!Dnr|Diarie)[A-ZÅÄÖ](?:\S|\s(?!\s\s))+?)(?:\s{3,}.*)?$"
)
_DECISIONS = re.compile(
    rf"(?P<title>(?P<body>\S[^\n]*?)s\s{_WORDS.any_of('decisions')},?\s(?:{DATE.pattern}))\s*$", re.MULTILINE
)
_MATTER = re.compile(r"(?:§+|Paragraf)\s?\d+\b(?!.*\.$)")
_SUBTITLE = re.compile(rf"{_WORDS.any_of('subtitles')}\b.*\b{_WORDS.any_of('by')}\b")
_REFERRED = re.compile(rf"\s\((?:[Dd]nr:?\s)?(?!{_WORDS.any_of('laws')})[A-ZÅÄÖ]{{1,6}}[ /-]?\d{{2,4}}[/:-]\d+\)$")
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
_ITEM = re.compile(r"(?:Ärende|Punkt)\s\d+\s?[:.–-]\s(?P<title>.+)")
_REFERENCE_ENDS = re.compile(rf"\b[Dd]nr:?\s(?:{REFERENCE.pattern})$")
_UNFINISHED = re.compile(rf"\b{_WORDS.any_of('unfinished')}$")
_LABELLED = re.compile(r"[A-ZÅÄÖ][\wåäö ]{2,22}:\s\S")
_SAYS_MUCH = re.compile(r":\s[a-zåäö][^@\d]*(?:\s[^\s@]+){4}")  # after a label: what a title says
_LONGEST_HEAD = 220  # characters of a block that may have a title
_FEW_WORDS = 2  # no title that a label announces has so few
_LEAST_OF_TYPE = 4  # words of a title that begins with what the document is
_OFFICE = re.compile(rf"(?:[A-ZÅÄÖ]\S+\s{_WORDS.any_of('places')},\s)?(?:[\wåäö-]+\s){{0,3}}?[\wåäö-]*{_WORDS.any_of('offices')}", re.IGNORECASE)
_LABELLED_TITLE = re.compile(
    rf"(?mi)^[^\S\n]*{_WORDS.any_of('labels')}(?:\s\d+)?(?:[^\S\n]*:?[^\S\n]*\n\s*|:\s|[^\S\n]{{2,}})(?P<title>(?-i:[A-ZÅÄÖ])[^\n]{{7,110}}(?:\n[^\S\n]*(?-i:[a-zåäö])[^\n]+)*)$"
)
_GROUPS = re.compile(
    rf"(?:(?:{'|'.join(map(re.escape, national_names().values()))})(?:,\s|\soch\s)?)+(?:\si\s[A-ZÅÄÖ].{{2,40}})?"
)  # parties that write it together
_NOT_TITLE = re.compile(
    r"^(?:§+\s?\d+|paragraf\s\d+|till\s(?:[\wåäö-]+\s){0,2}\S+$|till$|motion(?:\s\(|\sav\b)|beslut \d{4}|org\.?\s?nr"
    rf"|{_WORDS.any_of('no_title')})",
    re.IGNORECASE,
)


def opening(reading: Reading) -> list[Paragraph]:
    """The paragraphs before the first known heading and the first prose."""
    found: list[Paragraph] = []
    titled = False
    matter = next((i for i, p in enumerate(reading.paragraphs[:80]) if _MATTER.match(p.text)), 0)
    for paragraph in reading.paragraphs[matter : matter + 30]:
        heading = paragraph.form is Form.HEADING
        if heading and titled and part_of(paragraph.text) not in (None, Part.RECIPIENTS):
            break
        if not heading and (re.search(rf"(?:{BODY})\s(?:beslut|föreslå)", paragraph.text) or _is_prose(paragraph)):
            break
        found.append(paragraph)
        titled = titled or any(True for _ in _candidates(paragraph))
    return found


def find_title(reading: Reading) -> str | None:
    """The first text at the top that is no metadata; one of several words, if there is one.

    A web page's title is the last name in the line that tells where on the site it is, where that heads the page too.
    """
    text = reading.source.text
    if (trail := _TRAIL.search(text, 0, _TOP)) and (
        headed := re.search(
            rf"(?m)^\s*(?P<whole>{re.escape(trail['page'])}(?:\s(?:{DATE.pattern}))?)\s*$", text[trail.end() :]
        )
    ):
        return headed["whole"]
    if (decisions := _DECISIONS.match(text.lstrip())) and is_body(decisions["body"]):
        return decisions["title"]
    if not is_set_of_rules(text) and (matter := matter_title(text)) is not None:
        return matter
    candidates = [text.strip() for paragraph in opening(reading) for text in _candidates(paragraph)]
    candidates = list(_joined(candidates))
    candidates = [text for text in candidates if not any(_ends_with(text, other) for other in candidates)]
    long = [text for text in candidates if len(re.findall(r"[^\W\d_]{2,}", text)) > 2]
    sure = [text for text in candidates if _BEGINS.match(text) and len(text.split()) > 1]
    return next(iter(sure or list(_labelled(text)) or long or candidates), None)


def _labelled(text: str) -> Iterator[str]:
    """The title that a label at the top announces: "Ärende" on a line of its own, or "Ärende nr 11" beside it."""
    if labelled := _LABELLED_TITLE.search(text, 0, _TOP):
        titled = _REFERRED.sub("", " ".join(labelled["title"].split()))
        if _may_be_title(titled) and len(titled.split()) > _FEW_WORDS:
            yield titled


def _ends_with(text: str, title: str) -> bool:
    """Whether a line of a web page ends with the title that stands below it, after where on the site it is."""
    return text != title and text.endswith(f" {title}") and len(title.split()) > _LEAST_OF_TYPE


def _joined(candidates: Sequence[str]) -> Iterator[str]:
    """The candidates; one that is a single word with which titles begin goes with the next."""
    waiting = ""
    for text in candidates:
        if not waiting and len(text.split()) == 1 and _BEGINS.fullmatch(text):
            waiting = text
            continue
        yield f"{waiting} {text}".strip()
        waiting = ""
    if waiting:
        yield waiting


def _candidates(paragraph: Paragraph) -> Iterator[str]:
    """What a paragraph holds that may be a title: the whole of it, or each line by itself."""
    lines = paragraph.lines
    place = next((i for i, line in enumerate(lines) if i and _PLACE.match(line)), len(lines))
    lines = lines[:place]
    subtitles = (i for i, line in enumerate(lines) if _SUBTITLE.match(line) and _may_be_title(" ".join(lines[:i])))
    subtitle = next(subtitles, len(lines))
    cut = min(place, subtitle) < len(paragraph.lines)
    text = " ".join(lines[:subtitle]) if cut else paragraph.text
    lines = lines[:subtitle]
    if lines and (numbered := _PARAGRAPH_TITLE.match(lines[0])):
        texts = [" ".join([numbered["title"], *lines[1:]])]
    elif any(re.search(r"\S\s{3,}\S", line) for line in lines):
        texts = [line for line in lines if not re.search(r"\S\s{3,}\S", line)]
    elif (len(lines) > 1 and lines[0].isupper() and not lines[1].isupper()) or (
        len(lines) > 1
        and not all(
            _may_be_title(line)
            or (not index and is_type(line))
            or line[0].islower()
            or not re.search(r"[^\W\d_]", line)
            or lines[index - 1].endswith(("-", " och", " för", " av"))
            for index, line in enumerate(lines)
        )
    ):
        texts = list(_wrapped(lines))
    else:
        texts = [text]
    bare = (_REFERRED.sub("", _without_label(text.strip())) for text in texts)
    return (text for text in bare if _may_be_title(text))


def _without_label(text: str) -> str:
    """A text without the number of its item, or what it is, before it: "Tjänsteskrivelse: Remissvar om ..."."""
    if item := _ITEM.fullmatch(text):
        return item["title"]
    kind, colon, title = text.partition(": ")
    return title.strip() if colon and is_type(kind) and title[:1].isupper() and not _BEGINS.match(kind) else text


def _wrapped(lines: Sequence[str]) -> Iterator[str]:
    """The lines of a block that holds more than a title, those that go on in the next line with it."""
    waiting = ""
    for line in lines:
        goes_on = line.isupper() and _BEGINS.match(waiting) if waiting.isupper() else line[0].islower()
        if waiting and not (goes_on or _UNFINISHED.search(waiting)):
            yield waiting
            waiting = ""
        waiting = f"{waiting} {line}".strip()
    if waiting:
        yield waiting


def _is_prose(paragraph: Paragraph) -> bool:
    """Whether a paragraph is running text, and no block of names, dates and addresses."""
    return len(paragraph.text) > _LONGEST_HEAD and paragraph.text.rstrip().endswith((".", ":"))


def _may_be_title(text: str) -> bool:
    bare = text.strip()
    if not bare or _FURNISHED.search(bare) or (
        _LABELLED.match(bare) and not _BEGINS.match(bare) and (parse_date(bare) or not _SAYS_MUCH.search(bare))
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
