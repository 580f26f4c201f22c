"""The fields of a fact: what a person may correct in each kind of it, and their words as the file's values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from bot.errors import BeslutsbotError
from bot.knowledge.model import Kind, Stance, Status

_LONGEST = 2_000  # characters of a field
_MOST = 60  # texts of a list
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


class Form(StrEnum):
    """How a field is written."""

    TEXT = "text"
    LINES = "lines"  # a text a line
    WORDS = "words"  # texts with commas between
    FIGURE = "figure"
    CHOICE = "choice"
    PARTIES = "parties"


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its key in the file, what a person sees it called, and a hint."""

    key: str
    label: str
    form: Form = Form.TEXT
    required: bool = False
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()


class FieldError(BeslutsbotError):
    """What a person wrote in a field cannot be used. It says in Swedish why, and `key` which field."""

    def __init__(self, key: str, what: str) -> None:
        super().__init__(what)
        self.key = key


STATUSES = {
    Status.PROPOSED: "föreslaget",
    Status.DECIDED: "beslutat",
    Status.REJECTED: "avslaget",
    Status.REFERRED_BACK: "återremitterat",
    Status.POSTPONED: "bordlagt",
}
STANCES = {
    Stance.FOR: "för",
    Stance.AGAINST: "emot",
    Stance.PARTLY: "delvis för, delvis emot",
    Stance.COMMENT: "en kommentar",
}
KIND_NAMES = {
    Kind.DECISION: "beslut",
    Kind.AMOUNT: "siffra",
    Kind.GOAL: "mål",
    Kind.POSITION: "ställningstagande",
    Kind.DETAIL: "övrig uppgift",
}
SUMMARY = Field("summary", "Sammanfattning", required=True, hint="Säg inget som citatet inte säger.")
ABOUT = Field("about", "Ämnen", Form.WORDS, hint="Ord som folk söker med, med komma mellan.")
QUESTIONS = Field("questions", "Frågor", Form.LINES, hint="Så som folk frågar. En fråga på varje rad.")
_OWN: Mapping[Kind, tuple[Field, ...]] = {
    Kind.DECISION: (
        Field("number", "Nummer på beslutspunkten"),
        Field("status", "Hur långt beslutet har kommit", Form.CHOICE, choices=tuple(STATUSES.items())),
        Field("by", "Vem som beslutar"),
    ),
    Kind.AMOUNT: (
        Field("value", "Siffra", Form.FIGURE, required=True, hint="Till exempel 56,0 eller 12 500."),
        Field("unit", "Enhet", required=True, hint="Till exempel mnkr, procent eller platser."),
        Field("what", "Vad siffran mäter", required=True),
        Field("period", "År eller period"),
    ),
    Kind.GOAL: (
        Field("name", "Målets namn", required=True),
        Field("level", "Vems mål", hint="Till exempel KF-mål eller nämndmål."),
    ),
    Kind.POSITION: (
        Field("party", "Parti", Form.PARTIES),
        Field("form", "Form", hint="Till exempel reservation eller yrkande."),
        Field("by", "Vilka personer", Form.LINES, hint="Ett namn på varje rad."),
        Field("stance", "Vad de säger om förslaget", Form.CHOICE, choices=tuple(STANCES.items())),
    ),
    Kind.DETAIL: (Field("topic", "Ämne för uppgiften", required=True, hint="Till exempel bilagor eller datum."),),
}
HEADER = (
    Field("title", "Rubrik", required=True),
    Field("reference", "Diarienummer"),
    Field("municipality", "Kommun"),
    Field("body", "Vem som beslutar eller har beslutat"),
    Field("document_type", "Sorts handling"),
    Field("date", "Datum", hint="Som 2025-05-14."),
    Field("contact", "Vem man kan vända sig till"),
)


def fields_of(kind: Kind) -> tuple[Field, ...]:
    """What a person may correct in a fact of a kind, in the order of the form."""
    return (SUMMARY, *_OWN[kind], ABOUT, QUESTIONS)


def shown(field: Field, value: Any) -> str:
    """A value of the file as a person writes it in its field."""
    if value is None:
        return ""
    values = list(map(str, value)) if isinstance(value, list | tuple) else [_figure(value)]
    return {Form.LINES: "\n", Form.WORDS: ", ", Form.PARTIES: " "}.get(field.form, " ").join(values)


def value(field: Field, written: Sequence[str], before: Any) -> Any:
    """What a person wrote as the file's value: None for nothing, `before` where it says the same.

    Raises FieldError where it cannot be used.
    """
    text = "\n".join(written) if field.form is Form.LINES else " ".join(written)
    text = _NOT_TEXT.sub("", text.replace("\r\n", "\n"))
    if len(text) > _LONGEST * (10 if field.form is Form.LINES else 1):
        raise FieldError(field.key, f"{field.label}: texten är för lång.")
    is_same = _words(field, text) == _words(field, shown(field, before))
    made = before if is_same else _read(field, text)
    if made in (None, []) and field.required:
        raise FieldError(field.key, f"{field.label}: skriv något här.")
    return None if made in (None, []) else made


def _words(field: Field, text: str) -> list[str]:
    """What tells whether a text says something else; the order of parties, which are ticked, says nothing."""
    return sorted(text.split()) if field.form is Form.PARTIES else text.split()


def _read(field: Field, text: str) -> Any:
    match field.form:
        case Form.LINES | Form.WORDS | Form.PARTIES:
            parts = re.split({Form.LINES: "\n", Form.WORDS: "[,\n]"}.get(field.form, r"\s"), text)
            found = list(dict.fromkeys(filter(None, (" ".join(part.split()) for part in parts))))
            if len(found) > _MOST:
                raise FieldError(field.key, f"{field.label}: det får vara högst {_MOST}.")
            return found[0] if field.form is Form.PARTIES and len(found) == 1 else found
        case Form.FIGURE:
            return _number(field, text)
        case Form.CHOICE if text and text not in dict(field.choices):
            raise FieldError(field.key, f"{field.label}: välj något av det som står i listan.")
        case _ if field.key == "date" and text.strip():
            return _date(field, text.strip())
        case _ if field.key == "number" and text.strip().isdecimal() and not text.strip().startswith("0"):
            return int(text)
    return " ".join(text.split()) or None


def _date(field: Field, text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise FieldError(field.key, f"{field.label}: skriv så här: 2025-05-14.") from None


def _number(field: Field, text: str) -> int | float | None:
    digits = re.sub(r"\s", "", text).replace(",", ".").replace("−", "-").replace("–", "-")
    if not digits:
        return None
    if not re.fullmatch(r"-?\d{1,15}(?:\.\d{1,6})?", digits):
        raise FieldError(field.key, f"{field.label}: skriv med siffror, till exempel 56,0 eller 12 500.")
    return float(digits) if "." in digits else int(digits)


def _figure(value: Any) -> str:
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)
