"""Vectors fill in behind a bundle: what is encoded, what is kept, and what is near."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy
import pytest

from bot.compiled.bundle import Bundle
from bot.compiled.compilation import compile_knowledge
from bot.compiled.filling import fill
from bot.compiled.meanings import STATE, read_state
from bot.compiled.place import current
from bot.knowledge.load import load_knowledge
from bot.knowledge.sentences import with_whole_sentences
from bot.matching.cases.bundle_shelf import BundleShelf
from bot.matching.query.question import read_question
from bot.matching.retrieval.entries import findable, paragraphs, searched
from bot.matching.retrieval.vectors import VectorCache
from tests.matching.learned import Hashing

FAQ = Path(__file__).parents[1] / "data" / "faq" / "knowledge"
KEPT = VectorCache(None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A knowledge folder of four cases, that may be written."""
    folder = tmp_path / "knowledge"
    for name in ("faq-001", "faq-002", "faq-003", "faq-005"):
        shutil.copytree(FAQ / name, folder / name)
    return folder


def opened(place: Path) -> Bundle:
    found = current(place)
    assert found is not None
    return Bundle(found)


def texts(folder: Path, id_: str) -> list[str]:
    one = with_whole_sentences(load_knowledge(folder / id_))
    return [entry.text for entry in searched(one, findable(one), paragraphs(one))]


def test_it_serves_by_words_until_they_are_there(folder: Path, tmp_path: Path) -> None:
    place, encoder, steps = tmp_path / "place", Hashing(), list[tuple[int, int]]()
    compile_knowledge(folder, place, processes=1)
    before = opened(place).meanings()
    assert (before.share, before.of("faq-001"), before.nearest(encoder.encode_questions(["kö"])[0])) == (0.0, None, [])
    done = fill(place, encoder, KEPT, lambda *step: steps.append(step))
    said = [text for id_ in opened(place).knowledge.cases for text in texts(folder, id_)]
    assert (done, encoder.encoded) == (len(said), len(set(said)))
    assert steps[-1] == (done, done)
    after = opened(place).meanings()
    assert after.share == 1.0
    for id_ in opened(place).knowledge.cases:
        found, wanted = after.of(id_), KEPT.encoded(encoder, texts(folder, id_))
        assert found is not None
        assert numpy.allclose(found, wanted, atol=1e-6)
        ((near, cosine),) = after.nearest(wanted[0], limit=1)
        assert (near, round(cosine, 2)) == (id_, 1.0)
        ((near, again), *_) = after.among(wanted[0], ["faq-001", id_])
        assert (near, round(again, 2)) == (id_, 1.0)
        assert before.among(wanted[0], ["faq-001", id_]) == []
    assert len(after.nearest(encoder.encode_questions(["kö"])[0])) == 4
    assert after.nearest(encoder.encode_questions(["kö"])[0], limit=0) == []


def test_only_what_is_new_is_encoded(folder: Path, tmp_path: Path) -> None:
    place, encoder = tmp_path / "place", Hashing()
    compile_knowledge(folder, place, processes=1)
    fill(place, encoder, KEPT, lambda *_: None)
    shutil.rmtree(folder / "faq-001")
    shutil.copytree(FAQ / "faq-007", folder / "faq-007")
    compile_knowledge(folder, place, processes=1)
    half = opened(place).meanings()
    assert 0 < half.share < 1
    assert (half.of("faq-007"), half.of("faq-002") is None) == (None, False)
    encoder.encoded = 0
    fill(place, encoder, KEPT, lambda *_: None)
    assert encoder.encoded == len(set(texts(folder, "faq-007")))
    near = dict(opened(place).meanings().nearest(encoder.encode_questions(["kö"])[0]))
    assert near.keys() == {"faq-002", "faq-003", "faq-005", "faq-007"}
    encoder.fingerprint = "another model"
    encoder.encoded = 0
    assert fill(place, encoder, KEPT, lambda *_: None) >= encoder.encoded > 0


def test_a_case_without_vectors_is_told_apart_from_one_that_is_far(folder: Path, tmp_path: Path) -> None:
    place, encoder = tmp_path / "place", Hashing()
    compile_knowledge(folder, place, processes=1)
    fill(place, encoder, KEPT, lambda *_: None)
    shutil.copytree(FAQ / "faq-007", folder / "faq-007")
    compile_knowledge(folder, place, processes=1)
    bundle = opened(place)
    shelf = BundleShelf(bundle, bundle.knowledge, encoder)
    question = read_question("Hur söker man, och vad kostar det?", shelf.front.ranker.lexicon)
    near = shelf.nearest(question, encoder.encode_questions(["kö"])[0], None, limit=5)
    assert {each.cases for each in near if each.meaning is None} == {("faq-007",)}
    assert {each.cases for each in near if each.meaning is not None} >= {("faq-001",), ("faq-002",)}
    assert all(each.meaning is None for each in shelf.nearest(question, None, None, limit=5))


def test_a_new_bundle_that_comes_meanwhile_is_filled(folder: Path, tmp_path: Path) -> None:
    place, steps = tmp_path / "place", list[Path | None]()

    class Slow(Hashing):
        """Somebody compiles anew while it encodes."""

        def encode_passages(self, texts):  # type: ignore[no-untyped-def]
            if not steps:
                steps.append(current(place))
                shutil.rmtree(folder / "faq-001")
                compile_knowledge(folder, place, processes=1)
            return super().encode_passages(texts)

    compile_knowledge(folder, place, processes=1)
    fill(place, Slow(), KEPT, lambda *_: None)
    assert current(place) not in steps
    assert opened(place).meanings().share == 1.0


def test_a_state_that_cannot_be_read(folder: Path, tmp_path: Path) -> None:
    compile_knowledge(folder, tmp_path / "place", processes=1)
    bundle = opened(tmp_path / "place")
    for text in ("{", '{"done": 1}', "[]"):
        (bundle.folder / STATE).write_text(text)
        assert read_state(bundle.folder) is None
        assert bundle.meanings().share == 0.0
    assert fill(tmp_path / "nowhere", Hashing(), KEPT, lambda *_: None) == 0
