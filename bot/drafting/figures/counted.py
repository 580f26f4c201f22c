"""What a figure counts: the noun after it ("75 nya bostäder"), or the one that "antalet" names."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile(r"\s?(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*[²³23]?)")
_MEASURE_WORDS = """
kvadratmeter kubikmeter kilometer meter mil hektar liter ton kilo kilogram gram kvm km m kg ha cm mm
minuter minut timmar timme dagar dag dygn veckor vecka månader månad år sekunder kwh mwh gwh twh kw
mw m² m³ m2 m3 st stycken grader personer invånare elever barn platser bostäder lägenheter ja nej
avstår avstod ja-röster nej-röster röster årsarbetare årsarbetskrafter heltidstjänster tjänster
poäng medarbetare hushåll ärenden gånger decibel dagars timmars månaders
"""
_MEASURES = frozenset(_MEASURE_WORDS.split())
_PERIODS = {"dagars": "dagar", "timmars": "timmar", "månaders": "månader", "veckors": "veckor"}
_ADJECTIVE_WORDS = """
olika nya andra övriga fler färre ytterligare äldre yngre mindre större extra ordinarie bra sådana
sista första senaste kommande kommunala egna hela lediga stycken st totalt svenska särskilda så
kallade kallade
"""
_ADJECTIVES = frozenset(_ADJECTIVE_WORDS.split())
_NOMINAL_WORDS = """
anställda vuxna unga sysselsatta boende studerande arbetslösa sökande folkbokförda röstberättigade
närvarande tjänstgörande inskrivna ensamkommande nyanlända intagna äldre döda skadade omkomna
deltagande långtidsarbetslösa funktionsnedsatta kontanta
"""
_NOMINAL = frozenset(_NOMINAL_WORDS.split())
_FUNCTION_WORDS = """
i på av till från för med om vid under över mellan efter före inom utan mot hos per och eller samt
men att som är var blir blev har hade ska skall skulle kan kunde får fick finns fanns den det de dem
sin sina sitt inte även också redan endast bara då när där här än så vilket vilka medan jämfört
respektive resp à a vars dock sedan enligt genom innan avser avsåg kommer kom gäller gällde bör
måste vill ger gav gör gjorde står stod ligger låg uppgår uppgick beräknas bedöms avses anges
procentuellt varav ur sig denna detta dessa därefter dels enbart igen ännu ungefär cirka ca drygt
omkring knappt nästan minus plus samma jfr inkl exkl exklusive inklusive kr togs görs sker skedde
ökade minskade ökar minskar höjs sänks införs antas samtidigt tillsammans ungefärligen årligen
vardera totalt sammanlagt året åren månaden föregående beslutar beslutade beslöt bifaller bifalls
avslår avslås antar röstar röstade röstat yrkar yrkade reserverar föreslår tillstyrker
"""
_FUNCTION = frozenset(_FUNCTION_WORDS.split())
_VERB = re.compile(
    r"(?:ades|ats|des|tes|erar|eras|erats|nades|ställs|ställts|säljs|byggs|gavs|lämnas|ingår|uppger|[nf]ås)$"
)
_PLURAL = re.compile(r"(?:ar|er|or|en|na|n|are|ter|ier|et)$")
_NUMBER_OF = re.compile(r"\b[Aa]ntal(?:et)?(?=\s[a-zåäö])")


@dataclass(frozen=True, slots=True)
class Noun:
    """What is counted, and where its last word ends."""

    word: str
    end: int


def counted_noun(text: str, place: int, figure: int) -> Noun | None:
    """The noun that the figure ending at `place` counts; `figure` is where the figure begins."""
    if after := re.match(
        r"\s(?:av|utav)\s(?:(?:de|dessa|våra|alla|totalt|kommunens|nämndens|stadens)\s)*", text[place:]
    ):
        match = _WORD.match(text, place + after.end())
        if match and match["word"].islower() and _PLURAL.search(match["word"]) and match["word"] not in _FUNCTION:
            return Noun(match["word"], match.end())
        return None
    words: list[tuple[str, int]] = []
    at = place
    while len(words) < 4 and (match := _WORD.match(text, at)):
        if not words and at == match.start("word"):
            return None
        words.append((match["word"], match.end()))
        at = match.end()
    if not words:
        return None
    first, end = words[0]
    if len(first) == 1 and first not in _MEASURES:
        return None
    folded = first.lower()
    if folded in _MEASURES and not (len(first) == 1 and first.isupper()):
        return Noun(_PERIODS.get(folded, first if folded not in ("m2", "m3") else folded), end)
    if not first[0].islower() or folded in _FUNCTION or _VERB.search(first):
        return None
    if _names_before(text, figure) and not _PLURAL.search(first):
        return None
    return _through_adjectives(words)


def counted_subject(sentence: str, figure: int) -> Noun | None:
    """What the "antalet" nearest before a figure counts."""
    for found in reversed(list(_NUMBER_OF.finditer(sentence, 0, figure))):
        noun = counted_noun(sentence, found.end(), found.end())
        if noun is not None:
            return noun
    return None


def counted_in_name(name: str) -> str | None:
    """What a row or column counts by its name: "Antal elever i grundskolan" counts elever."""
    noun = counted_subject(name, len(name))
    return noun.word if noun else None


def follows_name(text: str, figure: int) -> bool:
    """Whether a figure belongs to the name before it, as in "fastigheten Mejeriet 7"."""
    return _names_before(text, figure)


def _through_adjectives(words: list[tuple[str, int]]) -> Noun | None:
    """The first of the words that is no adjective; an adjective used as a noun where nothing else is."""
    for index, (word, end) in enumerate(words):
        following = words[index + 1][0] if index + 1 < len(words) else None
        noun_follows = (
            following is not None
            and following[0].islower()
            and following not in _FUNCTION
            and not _VERB.search(following)
        )
        if word in _NOMINAL:
            if noun_follows and following in _MEASURES:
                return Noun(f"{word} {following}", words[index + 1][1])
            return Noun(word, end)
        if noun_follows and _is_adjective(word):
            continue
        if word in _FUNCTION or _VERB.search(word) or not word[0].islower() or word.endswith("ade"):
            return None
        return None if word in ("fler", "färre", "ytterligare") else Noun(word, end)
    return None


def _is_adjective(word: str) -> bool:
    if word in _ADJECTIVES:
        return True
    return (
        word.endswith(("a", "ade", "ande", "ende", "sk", "ska", "liga")) and not word.endswith(("rna", "orna"))
    ) or word in ("moderna", "externa", "interna")


def _names_before(text: str, figure: int) -> bool:
    """Whether the word before a figure is a name, as in "fastigheten Mejeriet 7"."""
    before = re.search(r"(\S+)\s$", text[:figure])
    if before is None or not before.group(1)[0].isupper():
        return False
    return bool(text[: before.start()].strip()) and text[: before.start()].rstrip()[-1] not in ".!?:”"
