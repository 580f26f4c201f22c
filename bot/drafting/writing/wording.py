"""Summaries of drafted facts, from templates that read as Swedish.

A summary says nothing that its quotes do not: it is made of their words.
"""

from __future__ import annotations

import re

from bot.drafting.findings import FoundAmount, FoundDecision, FoundGoal, FoundPosition
from bot.language.word_patterns import words_of

_LONGEST = 230
_WORDS = words_of(__file__)
_CUT = re.compile(rf"[,;:]\s|\s{_WORDS.any_of('cut')}\s|\s[–—]\s")
_IRREGULAR = _WORDS.table("irregular")
_DOES = _WORDS.table("does")


def shortened(text: str, longest: int = _LONGEST) -> str:
    """A text cut where a clause ends, so that it stays within a length; ends with "…" when it is cut."""
    text = re.sub(r"\s+", " ", text).strip()
    if len(text) <= longest:
        return text
    cuts = [match.start() for match in _CUT.finditer(text, longest // 2, longest)]
    at = cuts[-1] if cuts else text.rfind(" ", 0, longest)
    return text[: at if at > 20 else longest].rstrip(" ,;:–") + " …"


def _lower(text: str) -> str:
    """A text as it reads inside a sentence: only a first word that is no name loses its capital."""
    first, _, rest = text.partition(" ")
    if (len(first) > 1 and not first[1:].islower()) or rest[:1].isupper():
        return text
    return text[:1].lower() + text[1:]


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentence(text: str) -> str:
    text = _upper(text.strip())
    return text if text.endswith((".", "!", "?", "…", "”", ":")) else text + "."


def decision_summary(decision: FoundDecision) -> str:
    """What is decided or proposed, in one sentence."""
    point = shortened(decision.text)
    body = decision.to or decision.by
    opener = point.split(" ", 1)[0]
    if decision.status == "proposed":
        lead = f"{_upper(body)} föreslås besluta" if body else "Förslaget är"
    else:
        lead = f"{_upper(body)} beslutar" if body else "Beslutet är"
    if point.lower().startswith("att "):
        return _sentence(f"{lead} {_lower(point)}")
    if opener[0].islower() and (infinitive := infinitive_of(opener)):
        rest = point.removeprefix(opener)
        does = (
            f"{lead.removesuffix(' besluta')} {infinitive}"
            if decision.status == "proposed"
            else f"{lead} att {infinitive}"
        )
        return _sentence(f"{does}{rest}")
    if opener[0].islower():
        return _sentence(f"{lead} att {point}")
    if re.search(r"\b(?:beslut(?:ar|ade)|föreslå(?:r|s))\b", point[:120]):
        return _sentence(point)
    return _sentence(f"{lead}: {point}")


def infinitive_of(present: str) -> str:
    """The infinitive of a verb in the present ("godkänner": godkänna), by its ending; "" of what is no present."""
    if present in _IRREGULAR:
        return _IRREGULAR[present]
    match = re.fullmatch(r"(?P<stem>[^\W\d_]{3,}?)(?P<ending>ar|er|år)", present)
    if match is None:
        return ""
    return match["stem"] + ("å" if match["ending"] == "år" else "a")


def amount_summary(amount: FoundAmount) -> str:
    """The sentence that holds a figure, or what it measures and the figure."""
    if amount.row is not None:
        name, column = amount.row
        label = f"{name}, {_lower(column)}" if column and not re.search(r"\d", column) else name
        return _sentence(f"{label}: {_printed(amount)}")
    if len(amount.text) <= _LONGEST and not amount.text.endswith(":"):
        text = amount.text
        if text[0].islower():  # a decision point: "godkänna köpeavtalet ..."
            text = f"Det gäller {text}" if text.startswith("att ") else f"Det gäller att {text}"
        return _sentence(text)
    if amount.what and amount.what != amount.unit:
        return _sentence(f"{amount.what}: {amount.written}")
    return _sentence(shortened(_around(amount)))


def _printed(amount: FoundAmount) -> str:
    unit = "" if re.search(r"[^\d\s.,−–-]", amount.written) or amount.unit == "antal" else f" {amount.unit}"
    return f"{amount.written}{unit}"


def _around(amount: FoundAmount) -> str:
    at = amount.text.find(amount.written)
    begin = max((m.end() for m in _CUT.finditer(amount.text, 0, max(at, 0))), default=0)
    return amount.text[begin:]


def goal_summary(goal: FoundGoal) -> str:
    """Which goal it is and how it is assessed."""
    name = shortened(goal.name, 160)
    if not goal.assessments:
        return f"Ett mål är ”{name}”."
    made = goal.assessments[0]
    return f"Målet ”{name}” enligt {made.by}: {made.outcome}."


def position_summary(position: FoundPosition, names: dict[str, str]) -> str:
    """Who says something, in which form, and its first sentence."""
    who = " och ".join(names.get(letter, letter) for letter in position.party) or "En ledamot"
    first = re.split(r"(?<=[.!?])\s", position.text.replace("\n", " ").strip('”" '), maxsplit=1)[0]
    if position.form == "yrkande":
        return _sentence(shortened(first))
    verb = _DOES.get(position.form, f"lämnar {position.form}")
    if position.part_of is not None:
        verb = "invänder mot bedömningen av ett mål"
    if first.lower().startswith(("med hänvisning", "till förmån")):
        return _sentence(f"{who} {verb} {_lower(shortened(first))}")
    return _sentence(f"{who} {verb}: {shortened(first, 170)}")
