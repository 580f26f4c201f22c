"""A case.yaml and its sources become a Case, or problems in a report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bot.knowledge.files.facts import KINDS, FactReader, ReadFact
from bot.knowledge.files.fields import Fields, did_you_mean
from bot.knowledge.files.party_file import read_parties
from bot.knowledge.files.paths import is_inside
from bot.knowledge.files.questions_file import refuse
from bot.knowledge.files.yaml_tree import Mapping as MappingNode
from bot.knowledge.files.yaml_tree import Node, read_mapping, read_text
from bot.knowledge.model import Attachment, Case, Fact, Goal, Party, Passage, Person, Position
from bot.knowledge.problems import Report
from bot.knowledge.source import LARGEST_ORIGINAL, PDF, Source
from bot.knowledge.sources.layout import Layout, read_layout
from bot.knowledge.sources.quotes import Quotations
from bot.knowledge.summary_check import Permitted, header_words, unsupported

CASE_FILE = "case.yaml"
_HEADER = ("id", "reference", "title", "municipality", "body", "document_type", "date", "meeting", "contact", "sources")
MUST_BE = "a case must be a mapping"
_LISTS = ("parties", "people", "attachments", "unanswered", *(kind.plural for kind in KINDS))


def read_case(folder: Path, parties: Sequence[Party], report: Report) -> Case | None:
    """The case in a folder, without its questions; None when its file cannot be read at all.

    When the report has problems afterwards, the case is incomplete and of no use.
    """
    root = read_mapping(folder, CASE_FILE, report, MUST_BE)
    return None if root is None else _CaseReader(folder, root, parties, report).read()


class _CaseReader:
    """Reads one case file from its root mapping."""

    def __init__(self, folder: Path, root: MappingNode, parties: Sequence[Party], report: Report) -> None:
        self.folder = folder
        self.report = report
        self.fields = Fields(root, report, (*_HEADER, *_LISTS))
        own = read_parties(root.entries["parties"], report) if self.fields.has("parties") else ()
        self.own_parties = own
        letters = {party.letter for party in own}
        self.parties = (*(party for party in parties if party.letter not in letters), *own)
        self.id = self.fields.id() or "?"
        self.title = self.fields.text("title", required=True) or ""
        self.layouts: dict[str, Layout] = {}
        self.source_ids: tuple[str, ...] = ()

    def read(self) -> Case:
        fields = self.fields
        refuse(fields, "unanswered", 'under "unanswered"')
        sources = dict(self._sources())
        passages = tuple(self._passages(sources))
        case = Case(
            id=self.id,
            title=self.title,
            sources=sources,
            passages=passages,
            reference=fields.text("reference"),
            municipality=fields.text("municipality"),
            body=fields.text("body"),
            document_type=fields.text("document_type"),
            date=fields.date("date"),
            people=tuple(self._people()),
            attachments=tuple(self._attachments()),
            parties=self.own_parties,
            meeting=fields.text("meeting"),
            contact=fields.text("contact"),
        )
        quotations = Quotations(sources, tuple(passage.summary for passage in passages))
        reader = FactReader(
            self.id,
            self.report,
            quotations,
            tuple(party.letter for party in self.parties),
            self.source_ids,
        )
        read = [fact for kind in KINDS for fact in reader.read(kind, fields.mappings(kind.plural))]
        read = self._inherited(read)
        self._check_summaries(case, read)
        return replace(case, facts=tuple(item.fact for item in read))

    def _sources(self) -> Iterator[tuple[str, Source]]:
        node = self.fields.get("sources", required=True)
        if node is None or not isinstance(node, MappingNode) or not node.entries:
            if node is not None:
                self.fields.wrong("sources", '"sources" must be a mapping with at least one source')
            return
        self.source_ids = tuple(node.entries)
        for id, entry in node.entries.items():
            source = self._source(id, entry, node.key_lines[id])
            if source is not None:
                yield id, source

    def _source(self, id: str, entry: Node, line: int) -> Source | None:
        """A source, laid out; None when its file cannot be read."""
        if not isinstance(entry, MappingNode):
            self.report.add(line, f'the source "{id}" must be a mapping with file and title')
            return None
        fields = Fields(entry, self.report, ("file", "title", "first_page", "original"))
        title = fields.text("title") or self.title
        first_page = fields.whole("first_page", least=1) or 1
        text = self._text(fields)
        if text is None:
            return None
        layout = self.layouts[id] = read_layout(text)
        file = self._original(fields) or self._handed_out(self.folder / str(fields.text("file")))
        return Source(id, title, text, layout.page_starts, layout.sections, layout.furniture, first_page, file)

    def _original(self, fields: Fields) -> Path | None:
        """The PDF that a source's text was taken from, where it is named; it must lie in the case's folder."""
        name = fields.text("original")
        if name is None:
            return None
        path = self.folder / name
        if not is_inside(self.folder, path):
            fields.wrong("original", f'the original "{name}" lies outside the case\'s folder')
        elif path.suffix.lower() != PDF:
            fields.wrong("original", f'the original "{name}" is no PDF')
        elif not path.is_file():
            fields.wrong(
                "original", f'there is no original "{name}"', remedy="put it beside the text, or take the line away"
            )
        elif path.stat().st_size > LARGEST_ORIGINAL:
            most = LARGEST_ORIGINAL // 1_000_000
            fields.wrong("original", f'the original "{name}" has more than {most} MB', remedy="make its images smaller")
        return path

    def _handed_out(self, text: Path) -> Path:
        """What is handed out where no original is named: a PDF beside the text with the same name, or else the text."""
        pdf = text.with_suffix(PDF)
        return pdf if pdf.is_file() and is_inside(self.folder, pdf) else text

    def _text(self, fields: Fields) -> str | None:
        """The text of a source's file, which must lie in the case's folder."""
        name = fields.text("file", required=True)
        if name is None:
            return None
        path = self.folder / name
        if not is_inside(self.folder, path):
            fields.wrong("file", f'the file "{name}" lies outside the case\'s folder')
            return None
        return read_text(path, self.report, fields.line("file"))

    def _passages(self, sources: Mapping[str, Source]) -> Iterator[Passage]:
        for id, source in sources.items():
            for spans in self.layouts[id].passages:
                quotes = tuple(source.quote(begin, end) for begin, end in spans)
                text = " ".join(quote.text for quote in quotes)
                yield Passage(f"{self.id}/passages/{id}-{spans[0][0]}", self.id, text, quotes)

    def _people(self) -> Iterator[Person]:
        letters = [party.letter for party in self.parties]
        for node in self.fields.mappings("people"):
            fields = Fields(node, self.report, ("name", "party", "role", "called"))
            name, party = fields.text("name", required=True), fields.text("party")
            if party is not None and party not in letters:
                hint = did_you_mean(party, letters)
                fields.wrong("party", f'no party has the letter "{party[:60]}"{hint}')
            role = fields.text("role")
            if name:
                yield Person(name, party, role, fields.texts("called"))

    def _attachments(self) -> Iterator[Attachment]:
        for node in self.fields.mappings("attachments"):
            fields = Fields(node, self.report, ("number", "title"))
            yield Attachment(fields.text("number"), fields.text("title", required=True) or "")

    def _inherited(self, read: Sequence[ReadFact]) -> list[ReadFact]:
        """Positions that are part of another, with its party, form and signers unless given."""
        positions = {i.fact.id: i.fact for i in read if isinstance(i.fact, Position)}
        result = []
        for item in read:
            fact = item.fact
            if isinstance(fact, Position) and fact.part_of is not None:
                fact = self._with_parents(fact, positions, item.parent_line)
            result.append(replace(item, fact=fact))
        return result

    def _with_parents(self, fact: Position, positions: Mapping[str, Position], line: int) -> Position:
        seen = {fact.id}
        parent_id = fact.part_of
        full = fact
        while parent_id is not None:
            parent = positions.get(parent_id)
            name = parent_id.rpartition("/")[2][:60]
            if parent is None:
                names = [id.rpartition("/")[2] for id in positions]
                hint = did_you_mean(name, names)
                self.report.add(line, f'part_of: the case has no position "{name}"{hint}', fact.id)
                break
            if parent_id in seen:
                self.report.add(line, f'part_of: "{name}" leads back to this position', fact.id)
                break
            seen.add(parent_id)
            full = replace(
                full,
                party=full.party or parent.party,
                form=full.form or parent.form,
                by=full.by or parent.by,
            )
            parent_id = parent.part_of
        return full

    def _check_summaries(self, case: Case, read: Sequence[ReadFact]) -> None:
        """Report what a summary says and its quotes do not."""
        titles = (source.title for source in case.sources.values())
        header = (case.municipality, case.body, case.title, case.document_type, case.reference)
        words = header_words((*header, *titles))
        for item in read:
            fact = item.fact
            if not item.complete or not fact.quotes:
                continue
            said = [text for quote in fact.quotes for text in (quote.text, quote.display_text)]
            for key, summary, line in (
                ("summary", fact.summary, item.summary_line),
                ("summary_en", fact.summary_en, item.summary_en_line),
            ):
                if not summary or summary in said:  # word for word, as in most drafts
                    continue
                permitted = Permitted(
                    words | header_words(_signers(fact)),
                    frozenset(fact.parties) | _speakers(fact),
                    case.people,
                    self.parties,
                )
                if alien := unsupported(summary, said, permitted):
                    words_said = ", ".join(f'"{word}"' for word in alien)
                    self.report.add(line, f"{key} says {words_said}, which its quotes do not", fact.id)


def _signers(fact: Fact) -> tuple[str, ...]:
    """Whom or what a fact's other fields name, so that its summary may too."""
    if isinstance(fact, Goal):
        return (fact.name, *(assessment.by for assessment in fact.assessments))
    by = getattr(fact, "by", None)
    return (by,) if isinstance(by, str) else tuple(by or ())


def _speakers(fact: Fact) -> frozenset[str]:
    """The parties in whose statement the quotes stand, as in the section Reservation (S)."""
    sections = {quote.section for quote in fact.quotes if quote.section}
    return frozenset(
        letter
        for section in sections
        if section.endswith(")") and "(" in section
        for letter in section[section.rindex("(") + 1 : -1].split(", ")
    )
