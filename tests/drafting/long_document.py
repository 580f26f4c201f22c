"""A document of 200 pages, made of the invented ones."""

from __future__ import annotations

from pathlib import Path

PAGES, ON_A_PAGE = 200, 2500  # pages, and characters on each
DOCUMENTS = Path(__file__).parents[1] / "data" / "documents"


def long_document() -> str:
    """The invented documents again and again, with other names of schools and boards each time."""
    text = "\n".join(file.read_text(encoding="utf-8") for file in sorted(DOCUMENTS.glob("*.txt")))
    copies: list[str] = []
    while sum(map(len, copies)) < PAGES * ON_A_PAGE:
        number = len(copies)
        renamed = text.replace("Hagaskolan", f"Skola{number}").replace("nämnden", f"nämnden{chr(97 + number % 10)}")
        copies.append(renamed)
    return "\n".join(copies)
