"""The page that is asked for: its address, the language it is shown in, and links that keep to that language."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request

from bot.answering.language import reply_language
from bot.answering.wording import LANGUAGES

_LANGUAGE = "sprak"
_PASSING = (_LANGUAGE, "samtal")  # what a link to the same page in another language leaves out


@dataclass(frozen=True, slots=True)
class Page:
    """A page: `chosen` is the language that a link has chosen, `language` that or what the reader seems to know.

    Links keep to its language where the browser by itself would get the other.
    """

    path: str
    query: tuple[tuple[str, str], ...]
    language: str
    chosen: str | None
    by_browser: str

    def to(self, address: str, **query: object) -> str:
        """An address with a query, in the same language; what is None or empty is left out of the query."""
        given = {name: str(value) for name, value in query.items() if value not in (None, "")}
        if self.chosen is not None or self.language != self.by_browser:
            given.setdefault(_LANGUAGE, self.language)
        return with_query(address, given)

    def here(self, **query: object) -> str:
        """This page, with something else in its query."""
        return self.to(self.path, **{**dict(self.query), **query})

    @property
    def other(self) -> str:
        """The language besides that of the page."""
        return next(language for language in LANGUAGES if language != self.language)


def page_of(request: Request, text: str = "") -> Page:
    """The page that a request asks for. `text` is the reader's own, whose language counts before the browser's."""
    asked = request.query_params
    chosen = asked.get(_LANGUAGE)
    chosen = chosen if chosen in LANGUAGES else None
    by_browser = preferred(request.headers.get("accept-language", ""))
    language = chosen or reply_language(text, by_browser)
    query = tuple((name, value) for name, value in asked.multi_items() if name not in _PASSING)
    return Page(request.url.path, query, language, chosen, by_browser)


def address_of(request: Request) -> str:
    """The address that a request comes from, "" where that is not known."""
    return request.client.host if request.client else ""


def preferred(accepted: str) -> str:
    """Which of the bot's languages an Accept-Language header (RFC 9110, 12.5.4) puts first; Swedish where neither."""
    ranges = (part.partition(";") for part in accepted.split(","))
    weighed = {tag.strip().lower().partition("-")[0]: _weight(given) for tag, _, given in ranges}
    return max(LANGUAGES, key=lambda language: weighed.get(language, 0.0))


def with_query(address: str, query: dict[str, str]) -> str:
    """An address with more in its query."""
    start, hash_, fragment = address.partition("#")
    if not query:
        return address
    return f"{start}{'&' if '?' in start else '?'}{urlencode(query)}{hash_}{fragment}"


def _weight(given: str) -> float:
    try:
        return float(given.strip().removeprefix("q=")) if given.strip() else 1.0
    except ValueError:
        return 0.0
