"""A case as linked data (JSON-LD 1.1): people, parties and votes in the terms of Popolo, papers in those of OParl.

Popolo (popoloproject.com/specs) takes its terms from other vocabularies, which the context names. OParl 1.1 gives its
types addresses, and its properties none: they stand under the same address here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from bot.answering.browse import Browser
from bot.channels.web.views.reply import fact_path
from bot.knowledge.links import case_path, source_path
from bot.knowledge.model import Case, Decision, Status

MEDIA_TYPE = "application/ld+json"
CONTEXT: Mapping[str, Any] = {
    "id": "@id",
    "type": "@type",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oparl": "https://schema.oparl.org/1.1/",
    "opengov": "http://www.w3.org/ns/opengov#",
    "org": "http://www.w3.org/ns/org#",
    "person": "http://www.w3.org/ns/person#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "schema": "http://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
_RESULTS = {Status.DECIDED: "opengov:Pass", Status.REJECTED: "opengov:Fail"}

Node = dict[str, Any]


class Linker:
    """Writes cases as linked data. Addresses begin with `public_url`, or else are relative to where they are read."""

    def __init__(self, browser: Browser, public_url: str | None = None) -> None:
        self._browser, self._base = browser, public_url or ""

    def case(self, case: Case) -> dict[str, Any]:
        """A case as a graph."""
        parts = (self._papers(case), self._bodies(case), self._parties(case), self._people(case), self._votes(case))
        return {"@context": CONTEXT, "@graph": [_filled(node) for node in chain(*parts)]}

    def _at(self, case: Case, part: str = "") -> str:
        return f"{self._base}{case_path(case.id)}{part and f'#{part}'}"

    def _papers(self, case: Case) -> Iterator[Node]:
        files = [f"{self._base}{source_path(case.id, source)}" for source in case.sources]
        yield {
            "id": self._at(case),
            "type": "oparl:Paper",
            "oparl:name": case.title,
            "oparl:reference": case.reference,
            "oparl:paperType": case.document_type,
            "oparl:date": case.date.isoformat() if case.date else None,
            "oparl:underDirectionOf": {"id": self._at(case, "organ")} if case.body else None,
            "oparl:mainFile": {"id": files[0]},
            "oparl:auxiliaryFile": [{"id": file} for file in files[1:]],
        }
        for file, source in zip(files, case.sources.values(), strict=True):
            yield {"id": file, "type": "oparl:File", "oparl:name": source.title, "oparl:accessUrl": {"id": file}}
        if case.meeting:
            organized = [{"id": self._at(case, "organ")}] if case.body else []
            meeting = {"id": self._at(case, "mote"), "type": "oparl:Meeting", "oparl:name": case.meeting}
            yield {**meeting, "oparl:organization": organized}
            item = {"id": self._at(case, "punkt"), "type": "oparl:AgendaItem", "oparl:name": case.title}
            yield {**item, "oparl:meeting": {"id": self._at(case, "mote")}}

    def _bodies(self, case: Case) -> Iterator[Node]:
        if case.municipality:
            yield {"id": self._at(case, "kommun"), "type": "org:Organization", "skos:prefLabel": case.municipality}
        if case.body:
            above = {"id": self._at(case, "kommun")} if case.municipality else None
            body = {"id": self._at(case, "organ"), "type": "org:Organization", "skos:prefLabel": case.body}
            yield {**body, "org:subOrganizationOf": above}

    def _parties(self, case: Case) -> Iterator[Node]:
        heard = {voice.party: voice.name for voice in self._browser.voices(case, "sv")}
        letters = [*heard, *(person.party for person in case.people)]
        for letter in dict.fromkeys(letter for letter in letters if letter):
            party = {"id": self._at(case, f"parti-{letter}"), "type": "org:Organization", "org:identifier": letter}
            yield {**party, "skos:prefLabel": self._browser.party(case, letter, "sv")}

    def _people(self, case: Case) -> Iterator[Node]:
        for number, person in enumerate(case.people, 1):
            party = {"id": self._at(case, f"parti-{person.party}")} if person.party else None
            member = {"type": "org:Membership", "org:organization": party, "org:role": person.role}
            yield {
                "id": self._at(case, f"person-{number}"),
                "type": "person:Person",
                "foaf:name": person.name,
                "org:hasMembership": member if party or person.role else None,
            }

    def _votes(self, case: Case) -> Iterator[Node]:
        for decision in (fact for fact in case.facts if isinstance(fact, Decision)):
            result = {"id": _RESULTS[decision.status]} if decision.status in _RESULTS else None
            yield {
                "id": f"{self._base}{fact_path(decision.id)}",
                "type": "opengov:Motion",
                "schema:text": decision.quotes[0].text,
                "schema:publisher": {"id": self._at(case, "organ")} if case.body else None,
                "dcterms:subject": {"id": self._at(case)},
                "opengov:result": result,
                "opengov:voteEvent": _vote_event(decision),
            }


def _vote_event(decision: Decision) -> Node | None:
    votes = decision.votes
    if votes is None:
        return None
    counted = (("YesCount", votes.yes), ("NoCount", votes.no), ("AbstainCount", votes.abstained))
    counts = [{"type": f"opengov:{option}", "rdf:value": value} for option, value in counted]
    return {"type": "opengov:VoteEvent", "opengov:count": counts}


def _filled(node: Node) -> Node:
    """A node without what it has nothing of."""
    kept = {key: value for key, value in node.items() if value not in (None, [])}
    return {key: _filled(value) if isinstance(value, dict) else value for key, value in kept.items()}
