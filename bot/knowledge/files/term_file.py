"""terms.yaml: municipal terms that the bot explains in its own words, never as a quote."""

from __future__ import annotations

from collections.abc import Iterable

from bot.knowledge.files.fields import Fields
from bot.knowledge.files.yaml_tree import Mapping, Node
from bot.knowledge.model import Term
from bot.knowledge.problems import Report


def read_terms(node: Node, report: Report) -> tuple[Term, ...]:
    """The terms of a list of {term, term_en, also?, sv, en}; a name stands for one term, in whatever language."""
    terms = []
    given: dict[str, int] = {}  # the line of each name
    # the list has no key of its own in the file; it is read as if it had
    for item in Fields(Mapping(node.line, {"terms": node}), report, ("terms",)).mappings("terms"):
        fields = Fields(item, report, ("term", "term_en", "also", "sv", "en"))
        name, name_en = fields.text("term", required=True), fields.text("term_en", required=True)
        also = fields.texts("also")
        sv, en = fields.text("sv", required=True), fields.text("en", required=True)
        if name is None or name_en is None or sv is None or en is None:
            continue
        term = Term(name, name_en, also, sv, en)
        if _all_new(term, fields, given):
            terms.append(term)
    return tuple(terms)


def with_own(terms: Iterable[Term], own: Iterable[Term]) -> tuple[Term, ...]:
    """The terms with a folder's own after them, which stand in for those that share a name with one of them."""
    own = tuple(own)
    taken = {_key(name) for term in own for name in term.names}
    return (*(term for term in terms if taken.isdisjoint(map(_key, term.names))), *own)


def _all_new(term: Term, fields: Fields, given: dict[str, int]) -> bool:
    """Whether no name is given twice; those that are go into the report. Both languages may have one word for it."""
    new = True
    names = [("term", term.term), ("term_en", term.term_en), *(("also", name) for name in term.also)]
    for key, name in names:
        if key == "term_en" and _key(name) == _key(term.term):
            continue
        if _key(name) in given:
            fields.wrong(key, f'the name "{name[:60]}" is already given on line {given[_key(name)]}')
            new = False
        given.setdefault(_key(name), fields.line(key))
    return new


def _key(name: str) -> str:
    return name.casefold()
