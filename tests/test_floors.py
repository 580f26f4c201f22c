"""The house stands on floors: imports go down only, between folders and inside them, and nowhere in a circle."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "bot"
# From the ground up: what stands in a line imports nothing of the lines below it here, nor of its neighbours in its
# own line. A longer name counts before a shorter one that it begins with.
FLOORS = (
    ("bot.errors", "bot.progress"),
    ("bot.settings", "bot.pool"),
    ("bot.language", "bot.state"),
    ("bot.knowledge",),
    ("bot.matching.context", "bot.matching.query"),
    ("bot.matching.cleaning", "bot.matching.retrieval"),
    ("bot.compiled", "bot.matching.cohort", "bot.matching.meanings"),
    ("bot.matching.ranking",),
    ("bot.matching.decision",),
    ("bot.matching.dialogue",),
    ("bot.matching",),
    ("bot.answering",),
    ("bot.evaluation", "bot.drafting.documents", "bot.drafting.figures"),
    ("bot.drafting.structure",),
    ("bot.drafting.findings",),
    ("bot.drafting.speakers", "bot.drafting.writing.wording"),
    ("bot.drafting.extract",),
    ("bot.drafting.header",),
    ("bot.drafting.draft",),
    ("bot.drafting.writing",),
    ("bot.drafting.reviewing",),
    ("bot.drafting", "bot.channels.conversation", "bot.channels.terminal", "bot.channels.logs"),
    ("bot.channels.asked_in_vain", "bot.channels.behind"),
    *((f"bot.channels.telegram.{name}",) for name in ("addressing", "sending", "order", "views")),
    ("bot.channels.telegram.workers",),
    ("bot.channels.telegram.state",),
    *((f"bot.channels.telegram.{name}",) for name in ("bot_state", "replies", "deep_links", "reload")),
    ("bot.channels.telegram.following",),
    ("bot.channels.telegram.handlers", "bot.channels.telegram.notices"),
    ("bot.channels.telegram.application",),
    ("bot.channels.telegram.updates",),
    ("bot.channels.telegram.shared",),
    ("bot.channels.telegram",),
    *((f"bot.channels.web.{name}",) for name in ("reading", "serving", "views", "templates", "site", "api", "pages")),
    ("bot.channels.web.review", "bot.channels.web.renewal"),
    ("bot.channels.web",),
    ("bot.channels",),  # together
    ("bot.encoding",),
    ("bot.cli",),
    ("bot.__main__",),
)
LONGEST = 300  # lines of a room
ROOMS = 12  # in a folder, at most


MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in PACKAGE.rglob("*.py")
}
"""Every module of the package, by its dotted name."""


def imported(path: Path) -> Iterator[str]:
    """The modules of the package that one imports when it is loaded or when it runs."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module is not None and node.module.startswith("bot"):
            parts = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (part if part in MODULES else node.module for part in parts)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)


@cache
def imports() -> dict[str, set[str]]:
    """What each module imports; read by the process that tests it, not by all that collect tests."""
    return {name: set(imported(path)) - {name} for name, path in MODULES.items()}


def floor(module: str) -> tuple[int, str]:
    """The number of a module's floor, and the name by which it stands there."""
    named = [(len(name), number, name) for number, names in enumerate(FLOORS) for name in names
             if module == name or module.startswith(f"{name}.")]  # fmt: skip
    _, number, name = max(named)
    return number, name


@pytest.mark.parametrize("module", [name for name in MODULES if name != "bot"])
def test_imports_go_down(module: str) -> None:
    own, home = floor(module)
    for other in imports()[module] - {"bot"}:
        number, there = floor(other)
        assert number < own or there == home, f"{module} imports {other}"


def test_no_circles() -> None:
    tuple(TopologicalSorter(imports()).static_order())  # raises CycleError, which names the circle


def test_no_room_is_too_long() -> None:
    long = {name: size for name, path in MODULES.items() if (size := len(path.read_text().splitlines())) > LONGEST}
    assert long == {}


def test_no_folder_has_too_many_rooms() -> None:
    rooms = {folder: sum(p.name != "__init__.py" for p in folder.glob("*.py")) for folder in PACKAGE.rglob("*")}
    assert {folder.name: count for folder, count in rooms.items() if count > ROOMS} == {}
