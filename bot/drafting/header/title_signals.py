"""What speaks for a text at the top of a document being its title, and what against it: numbers from 0 to 1."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from bot.drafting.header.document_type import is_type
from bot.drafting.header.title_candidates import Candidate, Cell, candidates, top_cells
from bot.drafting.header.title_forms import begins_as_title, is_furniture, is_subtitle, is_unfinished, may_be_title
from bot.drafting.structure.dates import parse_date
from bot.drafting.structure.forms import Part, part_of
from bot.drafting.structure.matters import matter_title
from bot.drafting.structure.names import ROLE
from bot.drafting.structure.references import REFERENCE
from bot.language.stems import Stems
from bot.language.tokens import tokenize
from bot.language.word_patterns import words_of

_WORDS = words_of(__file__)
_METADATA = re.compile(rf"{_WORDS.any_of('metadata')}\b", re.IGNORECASE)
_PREPOSITION = re.compile(rf"\s{_WORDS.any_of('prepositions')}\s")
_VERB = re.compile(rf"\s{_WORDS.any_of('verbs')}\s")
_BODY = re.compile(rf"\b{_WORDS.any_of('bodies')}\b")
_MUNICIPALITY = re.compile(
    rf"[A-ZÅÄÖ]\S+\s{_WORDS.any_of('municipalities')}\b|\bRegion\s[A-ZÅÄÖ]|(?-i:[A-ZÅÄÖ]{{3,}}\sKOMMUN)"
)
_REPORT = re.compile(rf"\({_WORDS.any_of('reports')}[^)]*\)")
_SENTENCE_INSIDE = re.compile(r"[a-zåäö]{3}\.\s[A-ZÅÄÖ]")
_AND_OTHERS = re.compile(r"\bm\.?\s?(?:fl|m)\.$")
_LONG = 4  # letters of a word that tells
_REST = 15_000  # characters in which words of the title recur
_TOP = 45  # lines of a top
_PROSE = 75  # characters of a line of running text
_SHORT, _MIDDLING = range(4, 8), range(8, 15)  # words of a title
_MOST_PROSE = 5  # lines


class Top:
    """The top of a document's text, and how often each word stems in what follows."""

    def __init__(self, text: str) -> None:
        self.cells = cells = top_cells(text)
        self._matter = matter_title(text)
        self._text = text
        self._stemmed = Stems()
        self._stems = self._counted(text[:_REST])
        self._headings = [cell.line for cell in cells if part_of(cell.text) in (Part.DECIDED, Part.PROPOSED, Part.TEXT)]
        self._prose = [cell.line for cell in cells if len(cell.text) > _PROSE and cell.alone]

    def weighed(self) -> Iterator[tuple[Candidate, dict[str, float]]]:
        """What may be the title, each with its signals."""
        return ((found, self.signals(found)) for found in candidates(self.cells))

    def signals(self, candidate: Candidate) -> dict[str, float]:
        """The signals of a candidate, by name."""
        text, first, last = candidate.text, candidate.cells[0], candidate.cells[-1]
        words = len(text.split())
        below = next((cell for cell in self.cells if cell.line > last.line), None)
        prose = sum(line < first.line for line in self._prose)
        found = {
            "words_4_to_7": words in _SHORT,
            "words_8_to_14": words in _MIDDLING,
            "capital": text[0].isupper() or text[0] in '"”',
            "ends_sentence": text.endswith(".") and not _AND_OTHERS.search(text),
            "sentence_inside": _SENTENCE_INSIDE.search(text),
            "verb": _VERB.search(text.lower()),
            "preposition": _PREPOSITION.search(text.lower()),
            "recurs": self._recurring(text),
            "repeated": min(max(self._text.count(text) - 1, 0), 2) / 2,
            "is_matter": text == self._matter,
            "is_type": is_type(text),
            "is_furniture": is_furniture(text),
            "begins_as_title": words > 1 and begins_as_title(text),
            "may_be_title": may_be_title(text),
            "metadata_inside": any(_METADATA.match(cell.text) for cell in candidate.cells[1:]),
            "date": parse_date(text),
            "reference": REFERENCE.search(_REPORT.sub("", text)),
            "body": _BODY.search(text.lower()),
            "municipality": _MUNICIPALITY.search(text),
            "role": ROLE.search(text),
            "numbered": candidate.numbered,
            "after_reference": candidate.after_reference,
            "labelled": candidate.labelled,
            "blank_above": first.blank_before,
            "blank_around": first.blank_before and last.blank_after,
            "beside_others": not first.alone and not candidate.numbered,
            "goes_on": below is not None and below.line == last.line + 1 and _goes_on(last, below),
            "parted_inside": sum(_parts(*pair) for pair in pairwise(candidate.cells)),
            "subtitle_inside": any(is_subtitle(cell.text) for cell in candidate.cells[1:]),
            "place": first.line / _TOP,
            "after_heading": any(line < first.line for line in self._headings),
            "after_prose": prose > 0,
            "prose_before": min(prose, _MOST_PROSE) / _MOST_PROSE,
        }
        return {name: _number(value) for name, value in found.items()}

    def _recurring(self, text: str) -> float:
        """The share of a text's longer words that come again in what follows."""
        own = self._counted(text)
        return sum(self._stems[word] > count for word, count in own.items()) / max(1, len(own))

    def _counted(self, text: str) -> Counter[str]:
        tokens = tuple(token for token in tokenize(text) if len(token.word) >= _LONG and not token.is_figure)
        return Counter(self._stemmed.of_tokens(tokens))


def _number(value: object) -> float:
    """A number as it is, and of all else whether it is there."""
    return float(value) if isinstance(value, int | float) else float(value is not None)


def _goes_on(last: Cell, below: Cell) -> bool:
    """Whether a line goes on in the one under it."""
    return not last.blank_after and (below.text[0].islower() or is_unfinished(last.text))


def _parts(above: Cell, below: Cell) -> bool:
    """Whether a line begins anew under another: with a capital, where that could end."""
    anew = not (below.text[0].islower() or below.text[0] in "(0123456789")
    ends = not (is_unfinished(above.text) or above.text.endswith(("-", "–", ",")))
    return anew and ends and not (above.text.isupper() and below.text.isupper())
