"""Templates: the pages' HTML, all that is filled in escaped."""

from __future__ import annotations

from functools import partial
from hashlib import blake2b
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.answering.wording import place, quoted, say
from bot.channels.web.reading.page import Page
from bot.knowledge import links

STATIC = files("bot.channels.web") / "static"


class Templates:
    """Fills in templates. `public_url` is where the pages are reached from outside, if they are."""

    def __init__(self, public_url: str | None = None) -> None:
        self._environment = Environment(
            loader=PackageLoader("bot.channels.web", "html"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.update(
            public_url=public_url, style=_version("style.css"), icon=_version("icon.svg"), links=links
        )

    def fill(self, name: str, page: Page, **values: object) -> str:
        """The HTML of a page. In it, `t` says a text of the web channel, in the page's language."""

        def t(key: str, **filled: object) -> str:
            return say(f"web.{key}", page.language, **filled)

        words = {"t": t, "say": partial(_say, page.language), "quoted": quoted, "place": place}
        return self._environment.get_template(name).render(page=page, **words, **values)


def _say(language: str, key: str, **filled: object) -> str:
    return say(key, language, **filled)


def _version(name: str) -> str:
    """The address of a file that changes with its content, so that browsers may keep it."""
    return f"/static/{name}?v={blake2b(STATIC.joinpath(name).read_bytes(), digest_size=6).hexdigest()}"
