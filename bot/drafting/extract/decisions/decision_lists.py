"""Where a document's decision points stand: its lists of points, and its sentences that decide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.drafting.extract.decisions.point_list import Point, PointList, Rank, point_text
from bot.drafting.extract.decisions.told import told_decisions
from bot.drafting.structure.folding import sentences
from bot.drafting.structure.forms import BODY, Part, is_body
from bot.drafting.structure.names import ROLE, everyone_in, people_in
from bot.drafting.structure.paragraph import Form, Paragraph, Section
from bot.knowledge.sources.headings import is_date
from bot.knowledge.sources.pages import Span
from bot.language.word_patterns import words_of

_WORDS = words_of(__file__)
DECIDES = _WORDS.any_of("decides")
_OPENS = re.compile(
    rf"(?:^|[.:]\s+)(?P<intro>(?:[^.:]|\d\.\d|§\s\d)*\b{DECIDES}\b[^.:]*?"
    r"(?:följande(?:\s+beslut)?[.:]?|(?:,\s)?(?:att|dels)\s?:?|:|\bbeslut(?:a|ar|ade|at)?[.:]?"
    r"|för egen del[.:]?|\bföljande\b[^.:]{0,120}[.:]))$"
)
_OPENS_BARE = re.compile(rf"(?:^|[.:]\s+)(?P<intro>(?:[^.:]|\d\.\d|(?<=kap)\.)*\b{DECIDES}(?:\s[^.:]{{0,80}})?,?)$")
_DECIDES_ALONE = re.compile(rf"\b{_WORDS.any_of('decides_now')}\s{_WORDS.any_of('who_alone')}\b")
_INLINE = re.compile(
    rf"^(?:{_WORDS.any_of('leads')}\s[^.]{{3,90}}?\s)?(?:{DECIDES}\s)?"
    rf"(?P<body>{BODY})(?:\s[^.,:]{{0,60}}?)?\s?(?P<verb>{DECIDES})\b"
)
_STATEMENT = re.compile(rf"\b{_WORDS.any_of('states')}")
_ENDS = re.compile(_WORDS.any_of("ends", any=".*"))
_WORD = re.compile(r"[^\W\d_]{2}.*[^\W\d_]{2}", re.DOTALL)
_ATT = re.compile(r"(?:besluta\w*|,|,?\s(?:samt|och))\s(?P<att>att)\s")
_ROW = 3  # att-satser of one sentence that are points of their own
_DATE_LINE = 30  # characters of a line that is a date and no more
_LATEST = 40  # characters before the first name of who speaks
_NEAR = 120  # characters after it
_LETTERS_LEFT = 8  # besides names and roles
_BODY_FIRST = re.compile(rf"{BODY}\s[a-zåäö]+(?:ar|er|år)\s")  # "Kommunfullmäktige utökar ..."
_DECIDING = re.compile(rf"\b{_WORDS.any_of('deciding')}\b(?!\s(?:ned|ner)\b)")  # "lade ned sina röster" decides nothing
_MINUTES = re.compile(_WORDS.any_of("minutes"), re.IGNORECASE)
_SPEAKS = re.compile(_WORDS.any_of("speaks"))
_ALSO = re.compile(rf"^{_WORDS.any_of('also')}\s(?P<verb>{DECIDES})\s(?P<body>{BODY})\b")
_DECIDES_NOW = re.compile(rf"(?P<intro>{BODY}\s{_WORDS.any_of('decides_now')}(?:\s[^.,]{{0,40}})?:?)")
_PROPOSES_NOW = re.compile(
    rf"(?P<intro>{BODY}\s(?:{_WORDS.any_of('proposes_now')}\s(?:att\s)?{BODY}\s?)+(?:att\s)?(?:besluta)?(?:\sföljande)?:?)"
)
_STATEMENT_BEGINS = re.compile(_WORDS.any_of("statement_begins"))
_NAMES_BODY = re.compile(rf"(?:I\s)?{BODY}:")
_ANNOUNCES = ("följande.", "följande", ":")
_DECIDES_HERE = (Part.DECIDED, Part.PROPOSED)
_SKIPPED = {
    Part.CLAIMS,
    Part.STATEMENTS,
    Part.VOTES,
    Part.ATTACHMENTS,
    Part.UNDERLAY,
    Part.RECIPIENTS,
    Part.ATTENDANCE,
    Part.SIGNING,
    Part.CONSULTATION,
    Part.MOTION,
    Part.PREPARATION,
    Part.DISQUALIFIED,
}


def point_lists(paragraphs: Sequence[Paragraph]) -> Iterator[PointList]:
    """Every list of points, and every sentence that decides, outside what others say."""
    for found in _lists(paragraphs):
        found.points = list(_kept(found.points))
        yield found


def _kept(points: Sequence[Point]) -> Iterator[Point]:
    """The points of a list up to where it ends; a line of underscores or a date is none."""
    for point in points:
        text = point_text(point)
        if _ENDS.match(text) or text.endswith(":") or _only_names(text):
            return
        if is_body(text):
            continue
        dated = is_date(text) and len(text) < _DATE_LINE
        if (
            _WORD.search(text)
            and not dated
            and not (point[0] == "" and _MINUTES.search(text[:_LATEST]))
            and not _is_said(text)
        ):
            yield point


def _is_said(text: str) -> bool:
    """Whether a text tells what a member says or moves: "Anna Berg (S) vill ha antecknat ..."."""
    first = (person for person in everyone_in(text) if " " in person.name and not person.start)
    speaker = next((person for person in (*people_in(text), *first) if person.start < _LATEST), None)
    return speaker is not None and _SPEAKS.search(text, speaker.end, speaker.end + _NEAR) is not None


def _only_names(text: str) -> bool:
    """Whether a text is names with their roles and nothing else, as under minutes."""
    rest = text
    for person in everyone_in(text):
        rest = rest.replace(person.name, "", 1)
    return rest != text and len(re.sub(r"\W+", "", ROLE.sub("", rest))) < _LETTERS_LEFT


def _lists(paragraphs: Sequence[Paragraph]) -> Iterator[PointList]:
    index = 0
    listed: Section | None = None  # where points were found: further sentences there are none
    begun: Section | None = None  # where sentences were found: further ones there have to say what is decided
    stated = False  # a party's statement goes on
    headed = False  # a heading that is not the document's title has been passed
    while index < len(paragraphs):
        paragraph = paragraphs[index]
        part = paragraph.section.part
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        if paragraph.form is Form.HEADING and not (
            part is Part.TEXT and following and _begins_list(following) and _DECIDES_ALONE.search(paragraph.text)
        ):
            stated = stated and part is Part.TEXT and len(paragraph.text) > 60
            headed = headed or part not in (Part.OPENING, Part.TEXT) or _seen_text(paragraphs[:index])
            index += 1
            continue
        decides = _DECIDES_NOW.fullmatch(paragraph.text)
        proposes = None if decides else _PROPOSES_NOW.fullmatch(paragraph.text)
        announced = decides or proposes
        if part in _SKIPPED and not announced:
            stated = False
            index += 1
            continue
        stated = (
            stated
            or (
                _STATEMENT.search(paragraph.text[:400]) is not None
                and "borgarråd" in paragraph.text
                and "anför följande" not in paragraph.text
            )
            or _STATEMENT_BEGINS.match(paragraph.text) is not None
        )
        if stated and not announced:
            index += 1
            continue
        stated = False
        rank = Rank.DECIDED if decides and part not in (Part.PROPOSED, Part.OPINION) else _rank(part, headed)
        rank = Rank.OPENING if proposes and rank > Rank.OPENING else rank
        found, after = _list_at(paragraphs, index, rank, paragraph.section == listed, paragraph.section == begun)
        if found is not None:
            if any(point[0] for point in found.points):
                listed = paragraph.section
            begun = paragraph.section if any(not point_text(p).endswith(":") for p in found.points) else begun
            yield found
        index = after
    yield from told_decisions(paragraphs)


def _seen_text(paragraphs: Sequence[Paragraph]) -> bool:
    return any(p.form is not Form.HEADING and len(p.text) > 25 for p in paragraphs)


def _rank(part: Part, headed: bool) -> Rank:
    if part is Part.DECIDED:
        return Rank.DECIDED
    if part in (Part.PROPOSED, Part.OPENING) or not headed:
        return Rank.OPENING
    return Rank.OPINION if part is Part.OPINION else Rank.UNHEADED


def _list_at(
    paragraphs: Sequence[Paragraph], index: int, rank: Rank, listed: bool, begun: bool
) -> tuple[PointList | None, int]:
    """The list that a paragraph opens, and where it ends; or the paragraph's own deciding sentence.

    `listed` tells that a list of points stands in the same section before, and `begun` that a decision does.
    """
    paragraph = paragraphs[index]
    section = paragraph.section
    found = PointList("", rank, section.matter, section.title, section.part)
    opened = _OPENS.search(paragraph.text)
    following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
    if opened is None and following is not None and _begins_list(following):
        opened = _OPENS_BARE.search(paragraph.text)
    opened = opened or _DECIDES_NOW.fullmatch(paragraph.text) or _PROPOSES_NOW.fullmatch(paragraph.text)
    if opened and paragraph.form is not Form.POINT:
        found.intro = opened["intro"]
        if rank is Rank.DECIDED:
            found.part = Part.DECIDED
        index += 1
        follow = _follow(paragraphs, index)
        _add_points(found, paragraphs[index:follow])
        return found, max(index, follow)
    if paragraph.form is Form.POINT and section.part in (Part.DECIDED, Part.PROPOSED):
        follow = _follow(paragraphs, index)
        before = paragraphs[index - 1] if index else paragraph
        announced = before.form is Form.TEXT and before.text.endswith(":") and not _NAMES_BODY.fullmatch(before.text)
        if announced and begun and before.section == section:
            return None, max(index + 1, follow)  # what that sentence announces
        _add_points(found, paragraphs[index:follow])
        return found, max(index + 1, follow)
    if rank > Rank.OPENING or paragraph.form is not Form.TEXT:
        return None, index + 1
    for begin, end in sentences(paragraph.text):
        said = paragraph.text[begin:end]
        if (_INLINE.match(said) and not _is_said(said)) or _ALSO.match(said):
            found.intro = found.intro or said
            found.points += [("", [paragraph], left, right) for left, right in _clauses(paragraph.text, begin, end)]
        elif (
            section.part in _DECIDES_HERE
            and not listed
            and (not begun or _DECIDING.search(said) or (_BODY_FIRST.match(said) and not said.endswith(_ANNOUNCES)))
        ):
            found.points.append(("", [paragraph], begin, end))
            begun = not said.endswith(":")
    return found, index + 1


def _clauses(text: str, begin: int, end: int) -> list[Span]:
    """A sentence that decides, or its att-satser where it has three or more of them in a row."""
    cuts = [match.start("att") for match in _ATT.finditer(text, begin, end)]
    if len(cuts) < _ROW:
        return [(begin, end)]
    return list(zip(cuts, [*cuts[1:], end], strict=True))


def _begins_list(paragraph: Paragraph) -> bool:
    """Whether a paragraph is the first point of a list: 1, a, a dash, any att-sats, or goes on with the sentence."""
    if paragraph.form is Form.TEXT and paragraph.text[0].islower():
        return True  # "Fullmäktige beslutade", and what on the next line
    first = paragraph.mark.isdigit() or paragraph.mark == "a" or (paragraph.mark != "" and not paragraph.mark.isalnum())
    return paragraph.form is Form.POINT and (first or paragraph.text[:4].lower() == "att ")


def _follow(paragraphs: Sequence[Paragraph], index: int) -> int:
    """Where the points that begin at an index end."""
    end = index
    if end < len(paragraphs) and paragraphs[end].form is Form.POINT:
        while end < len(paragraphs) and paragraphs[end].form is Form.POINT:
            end += 1
        return end
    while (
        end < len(paragraphs)
        and paragraphs[end].form is Form.TEXT
        and paragraphs[end].section == paragraphs[index - 1].section
    ):
        text = paragraphs[end].text
        if (
            (end > index and text[0].isupper() and paragraphs[index].text[0].islower())
            or _OPENS.search(text)
            or _is_said(text)
            or re.search(r"\banför(?:\sföljande|de?s)|\b[Rr]eserv|^\S+ den \d", text)
            or len(text) > 700
        ):
            break
        end += 1
    return end


def _add_points(found: PointList, paragraphs: Sequence[Paragraph]) -> None:
    """Points, with the points below them (a, b; dashes) as part of them."""
    top = paragraphs[0].mark if paragraphs else ""
    for paragraph in paragraphs:
        level = _level(paragraph.mark)
        if found.points and found.points[-1][1] and level > _level(top):
            found.points[-1][1].append(paragraph)
        else:
            found.points.append((paragraph.mark, [paragraph], 0, len(paragraph.text)))


def _level(mark: str) -> int:
    """The depth of a mark: numbers, then att, then letters and dashes."""
    if mark.isdigit():
        return 0
    return 1 if mark == "att" else 2 if mark else 0
