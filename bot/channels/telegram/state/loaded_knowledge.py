"""The loaded knowledge: what is in use, with all that is made of it. It is swapped as a whole or not at all."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answering.answerer import Answerer
from bot.answering.browse import Browser
from bot.channels.telegram.views.callback_data import Codes, codes_of
from bot.knowledge.load import default_folder, load_knowledge

if TYPE_CHECKING:
    from bot.matching.retrieval.vectors import Encoder, Progress
    from bot.settings import Settings


@dataclass(frozen=True)
class LoadedKnowledge:
    """One loaded knowledge. `loaded_at` is in seconds since 1970, `took` in seconds."""

    answerer: Answerer
    browser: Browser
    codes: Codes
    loaded_at: float
    took: float


def load_as_set(
    settings: Settings, encoder: Encoder | None = None, progress: Progress | None = None
) -> LoadedKnowledge:
    """The knowledge that the settings name, loaded; takes a while, best in a thread.

    `progress` is told how much is encoded of what was never encoded before.

    Raises KnowledgeError with every problem when the knowledge has any.
    """
    started = time.perf_counter()
    knowledge = load_knowledge(settings.knowledge or default_folder())
    told = {"contact": settings.contact, "public_url": settings.public_url}
    answerer = Answerer(knowledge, encoder, settings.cache, progress, **told, counts=settings.asked_in_vain)
    browser = Browser(answerer, settings.public_url)
    for language in ("sv", "en"):
        browser.examples(language, 4)
    return LoadedKnowledge(answerer, browser, codes_of(knowledge), time.time(), time.perf_counter() - started)
