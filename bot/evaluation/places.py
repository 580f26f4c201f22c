"""Places: where in the files of a knowledge folder the values of its facts stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from bot.knowledge.files.case_file import CASE_FILE
from bot.knowledge.files.yaml_tree import Mapping as MappingNode
from bot.knowledge.files.yaml_tree import Scalar, Sequence, read_tree
from bot.knowledge.model import Kind
from bot.knowledge.problems import Report


class Place(NamedTuple):
    """A line, counted from 1, of a file."""

    file: str
    line: int


def places(folder: Path) -> Mapping[tuple[str, str], Place]:
    """Where each key of each fact stands, by the fact's id and the key. The folder is one that loads."""
    found: dict[tuple[str, str], Place] = {}
    for path in sorted((*folder.glob(CASE_FILE), *folder.glob(f"*/{CASE_FILE}"))):
        for fact, node in _facts(path):
            found.update({(fact, key): Place(str(path), line) for key, line in node.key_lines.items()})
    return found


def _facts(path: Path) -> Iterator[tuple[str, MappingNode]]:
    root = read_tree(path, Report(str(path)))
    case = _text(root, "id")
    for kind in Kind:
        facts = root.entries.get(kind.plural) if isinstance(root, MappingNode) else None
        for node in facts.items if isinstance(facts, Sequence) else ():
            if isinstance(node, MappingNode):
                yield f"{case}/{kind.plural}/{_text(node, 'id')}", node


def _text(node: object, key: str) -> str:
    value = node.entries.get(key) if isinstance(node, MappingNode) else None
    return value.text if isinstance(value, Scalar) else ""
