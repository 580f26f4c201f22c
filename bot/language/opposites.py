"""Opposites: words of which one contradicts the other, so that a question built on one is not answered by the other."""

from __future__ import annotations

from collections.abc import Iterable

_MORE = "oka okning hoj stig steg vaxt vaxer fordubbl increas rise rising rose rais grew grow"
_LESS = "minsk sank sjunk sjonk halver decreas fell drop reduc lower"
_YES = "godkann bifall tillstyrk approv endors"
_NO = "avsla avslog avslag avstyrk forkast nej reject turned"
_BEST, _WORST = "bast best", "samst worst"
_BETTER, _WORSE = "battre better", "samre worse"
_SUCCESS = "lyckad lyckat framgang succe"
_FAILURE = "misslyck fiasko nedlagg nedlagd fail shut"
_PRAISE, _BLAME = "berom hyll prais", "kritik kritis klandr critic"

_PAIRS = tuple(
    (tuple(one.split()), tuple(other.split()))
    for one, other in (
        (_MORE, _LESS),
        (_YES, _NO),
        (_BEST, _WORST),
        (_BETTER, _WORSE),
        (_SUCCESS, _FAILURE),
        (_PRAISE, _BLAME),
    )
)  # each by the beginnings of folded words


def contradicts(words: Iterable[str], others: Iterable[str]) -> bool:
    """Whether some folded words say the opposite of what others say: "minskade", where they have but "ökade"."""
    words, others = tuple(words), tuple(others)
    return any(
        _has(words, here) and _has(others, there) and not _has(others, here)
        for one, other in _PAIRS
        for here, there in ((one, other), (other, one))
    )


def _has(words: tuple[str, ...], beginnings: tuple[str, ...]) -> bool:
    return any(word.startswith(beginnings) for word in words)
