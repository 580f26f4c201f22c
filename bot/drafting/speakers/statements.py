"""How a statement opens: the sentence that says its form, who makes it, and where its words are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.drafting.speakers.parties import PrintedNames
from bot.drafting.structure.names import Signer, everyone_in, parties_of, people_in
from bot.knowledge.pages import Span

_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ersättaryttrande", re.compile(r"ersättaryttrande", re.IGNORECASE)),
    ("särskilt uttalande", re.compile(r"särskil(?:t|da)\s+uttalande", re.IGNORECASE)),
    ("särskilt yttrande", re.compile(r"särskil(?:t|da)\s+yttrande", re.IGNORECASE)),
    (
        "protokollsanteckning",
        re.compile(
            r"protokollsanteckning|anteckn(?:ing(?:en)?|ar|ade)\s+till\s+protokollet"
            r"|till\s+protokollet\s+anteckna",
            re.IGNORECASE,
        ),
    ),
    ("röstförklaring", re.compile(r"röstförklaring", re.IGNORECASE)),
    ("reservation", re.compile(r"\breserv(?:ation(?:en|er)?|era[rtd]\w*)\b", re.IGNORECASE)),
)
_MADE = re.compile(
    r"\b(?:anför(?:des|s|de|t)?|gjord(?:e|es)|gör(?:s)?|lämna(?:des|de|r|s|t)|avge[rs]|avgav(?:s)?"
    r"|anmäl(?:des|er|de|s|t)"
    r"|reserver(?:ar|ade|at|as)\s(?:sig|mot)|reserverar|inkom(?:mer|mit)?|framför(?:de|s|t)?|inlämna\w*"
    r"|ingav|inge[rs]|bifogar"
    r"|redovisa\w*|hänvisa(?:r|de)|anteckna(?:r|de|s))\b",
    re.IGNORECASE,
)
_TEXT_FOLLOWS = re.compile(
    r"(?:(?:enligt|på|med)\s+följande(?:\s[\wåäö]+){0,2}|följande(?:\s[\wåäö]+){0,3}|följande\slydelse"
    r"|som\slyder"
    r"|nedan(?:stående)?(?:\s[\wåäö]+)?|skriftligt|skriftlig(?:en)?|bifogad\s\w+|motiver\w+)\s?[.:]?$",
    re.IGNORECASE,
)
_REFERS = re.compile(
    r"\b(?:med\s+(?:hänvisning|hänvisande|instämmande)\s+(?:till|i)|till\s+förmån\s+för|till\s+stöd\s+för"
    r"|som\s+hänvisade?\s+till"
    r"|enligt\s+bilaga|i\s+enlighet\s+med|med\s+motiveringen?\s+att|för\s+bifall\s+till"
    r"|och\s+hänvisar\s+till|hänvisar\s+till)\b",
    re.IGNORECASE,
)
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
    found = [(match.start(), form) for form, pattern in _FORMS if (match := pattern.search(text))]
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
    if not _MADE.search(said):
        return None
    refers = _REFERS.search(said)
    before = said[: refers.start()] if refers else said
    signers = people_in(before) or people_in(said)
    if refers and not people_in(before) and not names.letters(before):
        refers = None
    parties = parties_of(signers) or names.letters(before)
    if not parties:
        return None
    if _TEXT_FOLLOWS.search(said.rstrip()) or said.rstrip().endswith(":"):
        rest = (end, len(text)) if text[end:].strip() else None
        return Opening(form, signers, parties, rest, False)
    if refers:
        return Opening(form, signers, parties, (begin + refers.start(), end), True)
    return Opening(form, signers, parties, (begin, end), False)


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


def signers_below(text: str) -> tuple[Signer, ...]:
    """Those who sign under a statement, when a paragraph is their names and nothing else."""
    found = everyone_in(text)
    rest = text
    for signer in found:
        rest = rest.replace(signer.name, "", 1)
    rest = re.sub(
        r"\([^)]*\)|\b(?:för|och|samt|ledamot|ersättare|gruppledare|ordförande|vice)\b|[\s,.]",
        "",
        rest,
        flags=re.IGNORECASE,
    )
    return found if found and len(rest) < 22 and len(text) < 200 and not text.rstrip().endswith((".", ":")) else ()


def stance_of(form: str, text: str) -> str:
    """For or against, as the form and the words of a statement tell."""
    lowered = text.lower()
    if form == "yrkande":
        approves = re.search(r"\bbifall|instämmer|bifalla|tillstyrk", lowered) is not None
        rejects = re.search(r"\bavsla[gs]|\bavslå|återremi|bordlägg|\bi stället för\b|\bändring", lowered) is not None
        adds = re.search(r"\btillägg|\bdelvis|\bmen i övrigt|\bi övrigt", lowered) is not None
        if approves and (rejects or adds):
            return "partly"
        return "for" if approves else "against" if rejects else "comment"
    if form == "reservation" and re.search(r"delvis bifall", lowered[:600]):
        return "partly"
    return _BY_FORM.get(form, "comment")
