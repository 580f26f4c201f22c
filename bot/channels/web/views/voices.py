"""Positions side by side: a column for each who is heard, in the document's order, and all made alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.answering.answer import answer_fact
from bot.answering.browse import Browser, Voice
from bot.answering.wording import enumerate_names, say
from bot.channels.web.views.reply import ORIGINAL, Linked, ShownQuote, fact_path, shown_quote
from bot.knowledge.model import Case, Position, Stance


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement: its form, who made it, what it says with its first quote, and its points."""

    form: str
    by: str
    said: Linked
    quote: ShownQuote
    points: tuple[Linked, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """What one of those heard says."""

    name: str
    statements: tuple[Statement, ...]


def columns(browser: Browser, case: Case, language: str) -> tuple[Column, ...]:
    """Who is heard in a case."""
    return tuple(
        Column(voice.name or say("menu.presenter", language), tuple(_statements(voice, language)))
        for voice in browser.voices(case, language)
    )


def _statements(voice: Voice, language: str) -> Iterable[Statement]:
    known = {position.id for position in voice.positions}
    for position in voice.positions:
        if position.part_of not in known:
            points = tuple(_point(part, language) for part in voice.positions if part.part_of == position.id)
            yield Statement(
                position.form,
                enumerate_names(position.by, language) if position.by else "",
                _point(position, language),
                shown_quote(position.case, position.quotes[0], language),
                points,
            )


def _point(position: Position, language: str) -> Linked:
    shown = answer_fact(position, language, 1.0)
    said = shown.summary
    if position.stance is not Stance.COMMENT:
        said = f"{said} ({say(f'web.stance_{position.stance.value}', language)})"
    return Linked(said, fact_path(position.id), language if shown.translated else ORIGINAL)
