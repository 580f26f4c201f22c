"""The compiler: a case's folder becomes all that is kept of the case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from bot.compiled.forms.analyses import write_analysis
from bot.compiled.forms.cases import write_case
from bot.compiled.forms.packing import packed
from bot.errors import Problem
from bot.knowledge.codes import code, ids_of
from bot.knowledge.files.case_file import CASE_FILE
from bot.knowledge.lazy import CaseCard, card_of
from bot.knowledge.load import load_case
from bot.knowledge.model import Case, GlossaryEntry, Knowledge
from bot.knowledge.sentences import case_with_whole_sentences
from bot.language.tokens import tokenize
from bot.matching.query.lexicon import Lexicon
from bot.matching.query.words import WordReader
from bot.matching.retrieval.analysis import Analysis, made_analysis
from bot.matching.retrieval.entries import Entry, Field, findable, paragraphs, searched


@dataclass(frozen=True, slots=True)
class CompiledCase:
    """What is kept of a case: its card, itself, the analysis of its entries, and the documents it is found by.

    `entries` is how many it has, `codes` those of all that buttons name of it. A document is the terms of an entry or
    two, and its words, with blanks between.
    """

    card: CaseCard
    case: bytes
    analysis: bytes
    documents: bytes
    entries: int
    codes: tuple[str, ...]


class Compiler:
    """Compiles cases of the knowledge folder `root`. `shared` is what they share, a knowledge without cases."""

    def __init__(self, root: Path, shared: Knowledge) -> None:
        self._root = root
        self._shared = shared

    @cached_property
    def words(self) -> WordReader:
        """What reads the words of the cases."""
        return _words_of(self._shared.glossary)

    def compiled(self, folder: str) -> CompiledCase | tuple[Problem, ...]:
        """The case of a folder, named from the root; or what is wrong with it. One that nothing was prepared for is no
        end of all the others: it is a problem of the case, too.
        """
        try:
            case, problems = load_case(self._root / folder, self._shared.parties)
            return tuple(problems) if case is None or problems else self._kept_of(case)
        except Exception as error:
            file = str(self._root / folder / CASE_FILE)
            told = f"the program fails at this case: {type(error).__name__}: {error}"
            return (Problem(file, 1, "", told, "take it away, and tell of it where you have beslutsbot from"),)

    def _kept_of(self, case: Case) -> CompiledCase:
        shown = case_with_whole_sentences(case)
        alone = replace(self._shared, cases={case.id: shown})
        facts = findable(alone)
        entries = searched(alone, facts, paragraphs(alone))
        analysis, lexicon = made_analysis(alone, [entry.text for entry in entries], self.words)
        return CompiledCase(
            card_of(case),
            write_case(case, self._root),
            write_analysis(analysis, self.words.of_glossary),
            packed([*_header(case, lexicon), *_documents(entries, analysis)]),
            len(entries),
            tuple(map(code, ids_of(shown))),
        )


@lru_cache(maxsize=1)  # it takes a while to make, and knowledges have mostly the same glossary
def _words_of(glossary: tuple[GlossaryEntry, ...]) -> WordReader:
    return WordReader(glossary)


def _documents(entries: tuple[Entry, ...], analysis: Analysis) -> Iterator[tuple[str, str]]:
    """What the case's entries are found by: each question by itself, a fact's summary and quotes together.

    A paragraph is left out: its sentences are there.
    """
    of_facts: dict[int, list[int]] = {}
    for number, entry in enumerate(entries):
        if entry.field is Field.QUESTION:
            yield _once([analysis.terms[number]]), _once([analysis.folded[number]])
        elif entry.field is not Field.PARAGRAPH:
            of_facts.setdefault(entry.fact, []).append(number)
    for numbers in of_facts.values():
        yield _once(analysis.terms[n] for n in numbers), _once(analysis.folded[n] for n in numbers)


def _header(case: Case, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """What the case's title and its other names are found by."""
    parts = (case.title, case.reference, case.municipality, case.body, case.document_type, case.meeting)
    for text in dict.fromkeys((case.title, " ".join(filter(None, parts)))):
        yield _once([" ".join(lexicon.terms(text))]), _once([_spoken(text)])


def _spoken(text: str) -> str:
    """The folded words of a text, with blanks between."""
    return " ".join(token.word for token in tokenize(text))


def _once(texts: Iterable[str]) -> str:
    """The words of some texts, each once."""
    return " ".join(dict.fromkeys(" ".join(texts).split()))
