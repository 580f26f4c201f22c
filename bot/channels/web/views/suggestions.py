"""Suggestions: questions to try, each of which is answered."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.browse import Browser
from bot.answering.wording import say
from bot.channels.web.reading.page import with_query
from bot.channels.web.views.reply import Linked
from bot.knowledge.model import Case

MOST = 3


def suggestions(
    browser: Browser, language: str, case: Case | None = None, near: Sequence[str] = ()
) -> tuple[Linked, ...]:
    """Links that ask within a case, or else of all: the facts' own questions, those of the facts in `near` (ids) first.

    Where they are too few, as in cases that are only drafted, one may ask what a case is about, which has an answer.
    """
    within = {"arende": case.id} if case else {}
    examples = browser.examples(language, MOST, near, case.id if case else None)
    found = [Linked(one.text, with_query("/", {"q": one.text, **within}), language) for one in examples]
    about = say("web.about_question", language)
    for other in (case,) if case else browser.cases[:MOST]:
        text = about if case else say("web.about_case", language, question=about, title=other.title)
        found.append(Linked(text, with_query("/", {"q": about, "arende": other.id}), language))
    return tuple(found[:MOST])
