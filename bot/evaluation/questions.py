"""Question files: one JSON object a line, a question with what is expected of its answer, or a dialogue of such."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import KnowledgeError, Problem

DECLINE = "decline"
ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Expected:
    """One question and what its answer must hold.

    `any_of` are snippets of which the first fact must quote one; `all_of` lists of snippets, of each of which the
    answer's facts together must quote one; neither for a question to decline. `dialogue` and `turn`
    (from 1) tell whose turn it is.
    """

    id: str
    question: str
    style: str
    declines: bool
    any_of: tuple[str, ...] = ()
    all_of: tuple[tuple[str, ...], ...] = ()
    dialogue: str | None = None
    turn: int = 1
    case: str | None = None


def read_questions(file: Path) -> tuple[Expected, ...]:
    """The questions of a file, in order.

    Raises KnowledgeError with a problem for each line that is not a question.
    """
    found: list[Expected] = []
    problems: list[Problem] = []
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        remedy = "check its name, and that it is text in UTF-8"
        raise KnowledgeError([Problem(str(file), 1, "", f"cannot be read: {error}", remedy)]) from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found.extend(_expected(json.loads(line)))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            what = f"not a question: {type(error).__name__} {error}"
            problems.append(Problem(str(file), number, "", what, "correct the line, or take it out"))
    if problems:
        raise KnowledgeError(problems)
    return tuple(found)


def _expected(item: dict[str, Any]) -> Iterator[Expected]:
    turns = item.get("turns")
    if turns is None:
        yield _one(item, item["id"], item["style"])
        return
    for number, turn in enumerate(turns, 1):
        place = "first" if number == 1 else "next"
        yield _one(turn, f"{item['id']}.{number}", f"{item['style']}-{place}", item["id"], number, item.get("case"))


def _one(
    item: dict[str, Any], id_: str, style: str, dialogue: str | None = None, turn: int = 1, case: str | None = None
) -> Expected:
    expect = item["expect"]
    if expect not in (ANSWER, DECLINE):
        raise ValueError(f'"expect" is {expect!r}, not "{ANSWER}" or "{DECLINE}"')
    any_of, all_of = tuple(item.get("any", ())), tuple(tuple(group) for group in item.get("all", ()))
    if expect == ANSWER and not (any_of or all_of):
        raise ValueError('a question to answer needs "any" or "all"')
    return Expected(
        id=id_,
        question=item["q"],
        style=style,
        declines=expect == DECLINE,
        any_of=any_of,
        all_of=all_of,
        dialogue=dialogue,
        turn=turn,
        case=item.get("case", case),
    )
