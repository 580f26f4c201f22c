"""Amounts: the quantities of running text, footnotes and tables, each with its sentence or row.

A decision point that is printed again word for word gives its amounts once. Lists of attachments and of
receivers, headings and the document's top hold none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.drafting.figures.counted import counted_in_name
from bot.drafting.figures.measured import period_of, what_is_measured
from bot.drafting.figures.quantities import Quantity, quantities
from bot.drafting.findings import FoundAmount, FoundDecision
from bot.drafting.structure.folding import sentences
from bot.drafting.structure.forms import Part
from bot.drafting.structure.paragraph import Form, Paragraph, Reading
from bot.drafting.structure.tables.table import Cell, Row, Table, is_year, unit_in
from bot.language.measures.numbers import swedish_value_of
from bot.language.measures.units import MONEY, SHARES, unit_named, written_as
from bot.language.word_patterns import words_of

_NONE = {Part.ATTACHMENTS, Part.UNDERLAY, Part.RECIPIENTS, Part.ATTENDANCE, Part.SIGNING}
_COLUMN_UNIT = re.compile(rf"(?<![^\W\d_])\s?\(?(?<!\w){written_as()}\)?$")
_NO_UNIT = "antal"
_ADDRESS = re.compile(r"\bOrg\.?\s?nr|\b(?:Telefon|Tfn|E-post|Postadress|Besöksadress)\b(?=:|\s\d|\s\S*@)")
_BARE = MONEY | SHARES
_WORDS_OF_WHAT = 8
_WORDS = words_of(__file__)
_YEARS = re.compile(r"(?:19|20)\d\d(?:[–/-](?:19|20)?\d\d)?")
_MEASURES = _WORDS.table("measures")
_UNCOUNTED = _WORDS.each("uncounted")
_PLURAL = re.compile(rf"{_WORDS.any_of('plural_ends')}$")
_FULL_MEASURES = _WORDS.each("full_measures")
_VOTE = re.compile(rf"{_WORDS.any_of('votes')}(?=\W|$)", re.IGNORECASE)
_NOUN_AT_END = re.compile(r"(?<![\w-])(?P<noun>[a-zåäö-]{4,}(?:ar|er|or|are|platser|barn|elever))$")
_NOUN_FIRST = re.compile(r"(?P<noun>[A-ZÅÄÖ][a-zåäö]{2,}(?:ar|er|or|are))(?=\s|$)")
_VOTES = re.compile(r"\bJa\b[^\n]{0,12}?\bNej\b[^\n]{0,60}", re.IGNORECASE)
_SUM = re.compile(_WORDS.any_of("sums"), re.IGNORECASE)
_PER_AREA = re.compile(rf"(?:/|\bper\s){_WORDS.any_of('areas')}\b", re.IGNORECASE)
_NUMBER_OF = re.compile(r"(?:^|\.\s)(?:[^\W\d_]+da\s)?(?P<noun>[^\W\d_]{4,})\b[^.]*,\santal\b", re.IGNORECASE)


def find_amounts(reading: Reading, decisions: Sequence[FoundDecision]) -> tuple[FoundAmount, ...]:
    """The amounts of a source, in document order."""
    found = [
        *_in_text(reading, decisions),
        *(a for table in reading.tables for a in _in_table(reading, table)),
    ]
    return tuple(sorted(found, key=lambda amount: amount.start))


def _in_text(reading: Reading, decisions: Sequence[FoundDecision]) -> Iterator[FoundAmount]:
    first = {_key(d.text): d.start for d in decisions}
    for paragraph in (*reading.paragraphs, *reading.footnotes):
        if paragraph.form is Form.HEADING or paragraph.section.part in _NONE or _is_masthead(paragraph):
            continue
        again = first.get(_key(paragraph.text))
        if again is not None and again != paragraph.start:
            continue
        address = _ADDRESS.search(paragraph.text)
        for begin, end in sentences(paragraph.text[: address.start()] if address else paragraph.text):
            sentence = paragraph.text[begin:end]
            repeat = first.get(_key(sentence))
            if repeat is not None and repeat != paragraph.offsets[begin]:
                continue
            before = ""
            for quantity in quantities(sentence):
                amount = _amount(paragraph, begin, end, quantity)
                if amount.what == amount.unit and amount.unit in _BARE:  # no thing is named beside it
                    amount = replace(amount, what=before or _shortened(sentence))
                before = amount.what
                yield amount


def _shortened(sentence: str) -> str:
    """The first words of a sentence."""
    words = sentence.rstrip(".:;").split()
    return " ".join(words[:_WORDS_OF_WHAT]) + (" …" if len(words) > _WORDS_OF_WHAT else "")


def _key(text: str) -> str:
    return re.sub(r"\W+", " ", re.sub(r"^att ", "", text.strip().lower())).strip()


def _is_masthead(paragraph: Paragraph) -> bool:
    """Whether a paragraph is the top of the document or an address, and no sentence."""
    text = paragraph.text
    return paragraph.section.part is Part.OPENING and len(text) < 60 and not text.endswith((".", ":"))


def _amount(paragraph: Paragraph, begin: int, end: int, quantity: Quantity) -> FoundAmount:
    sentence = paragraph.text[begin:end]
    spans = paragraph.spans(begin, end)
    if len(spans) > 1:  # a footnote stands within the sentence: the part with the figure is enough
        at = paragraph.offsets[begin + quantity.start]
        spans = tuple(span for span in spans if span[0] <= at < span[1]) or spans
    what = what_is_measured(sentence, quantity)
    doubts = ("enheten är härledd",) if quantity.inferred else ()
    return FoundAmount(
        sentence,
        paragraph.source,
        spans,
        doubts=doubts,
        value=quantity.value,
        unit=quantity.unit,
        written=sentence[quantity.start : quantity.end],
        what=what,
        period=period_of(sentence, quantity),
    )


def _in_table(reading: Reading, table: Table) -> Iterator[FoundAmount]:
    for row in table.rows:
        for quantity in quantities(row.name):  # "Under 100 kvm"
            if not quantity.inferred:
                yield FoundAmount(
                    reading.source.text[row.start : row.end],
                    reading.source.id,
                    ((row.start, row.end),),
                    value=quantity.value,
                    unit=quantity.unit,
                    written=row.name[quantity.start : quantity.end],
                    what=row.name,
                )
        for cell in row.cells:
            if cell.number is None or _is_date_cell(cell, row):
                continue
            unit, doubts = _unit_of(cell, row, table, reading)
            column = _COLUMN_UNIT.sub("", cell.column).strip()
            what = f"{row.name}, {column}" if column else row.name
            year = re.search(r"(?:19|20)\d\d(?:[–-](?:19|20)?\d\d)?", cell.column)
            yield FoundAmount(
                reading.source.text[row.start : row.end],
                reading.source.id,
                ((row.start, row.end),),
                doubts=doubts,
                value=swedish_value_of(cell.number),
                unit=unit,
                written=cell.text.strip(),
                what=re.sub(r"\s+", " ", what),
                period=year.group() if year else None,
                row=(row.name, column),
            )


def _is_date_cell(cell: Cell, row: Row) -> bool:
    """Whether a cell is a year and no figure."""
    if not is_year(cell.text):
        return False
    return (
        not cell.column
        or re.search(r"\bår\b|period|start|klar|slut|tid|färdig", cell.column, re.IGNORECASE) is not None
    )


def _unit_of(cell: Cell, row: Row, table: Table, reading: Reading) -> tuple[str, tuple[str, ...]]:
    """The unit of a cell: its own, its column's, its row's, or the table's."""
    heading = reading.section_at(row.start).title
    if vote := _vote_in(cell, row, reading.source.text):
        return vote, ()
    for written in (cell.unit, unit_in(cell.column), unit_in(row.name)):
        if written:
            return _by_area(unit_named(written) or written.lower(), row, table), ()
    said = [other.text for other in row.cells if other.number is None]
    for name in (cell.column, row.name, *said):
        if measured := _measure_in(name):
            return measured, ()
    if shares := next((found for text in said if (found := unit_in(text))), None):
        return unit_named(shares) or shares.lower(), ()
    if re.search(r"\bandel(?:en)?\b", row.name, re.IGNORECASE) or re.search(
        r"\bandel|procentuell", cell.column, re.IGNORECASE
    ):
        return "procent", ()
    written = table.unit or unit_in(heading)
    unit = (unit_named(written) or written.lower()) if written else None
    counted = counted_in_name(row.name) or counted_in_name(cell.column) or _counted_of(row.name)
    if unit not in MONEY:
        counted = counted or _column_counts(cell.column)
    if counted:
        return counted, ()
    if unit:
        return _by_area(unit, row, table), ()
    named = counted_in_name(table.caption) or _counted_of(table.caption)
    if named:
        return named, ("enheten är läst ur tabellens rubrik",)
    for name in (cell.column, row.name):
        if (noun := _NOUN_AT_END.search(name) or _NOUN_FIRST.match(name)) and noun["noun"].lower() not in _UNCOUNTED:
            return noun["noun"].lower(), ("enheten är härledd",)
    return _NO_UNIT, ("enheten framgår inte av tabellen",)


def _vote_in(cell: Cell, row: Row, text: str) -> str | None:
    """The vote that a cell counts, by its row ("Nej (Bergs förslag)  12"), its column, or the list of votes above."""
    named = _VOTE.match(row.name) or _VOTE.fullmatch(cell.column)
    if named is not None:
        return named.group().lower().rstrip(".")
    heads = list(_VOTES.finditer(text, 0, row.start)) if _SUM.fullmatch(row.name) else []
    votes = _VOTE.findall(heads[-1].group()) if heads else []
    place = row.cells.index(cell)
    return votes[place].lower().rstrip(".") if place < len(votes) == len(row.cells) else None


def _measure_in(name: str) -> str | None:
    """The measure with which the name of a row or column ends: "Insatstid, minuter", "Matsvinn, gram/portion"."""
    *before, last = (part.strip() for part in _YEARS.sub(" ", name).split(","))
    word = last.partition("/")[0].strip().rstrip(".").lower()
    if not before:
        return word if word in _FULL_MEASURES else None
    measure = _MEASURES.get(word)
    return measure if measure not in (None, _NO_UNIT, "st") else word if word in _FULL_MEASURES else None


def _by_area(unit: str, row: Row, table: Table) -> str:
    """The unit of a price, by the square metre where the row or the caption says so."""
    return f"{unit}/kvm" if unit in MONEY and _PER_AREA.search(f"{table.caption} {row.name}") else unit


def _column_counts(column: str) -> str | None:
    """What a column counts by its name: "Elever 2026", "Restid, min", "Platser"."""
    *before, last = (part.strip() for part in _YEARS.sub(" ", column).split(","))
    if measure := _MEASURES.get(last.lower().rstrip(".")):
        return measure
    words = (before[0] if before else last).split()
    noun = words[0].lower() if len(words) == 1 else ""
    return noun if noun.isalpha() and _PLURAL.search(noun) and noun not in _UNCOUNTED else None


def _counted_of(caption: str) -> str | None:
    """What a caption that ends with "antal" counts: "Anmälda brott vid resecentrum, antal" counts brott."""
    match = _NUMBER_OF.search(caption)
    return match["noun"].lower() if match else None
