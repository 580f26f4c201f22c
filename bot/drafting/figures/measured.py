"""What a figure measures, in a few words of its own sentence, and for which period."""

from __future__ import annotations

import re

from bot.drafting.figures.quantities import Quantity
from bot.language.measures.units import MONEY, SHARES, written_as

_CLAUSE = re.compile(r"[;:]\s|,\s|\s[–—]\s|\s(?:medan|men|varav|eftersom|vilket|som|att|där|när)\s|[”\"(]")
_UNIT = rf"(?:\s?{written_as()})?"
_NUMBER = re.compile(rf"[-−–]?\d[\d\s.,:]*{_UNIT}(?![^\W\d_])")
_JOINED_BEFORE = re.compile(rf"\s(?:(?:från|mellan)\s)?[-−–]?\d[\d\s.,]*?{_UNIT}\s?(?:till|och|–|-|respektive|av)\s?$")
_JOINED_AFTER = re.compile(rf"^\s?(?:till|och|–|-|respektive|av)\s?[-−–]?\d[\d\s.,]*?{_UNIT}(?=\s|[.,]|$)")
_ADVERBS = re.compile(
    r"(?:\s(?:ca|cirka|omkring|högst|minst|drygt|nästan|knappt|sammanlagt|totalt|bara|endast|ungefär|närmare"
    r"|uppskattningsvis|från|i genomsnitt|mindre än|mer än|på))+$"
)
_NOMINAL = re.compile(
    r"(?:\b(?:en|ett|den|det|ett årligt|en årlig)\s(?P<long>(?:[a-zåäö-]+\s){0,2}[a-zåäö-]{4,})"
    r"|\b(?P<short>[a-zåäö-]{5,}))\s(?:om|på)$"
)
_LINKS = re.compile(
    r"\s(?:(?:beräknas|bedöms|uppskattas|väntas|budgeteras|antas)"
    r"(?:\suppgå|\söka|\sminska|\skosta)?\s(?:till|bli|med)"
    r"|(?:uppgår|uppgick|uppgå|stiger|steg|sjönk|sjunker|ökar|ökade|ökat|minskar|minskade|minskat|höjs|höjdes"
    r"|sänks|sjunkit|stigit|fastställs|sätts)\s(?:till|med|från)"
    r"|är|var|blir|blev|kostar|omfattar|har|motsvarar|utgör|ökar|minskar)$"
)
_AFTER = re.compile(
    r"^\s?(?P<rest>(?:för|till|av|i|per|inom)\s(?!stället|dag|genomsnitt|ett|år\b)(?:[\wåäöÅÄÖ-]+\s?){1,8})"
)
_PART = re.compile(r",\s|;\s|\s(?:medan|men)\s")
_PERIOD = re.compile(r"\b(?:(?:19|20)\d\d)(?:\s?[–-]\s?(?:19|20)?\d\d(?!\d))?\b")
_RELATIVE = re.compile(
    r"[^.;,\d]{0,40}?\b(?:därefter|dessförinnan|framöver|fortsättningsvis|året\s(?:innan|efter|därpå)"
    r"|åren\s(?:innan|efter|därpå)|(?:nästa|följande|påföljande|kommande)\sår)\b"
    r"(?!\s(?:[^\W\d_]+\s){0,3}\d)"
)
_THEREAFTER = re.compile(r"\b(?:därefter|dessförinnan|framöver)\s(?:[^\W\d_]+\s){0,3}$")
_LOOSE_END = re.compile(
    r"(?:\s(?:i|på|av|till|från|för|med|om|och|eller|som|att|den|det|de|en|ett|under|per|vid|minst|högst|bara))+$"
)
_LOOSE_START = re.compile(
    r"^(?:(?:bara|endast|exempelvis|sammanlagt|totalt|och|men|samt|att|som|medan|varav|eller|då|när|där|därför"
    r"|också|under|vilket)\s)+",
    re.IGNORECASE,
)
_VERBS = re.compile(
    r"\b(?:ska|skall|kan|kunna|skulle|bör|borde|får|fick|är|var|har|hade|blir|blev|utgår|ger|ge|gav|säga|höja|höjs|höjer|kostar|tog"
    r"|lämnade|varav|därmed|spara|sparas|uppgick|uppgår|finns|ökar|kommer|vill|innebär|stod|yrkar|beslutar|går"
    r"|minskar|försvinner|anger|använder|avser|säger|krävs|dag|enligt|sker|inte|detta|nu|han|hon|vi|jag|sin|vilket|vilka|drabbar"
    r"|beviljar|bevilja|godkänna|använda|avsätta|fördelade|fördelat|kräva|medföra|erläggas|täcka|sänka|motsvara"
    r"|[\wåäö]+(?:eras|erades|erade|erar|ades|ats|planeras|räknas|bedöms|nämnas))\b",
    re.IGNORECASE,
)
_MOST = 8  # words


def what_is_measured(sentence: str, quantity: Quantity) -> str:
    """The words of the clause that say what the figure measures; its unit where none do so by themselves."""
    before = _JOINED_BEFORE.sub(" ", sentence[: quantity.start]).rstrip()
    cuts = [match.end() for match in _CLAUSE.finditer(before)]
    head = " " + before[cuts[-1] if cuts else 0 :]
    if nominal := _NOMINAL.search(head) or _NOMINAL.search(_ADVERBS.sub(lambda m: _preposition(m), head)):
        words = _tidy(nominal["long"] or nominal["short"])
        if _is_noun_phrase(words):
            return words
    bare = _ADVERBS.sub("", head)
    for text in (head, bare):
        if linked := _LINKS.search(text):
            words = _tidy(text[: linked.start()])
            if _is_noun_phrase(words):
                return words
    rest = _JOINED_AFTER.sub("", sentence[quantity.end :])
    after = re.split(r"[.,;:()”]|\s(?:medan|men|som|vilket|får|har|ska|är|och)\s", rest, maxsplit=1)[0]
    match = _AFTER.match(after)
    if match and _is_noun_phrase(words := _tidy(match["rest"])) and " " in words:
        return words if quantity.unit in MONEY | SHARES else f"{quantity.unit} {words}"
    return quantity.unit


def _preposition(match: re.Match[str]) -> str:
    """The adverbs before a figure fall, but for the preposition that says of what it is."""
    return " på" if match.group().strip() == "på" or match.group().endswith(" på") else ""


def period_of(sentence: str, quantity: Quantity) -> str | None:
    """The year or years that a figure's clause gives, when it gives no others.

    "1,1 mnkr per år därefter" is of other years than those that the clause names.
    """
    if _RELATIVE.match(sentence, quantity.end):
        return None
    cuts = [0, *(m.end() for m in _PART.finditer(sentence)), len(sentence)]
    low = max(cut for cut in cuts if cut <= quantity.start)
    high = min((cut for cut in cuts if cut > quantity.start), default=len(sentence))
    if _THEREAFTER.search(sentence, low, quantity.start):
        low = quantity.start
    years = set()
    for match in _PERIOD.finditer(sentence, low, high):
        outside = match.end() <= quantity.start or match.start() >= quantity.end
        in_date = re.match(r"[-/]\d", sentence[match.end() :]) or re.search(r"\d[-/]$", sentence[: match.start()])
        if outside and not in_date:
            years.add(re.sub(r"\s", "", match.group()))
    return years.pop() if len(years) == 1 else None


def _tidy(words: str) -> str:
    text = re.sub(r"\s+", " ", _NUMBER.sub(" ", words)).strip(" ,;:–-”\"'()")
    text = _LOOSE_START.sub("", text)
    return _LOOSE_END.sub("", f" {text}").strip()


def _is_noun_phrase(words: str) -> bool:
    """Whether words can stand by themselves for what is measured: few, a noun among them, and no verb."""
    return (
        0 < len(words.split()) <= _MOST
        and any(len(word) > 3 for word in words.split())
        and _VERBS.search(words) is None
    )
