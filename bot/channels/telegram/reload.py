"""Reloading: new knowledge takes the place of the old as a whole, or the old stays."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from bot.answering.wording import say
from bot.channels.telegram.bot_state import BotState
from bot.channels.telegram.state.loaded_knowledge import LoadedKnowledge
from bot.errors import KnowledgeError, Problem

_SHOWN = 20  # problems told; the rest are counted


class Reload:
    """Loads in a thread, so that questions are answered meanwhile. `load` loads the knowledge anew. `tell_others` is
    called, where there are other workers, when there is new knowledge because somebody asked for it.
    """

    def __init__(
        self,
        state: BotState,
        load: Callable[[], LoadedKnowledge],
        tell_others: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        self._state, self._load, self._tell_others = state, load, tell_others
        self._turn = asyncio.Lock()
        self._is_awaited = False

    async def __call__(self, language: str = "sv") -> tuple[bool, str]:
        """Reloads; gives whether all of it went well, and what to tell an admin, as plain text. It waits for a reload
        that is under way, which may have read too early; one that waits is enough.
        """
        if self._is_awaited:
            return True, say("admin.reload_busy", language)
        self._is_awaited = True
        async with self._turn:
            self._is_awaited = False
            return await self._once(language, self._tell_others)

    async def after_another(self) -> tuple[bool, str]:
        """Reloads because another worker has, and tells the others nothing."""
        async with self._turn:
            return await self._once("sv", None)

    async def _once(self, language: str, tell_others: Callable[[], Awaitable[None]] | None) -> tuple[bool, str]:
        try:
            loaded = await asyncio.to_thread(self._load)
        except KnowledgeError as error:
            self._state.log.event("reload_refused", logging.WARNING, problems=len(error.problems))
            return False, say("admin.reload_failed", language, problems=_listed(error.problems, language))
        except Exception as error:  # whatever it is, the old knowledge must go on being used
            kind = type(error).__name__
            self._state.log.event("reload_failed", logging.ERROR, kind=kind)
            return False, say("admin.reload_crashed", language, error=kind)
        before, self._state.loaded = self._state.loaded, loaded
        self._state.renewed.set()
        before.close()
        cards = loaded.answerer.cards
        cases, facts = len(cards), sum(card.facts for card in cards.values())
        self._state.log.event("reloaded", cases=cases, facts=facts, seconds=round(loaded.took, 2))
        if tell_others is not None:
            await tell_others()
        said = say("admin.reloaded", language, cases=cases, facts=facts, seconds=f"{loaded.took:.1f}")
        if not loaded.problems:
            return True, said
        self._state.log.event("cases_left_out", logging.WARNING, problems=len(loaded.problems))
        return False, f"{said}\n{say('admin.left_out', language, problems=_listed(loaded.problems, language))}"


def _listed(problems: Sequence[Problem], language: str) -> str:
    lines = [str(problem) for problem in problems]
    if len(lines) > _SHOWN:
        lines = [*lines[:_SHOWN], say("admin.more_problems", language, count=len(lines) - _SHOWN)]
    return "\n".join(lines)
