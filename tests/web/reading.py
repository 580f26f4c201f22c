"""Pages read back as a browser does: their elements, their texts, where their links lead."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"meta", "link", "input", "br", "img"}


@dataclass(frozen=True)
class Element:
    """An element with its attributes and all text in it."""

    tag: str
    attributes: dict[str, str]
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its text, with single spaces."""
        return " ".join("".join(self.words).split())

    def get(self, name: str) -> str:
        """An attribute, "" where it has none of that name."""
        return self.attributes.get(name, "")


class Html(HTMLParser):
    """A page. Raises AssertionError where elements are not closed as they were opened."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(text)
        self.close()
        assert not self._open, [element.tag for element in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        opened = self._open.pop()
        assert opened.tag == tag, f"<{opened.tag}> closed by </{tag}>"

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.words.append(data)

    def all(self, tag: str, class_: str = "") -> list[Element]:
        """The elements of a tag, and of a class where one is given."""
        return [e for e in self.elements if e.tag == tag and (not class_ or class_ in e.get("class").split())]

    def one(self, tag: str, class_: str = "") -> Element:
        """The first of them."""
        return self.all(tag, class_)[0]

    def meta(self, name: str) -> str:
        """What a meta element says."""
        return next(e.get("content") for e in self.all("meta") if name in (e.get("property"), e.get("name")))

    @property
    def links(self) -> list[str]:
        """Where its links lead."""
        return [e.get("href") for e in self.all("a")]
