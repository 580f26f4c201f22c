"""Documents that are one statement: a motion, an interpellation, a reservation, a yrkande in a file of its own."""

from __future__ import annotations

from collections.abc import Sequence

from bot.drafting.findings import FoundPosition
from bot.drafting.speakers.parties import PrintedNames
from bot.drafting.speakers.statements import stance_of
from bot.drafting.structure.names import Signer, parties_of
from bot.drafting.structure.paragraph import Form, Paragraph, Reading
from bot.knowledge.sources.headings import ends_sentence

FORMS = frozenset(("motion", "interpellation", "reservation", "yrkande", "särskilt yttrande", "protokollsanteckning"))
"""The types of documents that are one statement, which are the forms of statements too."""
_SENTENCE = 40  # characters with which a text begins that is no head
_LINE = 200  # characters of names below a text, at most


def own_statement(reading: Reading, form: str, names: PrintedNames) -> FoundPosition | None:
    """The statement that a document of such a form is, with those who sign below; None where nobody does."""
    paragraphs = [p for p in reading.paragraphs if p.form is not Form.HEADING or names.people_in(p.text)]
    start = next(
        (
            n
            for n, p in enumerate(paragraphs)
            if p.form is Form.TEXT and len(p.text) > _SENTENCE and ends_sentence(p.text)
        ),
        None,
    )
    if start is None:
        return None
    signers, end = _signed(paragraphs[start:], names)
    if not signers:
        return None
    body = paragraphs[start : start + end]
    text = "\n".join(paragraph.text for paragraph in body)
    return FoundPosition(
        text,
        reading.source.id,
        tuple(span for paragraph in body for span in paragraph.spans()),
        party=parties_of(signers),
        form=form,
        by=tuple(dict.fromkeys(signer.name for signer in signers)),
        stance=stance_of(form, text),
    )


def _signed(paragraphs: Sequence[Paragraph], names: PrintedNames) -> tuple[list[Signer], int]:
    """Those who sign below a text, and how many paragraphs the text has."""
    signers: list[Signer] = []
    end = len(paragraphs)
    for place in range(len(paragraphs) - 1, 0, -1):
        people = names.people_in(paragraphs[place].text) if len(paragraphs[place].text) < _LINE else ()
        if people:
            signers, end = [*people, *signers], place
        elif signers and len(paragraphs[place].text) > _SENTENCE:
            break
    return signers, end
