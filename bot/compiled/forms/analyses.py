"""An analysis as bytes: what follows from the rest, or is the same for every case, is left out."""

from __future__ import annotations

from bot.compiled.forms.packing import packed, unpacked
from bot.language.ngrams import ngrams
from bot.matching.query.words import GlossaryWords, Words
from bot.matching.retrieval.analysis import Analysis


def write_analysis(analysis: Analysis, shared: GlossaryWords) -> bytes:
    """The bytes of the analysis of a case, whose knowledge has the glossary of `shared`."""
    words = analysis.words
    return packed(
        {
            "folded": analysis.folded,
            "terms": analysis.terms,
            "written": {word: written for word, written in words.written.items() if written != word},
            "counts": words.counts,
            "abbreviations": sorted(words.abbreviations),
            "stems": sorted(set(words.stems).difference(shared.stems)),
            "spoken": sorted(words.spoken),
            "translations": words.translations,
        }
    )


def read_analysis(data: bytes, shared: GlossaryWords) -> Analysis:
    """The analysis of some bytes, with the glossary that they were written with."""
    tree = unpacked(data)
    words = Words(
        written={word: tree["written"].get(word, word) for word in tree["counts"]},
        counts=tree["counts"],
        abbreviations=frozenset(tree["abbreviations"]),
        glossary=shared.glossary,
        stems=frozenset(shared.stems).union(tree["stems"]),
        spoken=frozenset(tree["spoken"]),
        synonyms=shared.synonyms,
        translations={english: tuple(stems) for english, stems in tree["translations"].items()},
    )
    grams = tuple(" ".join(ngrams(folded.split())) for folded in tree["folded"])
    return Analysis(tuple(tree["folded"]), tuple(tree["terms"]), grams, words)


def write_glossary(shared: GlossaryWords) -> bytes:
    """The bytes of what a glossary gives."""
    return packed([shared.glossary, sorted(shared.stems), shared.synonyms])


def read_glossary(data: bytes) -> GlossaryWords:
    """What the glossary of some bytes gives."""
    glossary, stems, synonyms = unpacked(data)
    return GlossaryWords(tuple(glossary), frozenset(stems), {key: tuple(means) for key, means in synonyms.items()})
