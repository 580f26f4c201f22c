"""Summaries and questions of drafted facts, from templates that read as Swedish.

A summary says nothing that its quotes do not: it is made of their words. Questions may be freer, but
name no figure.
"""

from __future__ import annotations

import re

from bot.drafting.findings import FoundAmount, FoundDecision, FoundGoal, FoundPosition
from bot.language.measures.units import MONEY, written_as
from bot.language.word_patterns import words_of

_LONGEST = 230
_WORDS = words_of(__file__)
_CUT = re.compile(rf"[,;:]\s|\s{_WORDS.any_of('cut')}\s|\s[–—]\s")
_PASSIVE = re.compile(rf"(?P<thing>.{{4,90}}?)\s(?P<verb>{_WORDS.any_of('passives')})(?=\s|\.|,|$)")
_TASK = re.compile(rf"^(?:att\s)?{_WORDS.any_of('tasks')}\s(?P<who>.{{4,70}}?)\s(?:i uppdrag\s)?att\s")
_TASKED = re.compile(rf"^(?P<who>.{{4,70}}?)\s{_WORDS.any_of('tasked')}\s(?:att)?")
_MAY = re.compile(r"^(?P<who>.{4,70}?)\sfår\s(?P<what>[^.]{8,160})")
_OBJECT = re.compile(
    r"^(?:att\s)?(?P<verb>[a-zåäö]+)\s(?P<object>(?:[\wåäöÅÄÖ-]+\s){0,4}?[\wåäöÅÄÖ-]{4,})"
    rf"(?=\s{_WORDS.any_of('after_object')}\b|[,.;:]|$)"
)
_FIGURE = re.compile(rf"{_WORDS.any_of('around_figures')}?\s?[-−]?\d[\d\s.,]*\s?{written_as()}?(?=[\s.,]|$)")
_PREPOSITION = re.compile(rf"{_WORDS.any_of('prepositions')}\s")
_DOES = _WORDS.table("does")
_NOUNS = _WORDS.table("nouns")


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
    if opener[0].islower():
        return _sentence(f"{lead} att {point}")
    if re.search(r"\b(?:beslut(?:ar|ade)|föreslå(?:r|s))\b", point[:120]):
        return _sentence(point)
    return _sentence(f"{lead}: {point}")


def decision_questions(decision: FoundDecision) -> list[str]:
    """Questions that a decision point answers."""
    body = decision.to or decision.by
    proposed = decision.status == "proposed"
    asks = []
    text = re.sub(r"^att\s", "", decision.text, flags=re.IGNORECASE)
    if match := _TASK.match(text) or _TASKED.match(text):
        asks.append(f"Vad ska {_lower(match['who'])} göra?")
        asks.append(f"Vilket uppdrag får {_lower(match['who'])}?")
    elif match := _MAY.match(text):
        asks.append(f"Får {_lower(match['who'])} {_figureless(match['what'])}?")
    elif text[:1].islower() and (match := _OBJECT.match(text)):
        thing = match["object"]
        if not re.search(r"\d", thing):
            asks.append(f"Vad {'föreslås' if proposed else 'beslutades'} om {thing}?")
        asks.append(f"{'Ska' if proposed else 'Beslutade'} {_lower(body) if body else 'man'} {match['verb']} {thing}?")
    elif match := _PASSIVE.match(text):
        thing = _lower(match["thing"])
        asks.append(f"Ska {thing} {_infinitive(match['verb'])}?" if proposed else f"Vad beslutades om {thing}?")
    if body:
        asks.append(
            f"Vad {'föreslås' if proposed else 'beslutade'} {_lower(body)}{' besluta' if proposed else ''} "
            f"i punkt {decision.number}?"
        )
    return [ask for ask in dict.fromkeys(_ask(ask) for ask in asks) if ask]


def _infinitive(passive: str) -> str:
    """The infinitive of a verb in the passive present: godkänns is godkännas, antas is antas."""
    stem = passive[:-1]
    if stem.endswith(("a", "å", "o")):
        return passive
    if stem.endswith("e"):
        return f"{stem[:-1]}as"
    return f"{stem}as"


def _figureless(text: str) -> str:
    return re.sub(r"\s+", " ", _FIGURE.sub(" ", text)).strip()


def _ask(text: str) -> str:
    folded = re.sub(r"\s+", " ", text).strip()
    return _upper(folded) if 12 < len(folded) < 150 else ""


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


_VOTES = _WORDS.table("votes")


def amount_questions(amount: FoundAmount) -> list[str]:
    """Questions that a figure answers, without the figure."""
    money, share = amount.unit in MONEY, amount.unit.startswith(("procent", "promille"))
    if amount.row is not None:
        name, column = amount.row
        year = f" {column[0].lower()}{column[1:]}" if column else ""
        lead = "Vilket belopp gäller" if money else "Hur många procent gäller" if share else "Vilken siffra gäller"
        return [ask] if (ask := _ask(f"{lead} {name},{year}?" if year else f"{lead} {name}?")) else []
    what = _lower(amount.what)
    if amount.unit in _VOTES:
        return [f"Hur många {_VOTES[amount.unit]}?"]
    if what == amount.unit:
        return [] if money or share else [f"Hur många {what} gäller det?"]
    if re.search(r"\d", what):
        return []
    if what.startswith("antalet "):
        ask = f"Hur stort är {what}?"
    elif _PREPOSITION.match(what):
        lead = "Hur stor andel" if share else "Hur mycket pengar" if money else f"Hur många {amount.unit}"
        ask = f"{lead} gäller det {what}?"
    elif what.startswith(f"{amount.unit} "):
        ask = f"Hur många {what} gäller det?"
    else:
        lead = "Vilket belopp" if money else "Hur många procent" if share else f"Hur många {amount.unit}"
        ask = f"{lead} gäller {what}?"
    return [ask] if (ask := _ask(ask)) else []


def goal_summary(goal: FoundGoal) -> str:
    """Which goal it is and how it is assessed."""
    name = shortened(goal.name, 160)
    if not goal.assessments:
        return f"Ett mål är ”{name}”."
    made = goal.assessments[0]
    return f"Målet ”{name}” enligt {made.by}: {made.outcome}."


def goal_questions(goal: FoundGoal) -> list[str]:
    """Questions about a goal."""
    name = shortened(goal.name, 100)
    asks = (
        [f"Hur gick det med målet {name}?", f"Är målet {name} uppfyllt?"]
        if goal.assessments
        else [f"Finns det ett mål om att {_lower(name)}?"]
    )
    return [ask for ask in map(_ask, asks) if ask]


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


def position_questions(position: FoundPosition, names: dict[str, str]) -> list[str]:
    """Questions about what a party says."""
    who = " och ".join(names.get(letter, letter) for letter in position.party)
    if not who:
        return []
    noun = _NOUNS.get(position.form, position.form)
    if position.part_of is not None:
        goal = shortened(position.about[0], 90) if position.about else "målet"
        return [f"Vad anser {who} om målet {goal}?"]
    if position.form == "yrkande":
        return [f"Vad yrkar {who}?", *(f"Vad yrkade {name}?" for name in position.by[:1])]
    asks = [f"Vad säger {who} i {noun}?"]
    if position.by:
        asks.append(
            f"Vilka står bakom {noun} från {who}?" if len(position.by) > 1 else f"Vem står bakom {noun} från {who}?"
        )
    return asks
