"""Which of a document's lists of points are the body's own: the best ranked, and what it proposes beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.drafting.extract.decisions.point_list import PointList, Rank, point_text
from bot.drafting.structure.forms import BODY, Part
from bot.language.word_patterns import words_of

_WORDS = words_of(__file__)
_WHOSE = r"(?:[\wåäö-]+\s)?[\wåäö-]+s\s"
_SOME = r"[A-ZÅÄÖ][^.]{3,40}?\s"
_EMPTY = re.compile(
    rf"beslut\w*\s{_WORDS.any_of('by_reference')}[^.]*förslag"
    rf"|^\W*{_WORDS.any_of('as_proposed', whose=_WHOSE, some=_SOME)}[^.]{{0,30}}\.?$",
    re.IGNORECASE,
)
_WITH_MORE = re.compile(rf"{_WORDS.any_of('as_proposed', whose=_WHOSE, some=_SOME)},", re.IGNORECASE)
_OWN_PROPOSAL = re.compile(rf"(?P<whose>.+?)s {_WORDS.any_of('proposal')} till (?P<to>{BODY})$", re.IGNORECASE)
_PROPOSES = re.compile(rf"(?P<whose>{BODY})\s[^.]{{0,60}}?\b{_WORDS.any_of('proposes')}\s(?:att\s)?(?P<to>{BODY})")
_FOR_ITS_OWN_PART = "egen del"  # in a heading: what the body proposes to another stands beside


def chosen(lists: Sequence[PointList], decides: str | None = None) -> list[PointList]:
    """Of the lists of one matter, the body's own: what it decides, and what it proposes to another body.

    `decides` is the body, where that is known.
    """
    best = _best(lists)
    if best and _FOR_ITS_OWN_PART in best[0].section.lower():
        beside = (Rank.OPENING, Rank.UNHEADED)
        return [found for found in lists if found in best or found.part is Part.PROPOSED or found.rank in beside]
    further = [found for found in lists if found not in best and _is_own_proposal(found, decides)]
    return [found for found in lists if found in further] + best if further else best


def _is_own_proposal(found: PointList, decides: str | None) -> bool:
    """Whether a list under "Kommunstyrelsens förslag till kommunfullmäktige" is the body's that decides the rest."""
    named = (_OWN_PROPOSAL.match(found.section) if found.part is Part.PROPOSED else None) or _PROPOSES.match(
        found.intro
    )
    if named is None or decides is None:
        return False
    return _indefinite(decides).endswith(_indefinite(named["whose"]))


def _indefinite(body: str) -> str:
    """A body's name without its last ending: utskott, nämnd."""
    return re.sub(r"(?:et|en)$", "", body.lower())


def _best(lists: Sequence[PointList]) -> list[PointList]:
    """The lists of the best rank, in one section.

    A decision "enligt förslaget" says nothing by itself; then the proposal's points are the decision's.
    """
    for rank in sorted({found.rank for found in lists}):
        best = [found for found in lists if found.rank == rank]
        section = best[-1 if rank is Rank.DECIDED and best[0].section == best[-1].section else 0].section
        best = [found for found in best if found.section == section or rank is Rank.TOLD]
        if rank is Rank.UNHEADED:
            best = _with_told(best, lists)
        if rank is Rank.DECIDED and best[0].points and _as_proposed(point_text(best[0].points[0])):
            rest = [found for found in lists if found.rank > Rank.DECIDED]
            if rest and any(len(found.points) for found in rest):
                nearest = _best(rest)
                if not all(_EMPTY.search(point_text(point)) for found in nearest for point in found.points):
                    return [*(replace(found, part=Part.DECIDED) for found in nearest), *_besides(best)]
        return best
    return []


def _as_proposed(text: str) -> bool:
    """Whether a decision is the proposal's, alone or with an addition: "Enligt förslaget, med tillägget att ..."."""
    return _EMPTY.search(text) is not None or _WITH_MORE.match(text) is not None


def _besides(decided: Sequence[PointList]) -> Iterator[PointList]:
    """What is decided besides what was proposed."""
    for found in decided:
        points = [point for point in found.points if not _EMPTY.search(point_text(point))]
        if points:
            yield replace(found, points=points)


def _with_told(best: Sequence[PointList], lists: Sequence[PointList]) -> list[PointList]:
    """Lists of running text, and after them what else is told to be decided there."""
    listed = {paragraph.start for found in best for _, paragraphs, _, _ in found.points for paragraph in paragraphs}
    told = (found for found in lists if found.rank is Rank.TOLD and found.points)
    return [*best, *(found for found in told if found.points[0][1][0].start not in listed)]
