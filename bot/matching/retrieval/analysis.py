"""The analysis of a knowledge's texts into words, stems and n-grams: most of a start, so it is kept on disk."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import Any, cast

import bot.language
import bot.matching.query
import bot.matching.retrieval
from bot.knowledge.model import Knowledge
from bot.matching.query.lexicon import Lexicon
from bot.matching.query.words import WordReader, Words
from bot.matching.retrieval.pieces import Pieces, terms_of
from bot.matching.retrieval.postings import Postings, PostingsText, gram_lengths, postings_of

_MOST_KEPT = 8  # files; the analyses of knowledges of late
_PART = ".words-"  # what a folder begins with that holds a file while it is written
_UNFINISHED = 3600.0  # seconds after which nobody is writing there any more


@dataclass(frozen=True)
class Analysis:
    """Of each text its folded words and its terms, with blanks between; and the words of all."""

    folded: Sequence[str]
    terms: Sequence[str]
    words: Words

    def searched(self) -> PostingsText:
        """The texts, to be searched by their terms and n-grams."""
        return prepared(self).searched()


@dataclass(frozen=True)
class Prepared:
    """An analysis that is ready to be searched: `stems` and `spelled` are the postings of its terms and folded words,
    and `grams` how many n-grams each text has.
    """

    folded: Sequence[str]
    terms: Sequence[str]
    words: Words
    stems: Postings
    spelled: Postings
    grams: Sequence[int]

    def searched(self) -> PostingsText:
        """The texts, to be searched by their terms and n-grams."""
        return PostingsText(self.stems, self.spelled, self.grams)


Analysed = Analysis | Prepared


def prepared(analysis: Analysis) -> Prepared:
    """An analysis, ready to be searched."""
    spelled = postings_of(analysis.folded)
    grams = gram_lengths(analysis.folded)
    return Prepared(analysis.folded, analysis.terms, analysis.words, postings_of(analysis.terms), spelled, grams)


def analyse(knowledge: Knowledge, texts: Sequence[str], cache: Path | None = None) -> tuple[Analysis, Lexicon]:
    """The analysis of texts of a knowledge, and its lexicon; read from the folder `cache` where it was kept there.

    A file that cannot be read or written only costs the time to analyse again.
    """
    if cache is None:
        return made_analysis(knowledge, texts, WordReader(knowledge.glossary))
    file = cache / f"words-{_key(knowledge, texts)}.json"
    if (kept := _read(file)) is not None:
        return kept, Lexicon(knowledge, kept.words)
    made = made_analysis(knowledge, texts, WordReader(knowledge.glossary))
    _keep(made[0], file)
    return made


def made_analysis(knowledge: Knowledge, texts: Sequence[str], reader: WordReader) -> tuple[Analysis, Lexicon]:
    """The analysis of texts of a knowledge, made anew, and its lexicon. `reader` is for its glossary."""
    pieces = Pieces()
    parts = [pieces.of(text) for text in texts]
    words = reader.read(knowledge, (piece.tokens for text in parts for piece in text), pieces.tokens)
    lexicon = Lexicon(knowledge, words)
    folded = tuple(" ".join([piece.folded for piece in text if piece.folded]) for text in parts)
    terms = tuple(terms_of(text, lexicon) for text in parts)
    return Analysis(folded, terms, words), lexicon


def _read(file: Path) -> Analysis | None:
    try:
        kept: dict[str, Any] = json.loads(file.read_bytes())
        return Analysis(**{**kept, "words": Words(**kept["words"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _keep(analysis: Analysis, file: Path) -> None:
    """Writes the file beside its place and moves it there whole, and leaves nothing else behind."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _delete_parts(file.parent)
        with TemporaryDirectory(prefix=_PART, dir=file.parent, ignore_cleanup_errors=True) as unfinished:
            part = Path(unfinished, file.name)
            part.write_text(json.dumps(analysis, default=_plain, ensure_ascii=False), encoding="utf-8")
            part.replace(file)
        for old in sorted(file.parent.glob("words-*.json"), key=lambda f: f.stat().st_mtime)[:-_MOST_KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return


def _delete_parts(folder: Path) -> None:
    """Deletes what a process that was killed had begun to write."""
    for part in folder.glob(f"{_PART}*"):
        if abs(time.time() - part.stat().st_mtime) > _UNFINISHED:
            rmtree(part, ignore_errors=True)
    for part in folder.glob("words-*.[0-9]*"):  # as earlier versions named them
        part.unlink(missing_ok=True)


def _plain(value: object) -> object:
    """What JSON has no form for: our dataclasses, and sets."""
    return vars(value) if isinstance(value, Analysis | Words) else sorted(cast("frozenset[str]", value))


def _key(knowledge: Knowledge, texts: Sequence[str]) -> str:
    """What the analysis depends on, hashed: every text, name and glossary word, and the code that reads them."""
    digest = hashlib.sha256(repr(tuple(_code())).encode())
    for part in (*texts, *_rest(knowledge)):
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()[:32]


def _rest(knowledge: Knowledge) -> Iterator[str]:
    for entry in knowledge.glossary:
        yield from (*entry.words, "\0", *entry.means, "\0")
    for case in knowledge.cases.values():
        yield from (case.id, case.title, *(str(part) for part in (case.reference, case.body, case.municipality)))
        yield str(case.document_type)
        yield from (repr(party) for party in case.parties)
        yield from (source.text for source in case.sources.values())
    yield from (repr(party) for party in knowledge.parties)


def _code() -> Iterator[tuple[str, int, int]]:
    """The files that read words, by name, size and time."""
    for package in (bot.language, bot.matching.query, bot.matching.retrieval):
        for folder in package.__path__:
            for file in sorted(Path(folder).rglob("*.py")):
                status = file.stat()
                yield file.name, status.st_size, status.st_mtime_ns
