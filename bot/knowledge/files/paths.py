"""Paths of knowledge files: whether something stands there, and whether it stays in its folder."""

from __future__ import annotations

from pathlib import Path


def stands(path: Path) -> bool:
    """Whether there is a file, or a link that leads nowhere: a fault, which reading it tells of."""
    try:
        return path.exists() or path.is_symlink()
    except (OSError, ValueError):
        return False


def is_inside(folder: Path, path: Path) -> bool:
    """Whether a path, with links followed, stays in a folder."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):  # a loop of links, a zero byte in the name
        return False
