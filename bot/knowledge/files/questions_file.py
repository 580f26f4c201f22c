"""A case's questions.yaml: how people ask for each of its facts, and what they ask that it does not answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.knowledge.files.fields import Fields, did_you_mean
from bot.knowledge.files.paths import stands
from bot.knowledge.files.yaml_tree import Mapping as MappingNode
from bot.knowledge.files.yaml_tree import Sequence as SequenceNode
from bot.knowledge.files.yaml_tree import kind_of, read_mapping
from bot.knowledge.model import Case
from bot.knowledge.problems import Report

QUESTIONS_FILE = "questions.yaml"


@dataclass(frozen=True)
class Questions:
    """What people ask: `of` each fact, by its id, and what is `unanswered`. Each list has a question once."""

    of: Mapping[str, tuple[str, ...]]
    unanswered: tuple[str, ...] = ()


def with_questions(case: Case, folder: Path, report: Report) -> Case:
    """The case with the questions of its folder; as it is where the folder has none."""
    read = read_questions(folder, (fact.id for fact in case.facts), report)
    if read is None:
        return case
    facts = tuple(replace(fact, questions=read.of.get(fact.id, ())) for fact in case.facts)
    return replace(case, facts=facts, unanswered=read.unanswered)


def read_questions(folder: Path, facts: Iterable[str], report: Report) -> Questions | None:
    """The questions of a case's folder, of which `facts` are the ids; None when there is no file, or it cannot be read.

    When the report has problems afterwards, what was read is incomplete.
    """
    if not stands(folder / QUESTIONS_FILE):
        return None
    root = read_mapping(
        folder, QUESTIONS_FILE, report, f"{QUESTIONS_FILE} must be a mapping of questions and unanswered"
    )
    if root is None:
        return None
    fields = Fields(root, report, ("questions", "unanswered"))
    of: dict[str, tuple[str, ...]] = {}
    answered: dict[str, int] = {}
    for own in _facts(fields, names(facts)):
        asked = _texts(own, "questions")
        of[own.fact] = tuple(asked)
        answered = {**asked, **answered}
    return Questions(of, tuple(_texts(fields, "unanswered", answered)))


def names(facts: Iterable[str]) -> dict[str, list[str]]:
    """What facts may be called here, with their ids: "simhall", and "details/simhall" where kinds share that id."""
    named: dict[str, list[str]] = {}
    for id_ in dict.fromkeys(facts):
        _, kind, name = id_.split("/", 2)
        for called in (name, f"{kind}/{name}"):
            named.setdefault(called, []).append(id_)
    return named


def refuse(fields: Fields, key: str, place: str) -> None:
    """Report questions that stand in the case's own file; `place` is where in the other they go."""
    if fields.has(key):
        fields.wrong(key, f'"{key}" belongs in {QUESTIONS_FILE}', remedy=f"move the list there, {place}")


def _facts(fields: Fields, named: Mapping[str, Sequence[str]]) -> Iterator[Fields]:
    """The list of each fact, read as if it stood in the fact, under `questions`. A fact has one."""
    node = fields.get("questions")
    if node is None:
        return
    if not isinstance(node, MappingNode):
        what = "is empty" if kind_of(node) == "empty" else f"must be a mapping of facts to lists, not {kind_of(node)}"
        fields.wrong("questions", f'"questions" {what}')
        return
    given: dict[str, int] = {}
    for name, asked in node.entries.items():
        line = node.key_lines[name]
        fact = _fact(name, named, line, fields.report)
        if fact in given:
            message = f"the questions of this fact are already given on line {given[fact]}"
            fields.report.add(line, message, fact, remedy="join the two lists")
        elif fact is not None:
            given[fact] = line
            yield Fields(
                MappingNode(line, {"questions": asked}, {"questions": line}), fields.report, ("questions",), fact
            )


def _fact(name: str, named: Mapping[str, Sequence[str]], line: int, report: Report) -> str | None:
    """The id of the fact that is called so; None, and a problem, when there is none or several."""
    called = named.get(name, ())
    if len(called) == 1:
        return called[0]
    if called:
        wholly = " or ".join(id_.partition("/")[2] for id_ in called)
        report.add(line, f'several facts have the id "{name[:60]}"', remedy=f"write {wholly}")
    else:
        remedy = "name a fact of the case, or take the questions out"
        report.add(line, f'the case has no fact "{name[:60]}"{did_you_mean(name, named)}', remedy=remedy)
    return None


def _texts(fields: Fields, key: str, answered: Mapping[str, int] = {}) -> dict[str, int]:
    """The questions of a list, each with its line. One that it has, or that is `answered`, already is reported."""
    node = fields.get(key)
    if not isinstance(node, SequenceNode):
        fields.texts(key)  # which tells what stands there instead
        return {}
    if not node.items:
        fields.wrong(key, f'"{key}" is empty')
    lines: dict[str, int] = {}
    for item in node.items:
        text = fields.text_of(item, key)
        first = None if text is None else lines.get(text, answered.get(text))
        if first is not None:
            message = f'the question "{text}" is already given on line {first}'
            fields.report.add(item.line, message, fields.fact, remedy="take one of them out")
        elif text is not None:
            lines[text] = item.line
    return lines
