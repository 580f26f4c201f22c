"""Quotes that a comma cut in two, since they stand in brackets without quotation marks: what the loader says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.knowledge.load import load_knowledge

TEXT = """Beslut

Nämnden avsätter 3,2 mnkr till skolor, parker och bad, som är öppna 2021, 2022 och 2023.

Nämnden får 2 mnkr till parker. Planen "Ny park", som antogs i fjol, gäller. Parken får 2 mnkr.
"""
CASE = """id: ett
title: Ett ärende
sources: {{pm: {{file: pm.txt}}}}
details:
  - id: pengar
    topic: pengar
    summary: Nämnden avsätter pengar.
    quotes: {quotes}
"""
WITHIN = "within [ ] put a quote with a comma in quotation marks, as here"
PERHAPS = "if a comma cut it out of a longer quote, put the whole quote in quotation marks"


def problems(folder: Path, quotes: str) -> list[str]:
    """What the loader says of a fact with these quotes, from the file's name on; nothing when it loads."""
    (folder / "pm.txt").write_text(TEXT, encoding="utf-8")
    (folder / "case.yaml").write_text(CASE.format(quotes=quotes), encoding="utf-8")
    try:
        load_knowledge(folder)
    except KnowledgeError as error:
        return [re.sub(r"^.*?case\.yaml:[89]: ett/details/pengar: ", "", str(problem)) for problem in error.problems]
    return []


AMBIGUOUS = 'quote is ambiguous, it stands in 3 places (page 1): "2 mnkr"'


@pytest.mark.parametrize(
    ("quotes", "part", "whole"),
    [
        ("[avsätter 3,2 mnkr]", AMBIGUOUS, "avsätter 3,2 mnkr"),
        ("[Nämnden får, avsätter 3,2 mnkr]", AMBIGUOUS, "avsätter 3,2 mnkr"),
        ("[gäller, till]", 'quote is ambiguous, it stands in 2 places (page 1): "till"', None),
        ("[2 mnkr, till skolor, parker och bad]", AMBIGUOUS, None),
        ("[avsätter 3,2 mnkr till skolor, parker, gäller]",
         'quote is ambiguous, it stands in 2 places (page 1): "parker"', "avsätter 3,2 mnkr till skolor, parker"),
        ('[får 2 mnkr till parker. Planen "Ny park", som]',
         'quote is ambiguous, it stands in 2 places (page 1): "som"',
         r'får 2 mnkr till parker. Planen \"Ny park\", som'),
    ],
)  # fmt: skip
def test_says_that_a_comma_cut_it_and_what_to_do(quotes: str, part: str, whole: str | None, tmp_path: Path) -> None:
    known = f'{part}; a comma cut it out of "{whole}": {WITHIN}'
    unknown = f"{part}; give more words, or occurrence; {PERHAPS}"
    assert problems(tmp_path, quotes) == [known if whole else unknown]


@pytest.mark.parametrize(
    "quotes",
    ['["avsätter 3,2 mnkr"]', "['avsätter 3,2 mnkr', skolor]", "avsätter 3,2 mnkr", "\n      - avsätter 3,2 mnkr"],
)
def test_what_it_says_to_do_helps(quotes: str, tmp_path: Path) -> None:
    assert problems(tmp_path, quotes) == []


@pytest.mark.parametrize(
    ("quotes", "says"),
    [
        ("[avsatte 3,2 mnkr]", f'quote not found: "avsatte 3" (nearest passage: "{TEXT.splitlines()[2]}"); {PERHAPS}'),
        ("[xyzzy]", 'quote not found: "xyzzy"'),
        ('["xyzzy", "skolor"]', 'quote not found: "xyzzy"'),
        ('["xyzzy", skolor]', 'quote not found: "xyzzy"'),
        ("[xyzzy, skolor]", f'quote not found: "xyzzy"; {PERHAPS}'),
        ("\n      - xyzzy\n      - skolor", 'quote not found: "xyzzy"'),
        ("2 mnkr", 'quote is ambiguous, it stands in 3 places (page 1): "2 mnkr"; give more words, or occurrence'),
    ],
)
def test_says_it_only_where_a_comma_may_have_cut(quotes: str, says: str, tmp_path: Path) -> None:
    assert says in problems(tmp_path, quotes)
