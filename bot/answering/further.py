"""Further hits: what comes after an answer when more is asked for, each passage once, and what to call it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.answering.answer import AnswerFact
from bot.answering.wording import say
from bot.knowledge.model import Kind, Knowledge
from bot.knowledge.source import Quote
from bot.matching.ranking.candidates import quotes_overlap


def further(ids: Iterable[str], shown: Sequence[AnswerFact], knowledge: Knowledge) -> tuple[str, ...]:
    """The ids of facts to go on with, in their order: none that is shown, or opens with words quoted before."""
    said: dict[str, list[Quote]] = {}
    for before in shown:
        quotes = before.quotes[:1] if len(shown) > 1 else before.quotes
        said.setdefault(before.case, []).extend(quotes)
    kept = []
    known = {fact.id for fact in shown}
    for id_ in dict.fromkeys(ids):
        fact = knowledge.by_id.get(id_)
        if fact is None or id_ in known or quotes_overlap(fact.quotes[:1], said.get(fact.case, [])):
            continue
        kept.append(id_)
        said.setdefault(fact.case, []).extend(fact.quotes[:1])
    return tuple(kept)


def named_kind(kinds: Iterable[Kind], language: str) -> str:
    """What facts of these kinds are called together, in running text: "belopp", or "uppgifter" where they are mixed."""
    kind = one_kind(kinds)
    return say(f"kinds.{kind.value if kind else 'mixed'}", language)


def more_called(kinds: Iterable[Kind], language: str) -> str:
    """What stands above further hits: "Fler belopp:", or "Fler träffar:" where they are of several kinds."""
    kind = one_kind(kinds)
    if kind is None:
        return say("answer.more", language)
    return say("answer.more_of", language, what=say(f"kinds.{kind.value}", language))


def one_kind(kinds: Iterable[Kind]) -> Kind | None:
    """The kind that all are of, or None."""
    different = set(kinds)
    return different.pop() if len(different) == 1 else None
