"""Filling: the vectors of a compiled knowledge are made behind it, case by case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from bot.compiled.bundle import Bundle
from bot.compiled.meanings import State, forget, read_state, write_rows
from bot.compiled.place import current
from bot.knowledge.sentences import case_with_whole_sentences
from bot.matching.retrieval.entries import findable, paragraphs, searched
from bot.matching.retrieval.vectors import Encoder, Encoding, VectorCache, key_of

_TOGETHER = 256  # texts, at least, whose vectors are written at a time


def fill(
    place: Path,
    encoder: Encoder,
    kept: VectorCache,
    progress: Callable[[int, int], None],
    encoding: Encoding | None = None,
) -> int:
    """Brings the vectors of the bundle in a place up to date; gives how many rows it then has.

    What `kept` has is not encoded again; the rest is by `encoding`, or else here. Where another bundle takes the place
    meanwhile, that is filled instead. Raises OSError.
    """
    while (folder := current(place)) is not None:
        bundle = Bundle(folder)
        try:
            if _filled(bundle, place, encoder, kept, progress, encoding):
                state = read_state(folder)
                return 0 if state is None else state.done
        finally:
            bundle.close()
    return 0


def _filled(
    bundle: Bundle,
    place: Path,
    encoder: Encoder,
    kept: VectorCache,
    progress: Callable[[int, int], None],
    encoding: Encoding | None,
) -> bool:
    """Whether all vectors are there; False where another bundle has taken the place."""
    state = read_state(bundle.folder)
    if state is None or not state.is_by(encoder):
        forget(bundle.folder)
        state = State(encoder.name, encoder.fingerprint, encoder.dimensions)
    last = max((first + count for first, count in bundle.rows_of_all.values()), default=0)
    for first, texts in _batches(bundle, state.done):
        rows = kept.rows(encoder, texts, None, encoding)
        if current(place) != bundle.folder:
            return False
        state = write_rows(bundle.folder, state, first, [rows[key_of(encoder, text)] for text in texts])
        progress(first + len(texts), last)
    return current(place) == bundle.folder


def _batches(bundle: Bundle, done: int) -> Iterator[tuple[int, list[str]]]:
    """The texts of the entries from a row on, some cases together where they follow each other, and their first row."""
    start, texts = done, list[str]()
    for first, _, id_ in sorted((first, count, id_) for id_, (first, count) in bundle.rows_of_all.items()):
        if first < done:
            continue
        if texts and (first != start + len(texts) or len(texts) >= _TOGETHER):
            yield start, texts
            texts = []
        start = start if texts else first
        texts += _texts(bundle, id_)
    if texts:
        yield start, texts


def _texts(bundle: Bundle, id_: str) -> list[str]:
    """The texts of a case's entries, in order."""
    alone = replace(bundle.knowledge, cases={id_: case_with_whole_sentences(bundle.knowledge.cases[id_])})
    return [entry.text for entry in searched(alone, findable(alone), paragraphs(alone))]
