"""What people wrote in an existing case goes over to its new draft, where the quotes still stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bot.drafting.documents.document import DocumentError
from bot.drafting.writing.case_writer import KINDS, Fixes, WrittenFact
from bot.drafting.writing.fact_entries import Entry
from bot.drafting.writing.yaml_text import Comment
from bot.errors import QuoteError
from bot.knowledge.files.case_file import CASE_FILE, MUST_BE
from bot.knowledge.files.paths import is_inside, stands
from bot.knowledge.files.questions_file import QUESTIONS_FILE, Questions, read_questions
from bot.knowledge.files.yaml_tree import plain, read_mapping
from bot.knowledge.problems import Report
from bot.knowledge.source import Source
from bot.knowledge.sources.pages import Span
from bot.knowledge.sources.quotes import Quotations, QuoteSpec

_CURATED = ("summary", "summary_en", "about")
_ENOUGH = 0.5  # the share of the shorter span that two facts have in common when they are the same


@dataclass(frozen=True)
class Existing:
    """The facts of an existing case.yaml, by kind, as they are written; its questions, by kind and id; its contact.

    `originals` are the PDFs that its sources name, by the sources' ids.
    """

    facts: Mapping[str, list[dict[str, Any]]]
    questions: Questions
    contact: str | None = None
    originals: Mapping[str, Path] = field(default_factory=dict)

    def asked(self, kind: str, fact: Mapping[str, Any]) -> tuple[str, ...]:
        """The questions of a fact, wherever they stand."""
        return self.questions.of.get(_name(kind, fact)) or _texts(fact.get("questions"))


def read_existing(folder: Path) -> Existing | None:
    """The facts of a case folder and their questions; None when it has no case.yaml.

    Raises DocumentError when one of them cannot be read: what people wrote would be lost.
    """
    file = folder / CASE_FILE
    if not stands(file):
        return None
    report = Report(str(file))
    root = read_mapping(folder, CASE_FILE, report, MUST_BE)
    if root is None:
        raise _first_of(report)
    read: Mapping[str, Any] = plain(root)
    facts = {
        kind: [fact for fact in read.get(kind) or [] if isinstance(fact, dict)]
        for kind in KINDS
        if isinstance(read.get(kind) or [], list)
    }
    report = Report(str(folder / QUESTIONS_FILE))
    asked = read_questions(folder, (_name(kind, fact) for kind in facts for fact in facts[kind]), report)
    if report.problems:
        raise _first_of(report)
    contact = str(read["contact"]) if read.get("contact") else None
    originals = dict(_originals(folder, read.get("sources")))
    return Existing(facts, asked or Questions({}, _texts(read.get("unanswered"))), contact, originals)


def _originals(folder: Path, sources: object) -> Iterator[tuple[str, Path]]:
    for id, source in sources.items() if isinstance(sources, dict) else ():
        name = source.get("original") if isinstance(source, dict) else None
        if isinstance(name, str) and (path := folder / name).is_file() and is_inside(folder, path):
            yield str(id), path


def _first_of(report: Report) -> DocumentError:
    """The first of the problems as an error."""
    first = min(report.problems)
    return DocumentError(first.message, where=first.where, remedy=first.remedy or "correct it first, or move it away")


def _name(kind: str, fact: Mapping[str, Any]) -> str:
    return f"/{kind}/{fact.get('id')}"


def _texts(value: object) -> tuple[str, ...]:
    """Questions in a case.yaml, where they stood before they had a file of their own: what people wrote is kept."""
    texts = (" ".join(text.split()) for text in value if isinstance(text, str)) if isinstance(value, list) else ()
    return tuple(dict.fromkeys(filter(None, texts)))


def carry_over(
    before: Existing, facts: Sequence[WrittenFact], sources: Mapping[str, Source], fixes: Fixes
) -> tuple[list[WrittenFact], int]:
    """The drafted facts with what people wrote of them, then the facts that only people had; and how many.

    A fact is the same when it is of the same kind, its quotes overlap, and its figure or name is the same.
    """
    quotations = Quotations(sources, ())
    result = list(facts)
    carried = 0
    used: set[int] = set()
    for kind, old_facts in before.facts.items():
        own = [index for index, fact in enumerate(result) if fact.kind == kind]
        ids = {result[index].id for index in own}
        for old in old_facts:
            spans = _spans(old, quotations)
            if not spans:
                continue
            same = [i for i in own if i not in used and _same(old, spans, result[i])]
            if same:
                best = max(same, key=lambda i: (result[i].id == old.get("id"), _shared(spans, result[i].spans)))
                used.add(best)
                result[best] = _with(result[best], old, before.asked(kind, old), fixes)
                carried += 1
            elif kept := _kept(kind, old, before.asked(kind, old), spans, ids, fixes):
                result.append(kept)
                ids.add(kept.id)
                carried += 1
    return result, carried


def _spans(fact: Mapping[str, Any], quotations: Quotations) -> tuple[Span, ...]:
    """Where a fact's quotes stand; empty when one of them stands no more."""
    found: list[Span] = []
    quotes = fact.get("quotes")
    for quote in quotes if isinstance(quotes, list) else [quotes]:
        wanted = _wanted(quote)
        if wanted is None:
            return ()
        try:
            found.extend((placed.start, placed.end) for placed in quotations.resolve(wanted))
        except (QuoteError, KeyError):
            return ()
    return tuple(found)


def _wanted(quote: object) -> QuoteSpec | None:
    if isinstance(quote, str):
        return QuoteSpec(quote)
    if isinstance(quote, dict) and isinstance(quote.get("from"), str):
        last, nth, source = quote.get("to"), quote.get("occurrence"), quote.get("source")
        return QuoteSpec(
            quote["from"],
            last if isinstance(last, str) else None,
            nth if isinstance(nth, int) else None,
            source if isinstance(source, str) else None,
        )
    return None


def _same(old: Mapping[str, Any], spans: Sequence[Span], new: WrittenFact) -> bool:
    for key in ("value", "name", "number", "topic"):
        if (
            key in old
            and new.value(key) is not None
            and str(old[key]) != str(new.value(key))
            and not _equal(old[key], new.value(key))
        ):
            return False
    return _shared(spans, new.spans) >= _ENOUGH


def _equal(one: object, other: object) -> bool:
    return isinstance(one, int | float) and isinstance(other, int | float) and abs(one - other) < 1e-9


def _shared(one: Sequence[Span], other: Sequence[Span]) -> float:
    """The share of the shorter side that two lists of spans have in common."""
    common = sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)
    shorter = min(sum(b - a for a, b in one), sum(d - c for c, d in other))
    return common / shorter if shorter else 0.0


def _with(fact: WrittenFact, old: Mapping[str, Any], asked: tuple[str, ...], fixes: Fixes) -> WrittenFact:
    """A fact with what people wrote of it; its quotes too, since the summary rests on them."""
    kept = {key: old[key] for key in _CURATED if old.get(key)}
    if fact.name in fixes.plain:
        kept.pop("summary", None)
        kept.pop("summary_en", None)
    entries: list[Entry] = []
    for entry in fact.entries:
        if isinstance(entry, Comment) or entry[0] not in kept:
            if not isinstance(entry, Comment) and entry[0] == "quotes":
                entries += [(key, kept.pop(key)) for key in list(kept)]
            entries.append(entry)
        else:
            entries.append((entry[0], kept.pop(entry[0])))
    return replace(fact, entries=tuple(entries), questions=asked)


def _kept(
    kind: str, old: Mapping[str, Any], asked: tuple[str, ...], spans: tuple[Span, ...], taken: set[str], fixes: Fixes
) -> WrittenFact | None:
    """A fact that drafting does not find and a person wrote, as it was; None when it cannot stand."""
    id = old.get("id")
    if not isinstance(id, str) or not re.fullmatch(r"[a-z0-9-]+", id) or id in taken or f"{kind}/{id}" in fixes.dropped:
        return None
    if f"{kind}/{id}" in fixes.plain:
        fixes.dropped.add(f"{kind}/{id}")
        return None
    note = Comment("behållen ur det tidigare fallet")
    entries = ((key, value) for key, value in old.items() if key != "questions")
    return WrittenFact(kind, id, (note, *entries), spans, asked)
