"""How a statement opens: the sentence that says its form, who makes it, and where its words are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.drafting.speakers.parties import PrintedNames
from bot.drafting.structure.names import ROLE, WORD, Signer, parties_of, people_in
from bot.knowledge.sources.pages import Span
from bot.language.word_patterns import words_of

_WORDS = words_of(__file__)
_BLANKS = r"\s+"
_LETTERS = r"\w+"
_FORMS = {
    form: re.compile(pattern, re.IGNORECASE) for form, pattern in _WORDS.patterns("forms", blanks=_BLANKS).items()
}
_MADE = re.compile(rf"\b{_WORDS.any_of('made')}\b", re.IGNORECASE)
_TEXT_FOLLOWS = re.compile(
    rf"{_WORDS.any_of('text_follows', blanks=_BLANKS, letters=_LETTERS, two='{0,2}', three='{0,3}')}\s?[.:]?$",
    re.IGNORECASE,
)
_REFERS = re.compile(rf"\b{_WORDS.any_of('refers', blanks=_BLANKS)}\b", re.IGNORECASE)
_AMONG_SIGNERS = re.compile(rf"\([^)]*\)|\b{_WORDS.any_of('among_signers')}\b|[\s,.]", re.IGNORECASE)
_APPROVES = re.compile(_WORDS.any_of("approves"))
_REJECTS = re.compile(_WORDS.any_of("rejects"))
_ADDS = re.compile(_WORDS.any_of("adds"))
_NOTED = re.compile(rf"{_WORDS.any_of('noted', blanks=_BLANKS)}\s(?P<clause>att\s)")
_OF_NO_PARTY = re.compile(
    rf"(?P<role>(?i:{ROLE.pattern})\s)?(?P<name>{WORD}(?:\s{WORD}){{0,2}})\s{_WORDS.any_of('dissents')}\b[^:]*\.$"
)
_LONGEST_LINE = 80  # characters of a line that announces statements
_BY_FORM = {"reservation": "against"}


@dataclass(frozen=True, slots=True)
class Opening:
    """A sentence that opens a statement.

    `rest` is the stretch of the paragraph that the statement's words begin with, or None when the words
    follow in the next paragraph; `complete` tells that nothing follows.
    """

    form: str
    signers: tuple[Signer, ...]
    parties: tuple[str, ...]
    rest: Span | None
    complete: bool


def form_in(text: str) -> str | None:
    """The form of statement that a text names."""
    found = [(match.start(), form) for form, pattern in _FORMS.items() if (match := pattern.search(text))]
    return min(found)[1] if found else None


def opening(text: str, begin: int, end: int, names: PrintedNames) -> Opening | None:
    """The opening that a sentence (a stretch of a paragraph's text) is, or None."""
    colon = text.find(":", begin, end)
    if colon > 0 and colon + 1 < end and text[colon + 1] == " " and form_in(text[begin:colon]):
        end = colon + 1
    said = text[begin:end]
    form = form_in(said[:400])
    if form is None or said[0].islower() or said[0] in '”"“»':
        return None
    if not _MADE.search(said) and not (said.rstrip().endswith(":") and names.people_in(said)):
        return None
    refers = _REFERS.search(said)
    before = said[: refers.start()] if refers else said
    signers = names.people_in(before) or names.people_in(said) or names.speakers(before)
    if refers and not names.people_in(before) and not names.letters(before):
        refers = None
    parties = joined(parties_of(signers), names.letters(before))
    if not parties:
        alone = of_no_party(said)
        return Opening(form, (alone,), (), (begin, end), True) if alone else None
    if _TEXT_FOLLOWS.search(said.rstrip()) or said.rstrip().endswith(":"):
        rest = (end, len(text)) if text[end:].strip() else None
        return Opening(form, signers, parties, rest, False)
    if form == "protokollsanteckning" and (noted := _NOTED.search(said)):
        return Opening(form, signers, parties, (begin + noted.start("clause"), end), True)
    if refers:
        return Opening(form, signers, parties, (begin + refers.start(), end), True)
    return Opening(form, signers, parties, (begin, end), False)


def of_no_party(said: str) -> Signer | None:
    """Who dissents in a sentence, where no party is told, as in Finland: "Ledamot Ek anmälde avvikande mening."."""
    dissents = _OF_NO_PARTY.match(said)
    if dissents is None or (dissents["role"] is None and " " not in dissents["name"]):
        return None  # "Centern reserverade sig": one word alone is a party as well
    return Signer(dissents["name"], None, *dissents.span("name"))


def joined(signers: tuple[str, ...], named: tuple[str, ...]) -> tuple[str, ...]:
    """The parties for which somebody speaks: all that the sentence names, if those of who speaks are among them."""
    return named if set(signers) <= set(named) else signers


def referring(text: str) -> int | None:
    """Where a text begins to refer to what stands elsewhere: "till förmån för ..."; None where it does not."""
    refers = _REFERS.search(text)
    return refers.start() if refers else None


def announces(text: str) -> str | None:
    """The form of the statements that a line announces and leaves to a list: "Mot beslutet reserverar sig"."""
    opened = len(text) < _LONGEST_LINE and not text.rstrip().endswith(".") and _MADE.search(text)
    return form_in(text) if opened else None


def heading_opening(title: str, names: PrintedNames) -> Opening | None:
    """The opening that a heading is: "Reservation (S)", "Särskilt yttrande från Vänsterpartiet"."""
    form = form_in(title)
    if form is None:
        return None
    signers = people_in(title)
    letters = tuple(re.findall(r"\(([A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,3})\)", title))
    for group in re.findall(r"\(([A-ZÅÄÖ][A-Za-z]{0,3}(?:(?:,| och| samt)\s[A-ZÅÄÖ][A-Za-z]{0,3})+)\)", title):
        letters += tuple(re.findall(r"[A-ZÅÄÖ][A-Za-z]{0,3}", group))
    parties = parties_of(signers) or letters or names.letters(title)
    return Opening(form, signers, tuple(dict.fromkeys(parties)), None, False) if parties else None


def signers_below(text: str, names: PrintedNames) -> tuple[Signer, ...]:
    """Those who sign under a statement, when a paragraph is their names and nothing else."""
    found = names.everyone_in(text)
    rest = text
    for signer in found:
        rest = rest.replace(signer.name, "", 1)
    rest = _AMONG_SIGNERS.sub("", rest)
    return found if found and len(rest) < 22 and len(text) < 200 and not text.rstrip().endswith((".", ":")) else ()


def stance_of(form: str, text: str) -> str:
    """For or against, as the form and the words of a statement tell."""
    lowered = text.lower()
    if form == "yrkande":
        approves, rejects, adds = (pattern.search(lowered) for pattern in (_APPROVES, _REJECTS, _ADDS))
        if approves and (rejects or adds):
            return "partly"
        return "for" if approves else "against" if rejects else "comment"
    if form == "reservation" and re.search(r"delvis bifall", lowered[:600]):
        return "partly"
    return _BY_FORM.get(form, "comment")
