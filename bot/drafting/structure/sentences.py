"""Sentences of a folded paragraph, told by their stops and not by those of abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.pages import Span

_STOP = re.compile(r"[.!?…]+[”\"»’')\]]*(?:\d{1,2}(?=\s))?(?=\s+[”\"»“'(\[*•–§−]*(?:[A-ZÅÄÖÉÜ]|\d|§))")
_LAST_WORD = re.compile(r"[\w.]*$")
_NO_STOP = """
bl.a t.ex ca dnr kl nr s st f.d f.ö fr.o.m t.o.m d.v.s dvs p.g.a pga s.k forts resp inkl exkl jfr
kap prop bet rskr dir ds tel mom ev fr t.h t.v o.d e.d fig tab sid sign avd adj kv ang enl m.fl osv
vol st.f diarienr reg tf vik ordf
"""
_ABBREVIATIONS = frozenset(_NO_STOP.split())
_INITIAL = re.compile(r"(?:^|[\s.(])[A-ZÅÄÖ]$")


def sentences(text: str) -> Iterator[Span]:
    """The spans of the sentences of a text; white space stands in none of them."""
    begin = 0
    for stop in _STOP.finditer(text):
        if stop.end() == stop.start() + 1 and text[stop.start()] == ".":
            window = text[max(begin, stop.start() - 20) : stop.start()]
            word = _LAST_WORD.search(window)
            last = word.group().lower() if word else ""
            if last in _ABBREVIATIONS or _INITIAL.search(window):
                continue
        yield begin, stop.end()
        begin = stop.end()
        while begin < len(text) and text[begin].isspace():
            begin += 1
    if begin < len(text):
        yield begin, len(text)


def sentence_at(text: str, place: int) -> Span:
    """The sentence that holds a place."""
    found = (0, len(text))
    for begin, end in sentences(text):
        if begin <= place:
            found = (begin, end)
        if place < end:
            break
    return found
