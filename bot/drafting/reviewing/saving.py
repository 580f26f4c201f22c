"""Saving: what a person decided of a case goes into its files, checked as `beslutsbot check` does, wholly or not."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.drafting.draft import slug, unique
from bot.drafting.reviewing.review import LISTS, REVIEWED, Review, ReviewedFact, checked, digest_of, of_notes, read
from bot.drafting.reviewing.yaml_lines import YamlLines
from bot.drafting.writing.quoting import Quoter
from bot.errors import BeslutsbotError, KnowledgeError
from bot.knowledge.files.case_file import CASE_FILE
from bot.knowledge.files.questions_file import QUESTIONS_FILE
from bot.knowledge.model import Case, Kind
from bot.knowledge.source import Source

_LEAD = "# Hur folk frågar efter uppgifterna i case.yaml, under uppgiftens id.\n"
_ID_WORDS = 5

Values = Mapping[str, Any]
"""The values of a fact by key, as the file has them; None for what it is not to have."""


class ChangedError(BeslutsbotError):
    """The files have changed since the person read them."""


class RefusedError(BeslutsbotError):
    """The case would have faults, or its files cannot be written. `told` says in Swedish why."""

    def __init__(self, told: Sequence[str]) -> None:
        super().__init__("the change is refused")
        self.sentences = tuple(told)


def accept(review: Review, *items: ReviewedFact) -> Case:
    """Notes that a person has read facts, and found them right."""
    return save(review, _accepted(review.lines, *(item.path for item in items)))


def accept_header(review: Review, values: Values, names: Mapping[int, str]) -> Case:
    """Writes what a person corrected in the header, and the names of parties by their place; its notes go."""
    lines = review.lines
    for key, new in values.items():
        if lines.data.get(key) != new:
            lines = lines.with_value((), key, new, "sources")
    for place, name in names.items():
        if lines.data["parties"][place].get("name") != name:
            lines = lines.with_value(("parties", place), "name", name)
    kept = [not is_note for is_note in of_notes(lines.head(LISTS))]
    return save(review, lines.with_head(LISTS, kept))


def correct(review: Review, item: ReviewedFact, kind: Kind, values: Values, questions: Sequence[str]) -> Case:
    """Writes a fact as a person has corrected it, of another kind perhaps; that counts as reading it."""
    lines, named = review.lines, review.called(item)
    name = item.fact.id.rpartition("/")[2]
    if kind is item.fact.kind:
        for key, new in values.items():
            if item.written.get(key) != new:
                lines = lines.with_value(item.path, key, new, "quotes")
        lines = _accepted(lines, item.path)
    else:
        common = {key: item.written[key] for key in ("summary_en", "quotes") if key in item.written}
        comments = _without_notes(lines.comments(*item.path))
        name = unique(name, _ids(review, kind))
        lines = lines.without_item(*item.path)
        lines = lines.with_item(kind.plural, _ordered(name, values, common), [*comments, REVIEWED])
    wanted = name if named and "/" not in named else f"{kind.plural}/{name}"
    if not named and _is_alone(review, name, item):
        wanted = name
    asked = review.questions
    if named and (named != wanted or not questions):
        asked = asked.with_value(("questions",), named, None)
    if questions and list(questions) != _asked(asked, wanted):
        asked = _led(asked).with_value(("questions",), wanted, list(questions), "unanswered")
    return save(review, lines, asked)


def remove(review: Review, item: ReviewedFact) -> Case:
    """Takes a fact away, with its questions."""
    named = review.called(item)
    asked = review.questions.with_value(("questions",), named, None) if named else None
    return save(review, review.lines.without_item(*item.path), asked, shrinks=True)


def add(review: Review, source: Source, span: tuple[int, int], kind: Kind, values: Values, asked: Sequence[str]) -> str:
    """Writes a new fact that rests on a span of a source; gives its id in the case, as in details/simhall.

    Raises RefusedError where the span cannot be quoted.
    """
    quotes = Quoter(review.case.sources).quotes(source.id, (span,))
    if not quotes:
        raise RefusedError(["Stycket går inte att citera. Välj några ord till, eller några färre."])
    words = " ".join(str(values["summary"]).split()[:_ID_WORDS])
    name = unique(slug(words)[:50].strip("-") or kind.value, _ids(review, kind))
    section, page = source.section_at(span[0]), source.page_at(span[0])
    comments = [f"sida {page}" + (f" · {section}" if section else ""), REVIEWED]
    lines = review.lines.with_item(kind.plural, _ordered(name, values, {"quotes": quotes}), comments)
    questions = None
    if asked:
        key = name if _is_alone(review, name, None) else f"{kind.plural}/{name}"
        questions = _led(review.questions).with_value(("questions",), key, list(asked), "unanswered")
    save(review, lines, questions)
    return f"{kind.plural}/{name}"


def save(review: Review, lines: YamlLines, questions: YamlLines | None = None, *, shrinks: bool = False) -> Case:
    """Writes the files of a case, each at once; gives the case as it is then. `shrinks` where a fact goes.

    Raises ChangedError where others have written them meanwhile, RefusedError where the case would have faults.
    """
    asked = review.questions_text if questions is None else questions.text if questions.data else ""
    case = _tried(review, lines.text, asked)
    if digest_of(*read(review.folder)) != review.digest:
        raise ChangedError("the files have changed meanwhile")
    files = [(CASE_FILE, lines.text, review.text), (QUESTIONS_FILE, asked, review.questions_text)]
    # Questions of a fact that is not there are a fault: they come after it, and go before it.
    try:
        for name, text, before in reversed(files) if shrinks else files:
            if text != before:
                _put(review.folder / name, text)
    except OSError as error:
        raise RefusedError([f"Filen går inte att skriva ({error.strerror})."]) from None
    return case


def _tried(review: Review, text: str, asked: str) -> Case:
    """The case as it would be, tried in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="beslutsbot-") as temporary:
        folder = Path(temporary) / "case"
        folder.mkdir()
        for source in (review.lines.data.get("sources") or {}).values():
            copy = folder / str(source["file"])
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(review.folder / str(source["file"]), copy)
        for name, content in ((CASE_FILE, text), (QUESTIONS_FILE, asked)):
            if content:
                (folder / name).write_bytes(content.encode())
        try:
            return checked(folder, review.parties, review.folder)
        except KnowledgeError as error:
            raise RefusedError([told(problem.message) for problem in error.problems]) from None


_TOLD = (
    (r"summary says (.+), which its quotes do not", "Sammanfattningen säger {0}, men det gör inte citatet."),
    (r"summary_en says (.+), which its quotes do not", "summary_en säger {0}, men det gör inte citatet."),
    (r'the question (".+") is already given on line \d+', "Frågan {0} finns redan vid en annan uppgift."),
    (r'no party has the letter (".+?").*', "Inget parti har beteckningen {0}."),
    (r'part_of: the case has no position (".+?").*', "Ett annat ställningstagande är en del av {0}. Ändra det först."),
)


def told(message: str) -> str:
    """A fault of a case in Swedish, as far as it is one that a person can make here."""
    for pattern, sentence in _TOLD:
        if found := re.fullmatch(pattern, message):
            return sentence.format(*(re.sub('"([^"]*)"', "”\\1”", words) for words in found.groups()))
    return f"Kontrollen säger nej: {message}."


def _put(file: Path, text: str) -> None:
    """Writes a file at once: whoever reads it has the old or the new. There is none where there is nothing to write."""
    file = file.resolve()  # a link stays one
    if not text:
        file.unlink(missing_ok=True)
        return
    mode = file.stat().st_mode & 0o777 if file.exists() else 0o644
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(text.encode())
            out.flush()
            os.fsync(out.fileno())
        os.chmod(name, mode)
        os.replace(name, file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _accepted(lines: YamlLines, *paths: tuple[str, int]) -> YamlLines:
    return lines.with_comments({path: [*_without_notes(lines.comments(*path)), REVIEWED] for path in paths})


def _without_notes(comments: Sequence[str]) -> list[str]:
    notes = zip(comments, of_notes(comments), strict=True)
    return [comment for comment, is_note in notes if not is_note and comment != REVIEWED]


def _ordered(name: str, values: Values, others: Values) -> dict[str, Any]:
    """The keys of a fact in the order of the files that ship."""
    given = {"id": name, **{key: value for key, value in values.items() if value is not None}, **others}
    last = ("summary", "summary_en", "about", "quotes")
    return {key: given[key] for key in (*(key for key in given if key not in last), *last) if key in given}


def _ids(review: Review, kind: Kind) -> set[str]:
    return {fact.id.rpartition("/")[2] for fact in review.case.of_kind(kind)}


def _is_alone(review: Review, name: str, item: ReviewedFact | None) -> bool:
    """Whether no other fact of the case has this id, whatever its kind."""
    own = item.fact.id if item else None
    return all(fact.id == own or not fact.id.endswith(f"/{name}") for fact in review.case.facts)


def _asked(questions: YamlLines, name: str) -> list[str]:
    return list((questions.data.get("questions") or {}).get(name, ()))


def _led(questions: YamlLines) -> YamlLines:
    return questions if questions.text.strip() else YamlLines(_LEAD)
