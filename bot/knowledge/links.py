"""Links: where a case, a document and a passage of it are read on the web pages."""

from __future__ import annotations

from urllib.parse import quote as percent_encoded

from bot.knowledge.source import Quote

SOURCES = "/sources/"
"""What stands between the id of a case and that of one of its sources, where the two are one id."""
CITED = "citat"
"""The id of the passage that a link to a document points at."""


def case_path(case: str) -> str:
    """The page of a case, by its id."""
    return f"/arende/{percent_encoded(case, safe='')}"


def source_path(case: str, source: str) -> str:
    """The page of a document, by the ids of its case and itself."""
    return f"{case_path(case)}/kalla/{percent_encoded(source, safe='')}"


def passage_path(case: str, quote: Quote) -> str:
    """The page of a document with the passage marked, at that passage."""
    return f"{source_path(case, quote.source)}?start={quote.start}&end={quote.end}#{CITED}"


def passage_url(public_url: str | None, case: str, quote: Quote) -> str | None:
    """The whole address of a passage, or None where the pages are not reached from outside."""
    return None if public_url is None else f"{public_url}{passage_path(case, quote)}"
