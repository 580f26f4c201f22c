"""Cases, facts and documents as JSON: what the knowledge has, under the names that case.yaml gives it."""

from __future__ import annotations

from typing import Any

from bot.answering.answer import quote_as_json
from bot.knowledge.lazy import CaseCard
from bot.knowledge.links import case_path, passage_url, source_path
from bot.knowledge.model import Amount, Case, Decision, Detail, Fact, Goal, Kind, Position
from bot.knowledge.source import Quote, Source

_KINDS = (Kind.DECISION, Kind.AMOUNT, Kind.GOAL, Kind.POSITION, Kind.DETAIL)


class Writer:
    """Writes what can be read at `public_url` too, where that is known."""

    def __init__(self, public_url: str | None = None) -> None:
        self._url = public_url

    def header(self, case: Case | CaseCard) -> dict[str, Any]:
        """What a list of cases says of one."""
        return {
            "id": case.id,
            "title": case.title,
            "reference": case.reference,
            "municipality": case.municipality,
            "body": case.body,
            "document_type": case.document_type,
            "date": case.date.isoformat() if case.date else None,
            **self._at(case_path(case.id)),
        }

    def case(self, case: Case) -> dict[str, Any]:
        """All of a case but the texts of its sources."""
        return {
            **self.header(case),
            "sources": [
                {"id": source.id, "title": source.title, **self._at(source_path(case.id, source.id))}
                for source in case.sources.values()
            ],
            **{kind.plural: [self._fact(fact) for fact in case.of_kind(kind)] for kind in _KINDS},
            "people": [{"name": one.name, "party": one.party, "role": one.role} for one in case.people],
            "attachments": [{"number": one.number, "title": one.title} for one in case.attachments],
        }

    def source(self, case: Case, source: Source) -> dict[str, Any]:
        """A source: its text by page, with the offsets that quotes count in, and its headings."""
        ends = (*source.page_starts[1:], len(source.text))
        return {
            "id": source.id,
            "case": case.id,
            "title": source.title,
            **self._at(source_path(case.id, source.id)),
            "pages": [
                {"number": source.first_page + at, "start": start, "end": end, "text": source.text[start:end]}
                for at, (start, end) in enumerate(zip(source.page_starts, ends, strict=True))
            ],
            "sections": [{"title": one.title, "start": one.start, "level": one.level} for one in source.sections],
        }

    def _fact(self, fact: Fact) -> dict[str, Any]:
        return {
            "id": fact.id,
            "kind": fact.kind.value,
            "summary": fact.summary,
            "summary_en": fact.summary_en,
            "about": list(fact.about),
            **self._own(fact),
            "quotes": self._quotes(fact.case, fact.quotes),
        }

    def _own(self, fact: Fact) -> dict[str, Any]:
        """What only facts of this kind have."""
        match fact:
            case Decision():
                votes = fact.votes and {"yes": fact.votes.yes, "no": fact.votes.no, "abstained": fact.votes.abstained}
                return {"number": fact.number, "status": fact.status.value, "by": fact.by, "votes": votes}
            case Amount():
                return {"value": fact.value, "unit": fact.unit, "what": fact.what, "period": fact.period}
            case Goal():
                assessments = [
                    {"by": one.by, "outcome": one.outcome, "quotes": self._quotes(fact.case, one.quotes)}
                    for one in fact.assessments
                ]
                return {"name": fact.name, "level": fact.level, "assessments": assessments}
            case Position():
                said = {"party": list(fact.party), "form": fact.form, "by": list(fact.by)}
                return {**said, "stance": fact.stance.value, "part_of": fact.part_of}
            case Detail():
                return {"topic": fact.topic}
            case _:
                return {}

    def _quotes(self, case: str, quotes: tuple[Quote, ...]) -> list[dict[str, Any]]:
        return [quote_as_json(quote, passage_url(self._url, case, quote)) for quote in quotes]

    def _at(self, path: str) -> dict[str, str]:
        return {} if self._url is None else {"url": f"{self._url}{path}"}
