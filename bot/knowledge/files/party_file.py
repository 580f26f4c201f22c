"""parties.yaml and glossary.yaml: what people call parties and things."""

from __future__ import annotations

from bot.knowledge.files.fields import Fields
from bot.knowledge.files.yaml_tree import Mapping, Node, Sequence, kind_of
from bot.knowledge.model import GlossaryEntry, Party
from bot.knowledge.problems import Report


def read_parties(node: Node, report: Report) -> tuple[Party, ...]:
    """The parties of a list of {letter, name, name_en?, aliases?}; a letter is given once."""
    parties: dict[str, Party] = {}
    for item in _mappings(node, report, "parties"):
        fields = Fields(item, report, ("letter", "name", "name_en", "aliases"))
        letter, name = fields.text("letter", required=True), fields.text("name", required=True)
        name_en, aliases = fields.text("name_en"), fields.texts("aliases")
        if letter is None or name is None:
            continue
        if letter in parties:
            fields.wrong("letter", f'the party letter "{letter[:60]}" is already given')
        parties.setdefault(letter, Party(letter, name, name_en, aliases))
    return tuple(parties.values())


def read_glossary(node: Node, report: Report) -> tuple[GlossaryEntry, ...]:
    """The entries of a list of {words, means}."""
    entries = []
    for item in _mappings(node, report, "glossary"):
        fields = Fields(item, report, ("words", "means"))
        words, means = fields.texts("words", required=True), fields.texts("means", required=True)
        entries.append(GlossaryEntry(words, means))
    return tuple(entries)


def _mappings(node: Node, report: Report, name: str) -> list[Mapping]:
    if not isinstance(node, Sequence):
        report.add(node.line, f"{name} must be a list, not {kind_of(node)}")
        return []
    for item in node.items:
        if not isinstance(item, Mapping):
            report.add(item.line, f"{name} must hold mappings, not {kind_of(item)}")
    return [item for item in node.items if isinstance(item, Mapping)]
