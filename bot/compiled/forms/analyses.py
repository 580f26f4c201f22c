"""An analysis as bytes: what follows from the rest, or is the same for every case, is left out."""

from __future__ import annotations

from bot.compiled.forms.packing import packed, unpacked
from bot.matching.query.words import GlossaryWords, Together, Words
from bot.matching.retrieval.analysis import Analysis, Prepared, prepared
from bot.matching.retrieval.postings import Postings


def write_analysis(analysis: Analysis, shared: GlossaryWords) -> bytes:
    """The bytes of the analysis of a case, whose knowledge has the glossary of `shared`."""
    words, ready = analysis.words, prepared(analysis)
    return packed(
        {
            "folded": ready.folded,
            "terms": ready.terms,
            "stems": ready.stems.of,
            "spelled": ready.spelled.of,
            "lengths": [ready.stems.lengths, ready.spelled.lengths, ready.grams],
            "written": {word: written for word, written in words.written.items() if written != word},
            "counts": words.counts,
            "abbreviations": sorted(words.abbreviations),
            "known": sorted(set(words.stems).difference(shared.stems)),
            "spoken": sorted(words.spoken),
            "translations": words.translations,
        }
    )


def read_analysis(data: bytes, shared: GlossaryWords) -> Prepared:
    """The analysis of some bytes, with the glossary that they were written with."""
    tree = unpacked(data)
    written = dict(zip(tree["counts"], tree["counts"], strict=True)) | tree["written"]
    stems, spelled, grams = tree["lengths"]
    words = Words(
        written=written,
        counts=tree["counts"],
        abbreviations=frozenset(tree["abbreviations"]),
        glossary=shared.glossary,
        stems=Together(frozenset(tree["known"]), frozenset(shared.stems)),
        spoken=frozenset(tree["spoken"]),
        synonyms=shared.synonyms,
        translations={english: tuple(stems) for english, stems in tree["translations"].items()},
    )
    stems_of, spelled_of = Postings(tree["stems"], stems), Postings(tree["spelled"], spelled)
    return Prepared(tuple(tree["folded"]), tuple(tree["terms"]), words, stems_of, spelled_of, grams)


def write_glossary(shared: GlossaryWords) -> bytes:
    """The bytes of what a glossary gives."""
    return packed([shared.glossary, sorted(shared.stems), shared.synonyms])


def read_glossary(data: bytes) -> GlossaryWords:
    """What the glossary of some bytes gives."""
    glossary, stems, synonyms = unpacked(data)
    return GlossaryWords(tuple(glossary), frozenset(stems), {key: tuple(means) for key, means in synonyms.items()})
