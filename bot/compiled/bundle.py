"""The bundle: a compiled knowledge that is open. Cases and their analyses are read when they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from bot.compiled.catalogue import INDEX, Catalogue
from bot.compiled.forms.analyses import read_analysis, read_glossary
from bot.compiled.forms.cases import read_case, read_party
from bot.compiled.forms.packing import unpacked
from bot.compiled.meanings import Meanings
from bot.compiled.store import CASES, Store
from bot.compiled.traces import FORM
from bot.errors import Problem
from bot.knowledge.codes import code, ids_of
from bot.knowledge.lazy import LazyCases, LazyKnowledge
from bot.knowledge.model import Case, GlossaryEntry, Term
from bot.knowledge.sentences import case_with_whole_sentences
from bot.matching.query.words import GlossaryWords
from bot.matching.retrieval.analysis import Prepared


class Bundle:
    """What a folder made by `compile_knowledge` holds: `knowledge`, and the `catalogue` that finds its cases.

    `root` is the knowledge's own folder, whose documents are handed out: by default that which it was made of, if that
    is at hand. `problems` are what is wrong with the cases that were left out.
    """

    def __init__(self, folder: Path, root: Path | None = None) -> None:
        """Raises OSError, ValueError or sqlite3.Error where the folder holds no whole bundle."""
        self.folder = folder
        self._store = Store(folder / CASES)
        if unpacked(self._store.shared("form")) != FORM:
            raise ValueError(f"{folder}: a bundle of another version")
        made_of = Path(unpacked(self._store.shared("root")))
        self._root = root if root is not None or not made_of.is_dir() else made_of
        self.problems = tuple(Problem(*parts) for parts in unpacked(self._store.shared("problems")))
        self.catalogue = Catalogue(folder / INDEX, self._store.numbers)
        parties, glossary, terms = unpacked(self._store.shared("shared"))
        self.knowledge = LazyKnowledge(
            cases=LazyCases(self._store.cards.keys(), self._case),
            parties=tuple(map(read_party, parties)),
            glossary=tuple(GlossaryEntry(tuple(words), tuple(means)) for words, means in glossary),
            terms=tuple(Term(term, term_en, tuple(also), sv, en) for term, term_en, also, sv, en in terms),
            loaded_from="" if self._root is None else str(self._root),
            cards=self._store.cards,
        )

    @cached_property
    def glossary_words(self) -> GlossaryWords:
        """What the glossary gives to the words of every case."""
        return read_glossary(self._store.shared("glossary"))

    def analysis(self, id_: str) -> Prepared:
        """The analysis of a case's entries, its quotes widened to whole sentences: as `analyse` makes it for the case
        alone, ready to be searched. Raises KeyError where there is no such case.
        """
        return read_analysis(self._store.analysis(id_), self.glossary_words)

    def of_code(self, written: str) -> str | None:
        """The id of what buttons name by a code: a case, a source, a fact or a passage; None where nothing has it."""
        for id_ in self._store.with_code(written):
            named = ids_of(case_with_whole_sentences(self.knowledge.cases[id_]))
            if (found := next((name for name in named if code(name) == written), None)) is not None:
                return found
        return None

    @property
    def rows_of_all(self) -> Mapping[str, tuple[int, int]]:
        """The place of each case's entries among the vectors: the first row, and how many there are."""
        return self._store.rows

    def meanings(self) -> Meanings:
        """The vectors as far as they are there now."""
        return Meanings(self.folder, self._store.rows)

    def __reduce__(self) -> tuple[type[Bundle], tuple[Path, Path | None]]:
        """Another process opens the same files."""
        return Bundle, (self.folder, self._root)

    def close(self) -> None:
        """Closes the file of the cases; those in memory stay."""
        self._store.close()

    def _case(self, id_: str) -> Case:
        return read_case(self._store.body(id_), self._root)
