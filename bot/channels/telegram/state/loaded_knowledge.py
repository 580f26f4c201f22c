"""The loaded knowledge: what is in use, with all that is made of it. It is swapped as a whole or not at all."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answering.answerer import Answerer
from bot.answering.browse import Browser
from bot.channels.telegram.views.callback_data import Codes, codes_of
from bot.channels.telegram.workers.worker import Given
from bot.channels.telegram.workers.workers import Workers
from bot.compiled.compilation import Progress as Working
from bot.compiled.opening import open_knowledge
from bot.errors import Problem
from bot.knowledge.load import default_folder

if TYPE_CHECKING:
    from bot.matching.retrieval.vectors import Encoder, Progress
    from bot.settings import Settings


@dataclass(frozen=True)
class LoadedKnowledge:
    """One loaded knowledge. `loaded_at` is in seconds since 1970, `took` in seconds; `workers` may answer.

    `problems` are what is wrong with the cases that were left out.
    """

    answerer: Answerer
    browser: Browser
    codes: Codes
    loaded_at: float
    took: float
    workers: Workers | None = None
    problems: tuple[Problem, ...] = ()

    def close(self) -> None:
        """Ends the workers."""
        if self.workers is not None:
            self.workers.close()


def load_as_set(
    settings: Settings,
    encoder: Encoder | None = None,
    progress: Progress | None = None,
    working: Working = lambda *_: None,
    *,
    workers: int = 0,
) -> LoadedKnowledge:
    """The knowledge that the settings name, loaded; takes a while, best in a thread. One with workers must be closed.

    `progress` is told how much is encoded of what was never encoded before, `working` how much is compiled.

    Raises KnowledgeError with every problem when it is of no use.
    """
    started = time.perf_counter()
    opened = open_knowledge(settings.knowledge or default_folder(), settings.cache, working)
    given = Given(
        opened,
        settings.cache,
        encoder is not None,
        contact=settings.contact,
        public_url=settings.public_url,
        counts=settings.asked_in_vain,
    )
    answerer = given.answerer(encoder, progress)
    browser = Browser(answerer, settings.public_url)
    for language in ("sv", "en"):
        browser.examples(language, 4)
    browser.find("a")  # the first time it reads the words of all cards
    codes = codes_of(answerer.knowledge, opened.bundle)
    started_workers = Workers(answerer, given, workers) if workers else None
    took = time.perf_counter() - started
    return LoadedKnowledge(answerer, browser, codes, time.time(), took, started_workers, opened.problems)
