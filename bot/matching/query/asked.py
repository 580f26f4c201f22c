"""What a question asks for: money, a share, a count, a date, a person, a reason, a list, a comparison."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from bot.knowledge.model import Kind
from bot.language.word_file import read_words

_FILE = Path(__file__).with_name("demands.yaml")


class AnswerType(StrEnum):
    """What kind of thing would be an answer."""

    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"
    QUANTITY = "quantity"
    DATE = "date"
    YEAR = "year"
    TIME = "time"
    NAME = "name"
    REASON = "reason"
    ANYTHING = "anything"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for.

    `kind` is the kind of fact it names ("vilka beslut", "bilagorna"), `several` whether it wants all of
    them, `compare` whether it sets two things against each other, `opinion` whether it asks what
    somebody thinks or says, `meaning` whether it asks what a word means or a thing is, `contact` how to get in touch,
    `errand` how to get something done oneself, and `outright` that it begins with what it wants ("när togs ...").
    """

    answer_type: AnswerType = AnswerType.ANYTHING
    kind: Kind | None = None
    topic: str | None = None
    several: bool = False
    compare: bool = False
    opinion: bool = False
    meaning: bool = False
    contact: bool = False
    errand: bool = False
    outright: bool = False


# Each is matched in the question's folded words, joined by single spaces, with a blank at both ends.
_MONEY_WORD = (
    r"(?:pengar\w*|kron\w+|mnkr|mkr|tkr|ore|orena|miljon\w*|miljard\w*|stalar\w*|cash|spann|money|"
    r"kosta\w*|kostnad\w*|cost\w*|kronor|budget\w*)"
)
_WANTED: tuple[tuple[AnswerType, str], ...] = (
    (
        AnswerType.PERCENT,
        r" hur manga procent| hur stor (?:del|andel|bit|procent\w*)| (?:vilken|hur hog) andel| how (?:big|"
        r"large) (?:a )?(?:share|part|percentage|proportion)| (?:what|which) (?:percent\w*|share|"
        r"proportion)| andel | procentsats| hur manga % ",
    ),
    (
        AnswerType.MONEY,
        rf" hur (?:mycket|manga) (?:\w+ ){{0,4}}?{_MONEY_WORD} | vad (?:kosta\w*|gick \w+ pa|"
        rf"blir kostnaden|blev kostnaden|var priset)| (?:how much|how many) (?:\w+ ){{0,3}}?{_MONEY_WORD} |"
        rf" (?:what|how much) (?:did|does|do|will|would|is) (?:\w+ ){{1,6}}cost | vilken summa|"
        rf" vilket belopp| prislapp| med hur manga ore| hur dyr\w* ",
    ),
    (AnswerType.COUNT, r" hur manga | antal | antalet | how many | number of "),
    (
        AnswerType.QUANTITY,
        r" hur (?:mycket|lange|stor|stort|stora|hogt) | how (?:much|long|big|large) | by how much |"
        r" hur (?:gammal|gamla) | how old |"
        r" (?:vad|hur hog|hur hoga) (?:blir|ar|var|blev) (?:skatt|avgift|tax|hyr|pris|kostnad|lon)\w* |"
        r" vilken siffra | i siffror",
    ),
    (
        AnswerType.DATE,
        r" vilket datum | vilken dag | vilka datum | datum | what date | which date | (?:what|which) day |"
        r" dagen nar ",
    ),
    (AnswerType.YEAR, r" vilket ar | vilka ar | what year | which year "),
    (AnswerType.TIME, r" nar | when | vilken manad | hur snart | tidpunkt"),
    (
        AnswerType.NAME,
        r" vem | vems | vilka personer | vilken person | vilket parti | vilka partier | who | whose |"
        r" which (?:party|parties|people|person|politician\w*) | vilken politiker | vilka politiker |"
        r" vilka myndighet\w* | vilken myndighet | vilket foretag | vilka foretag | which compan\w+ |"
        r" namnet pa | namnen pa ",
    ),
    (
        AnswerType.REASON,
        r" varfor | why | hur kommer det sig | av vilken anledning| vad beror | what caused | orsak\w* |"
        r" how come ",
    ),
)
_COMPARE = (
    r" jamfor\w* | jfr | jamfort | skillnad\w* | vs | versus | kontra | resp | respektive |"
    r" compare\w* | difference\w* | skiljer | bada | both "
)
_COMPARING = ("skilln", "skilj", "jamfor", "compar", "differ")  # how the stems of such words begin
_SEVERAL = (
    r" alla | allt | samtliga | lista | listar | rakna upp | rada upp | list | all | every |"
    r" forteckning | vilka (?!personer|ar )| which \w+s | hela listan | punkterna | punktlista |"
    r" vad (?:ska |skall |har |ar det som (?:ska )?)?(?:besluta(?:s|des|ts)|foresla(?:s|gits)|klubba(?:s|des|ts)) |"
    r" what (?:is|was|will be|has been) (?:being |to be )?(?:decided|proposed) |"
    r" oversikt | sammanstall\w* | what are | \w*forteckning | vilka tre | tidslinje | each "
)
_OPINION = (
    r" tycker | tyckte | anser | ansag | sager | sa | sade | skriver | skrev | menar | menade | vill |"
    r" ville | think\w* | thought | say | says | said | want | wants | enligt | enl | according |"
    r" asikt\w* | kommentar\w* | kommentera\w* | svarade | svarar | installning | staller sig |"
    r" kritik\w* | kritisera\w* | opinion | view\w* | invand\w* | yrka\w* | kraver | kravde | tyckt |"
    r" havda\w* | synpunkt\w* "
)
_KINDS: tuple[tuple[Kind, str], ...] = (
    (
        Kind.DECISION,
        r" (?:beslut\w*|besluts\w+|klubba\w*|att ?sats\w*|decision\w*|decide\w*|foreslas\w*|forslag\w*|"
        r"proposed|proposal\w*) ",
    ),
    (Kind.AMOUNT, r" (?:belopp\w*|siffr\w*|summ(?:a|or|an|orna)|figures|amounts|sums) "),
    (
        Kind.GOAL,
        r" (?:mal|malen|malet|namndmal\w*|kf ?mal\w*|inriktningsmal\w*|goal\w*|target\w*|objective\w*|"
        r"\w{4,}s?mal(?:et|en)?) ",
    ),
    (
        Kind.POSITION,
        r" (?:reservation\w*|uttalande\w*|yttrande\w*|ersattaryttrande\w*|statement\w*|standpunkt\w*|"
        r"yrkande\w*|objection\w*) ",
    ),
)
_TOPICS: tuple[tuple[str, str], ...] = (
    (
        "bilagor",
        r" (?:bilag\w*|attachment\w*|appendi\w+|annex\w*) ",
    ),
    ("datum", r" (?:datum\w*|dates|tidslinje\w*|timeline) "),
)


# Words of a question for a list that do not narrow it down.
_GENERAL = frozenset(
    "aret arets arendet arenden hittills punkter punkterna punkt saker grejer politiker politikerna "
    "beslutas besluta beslutar foreslas foreslar foreslagit klubba klubbas igenom "
    "list show lista listan tre fyra fem sex tva hela helt samtliga namns namnda namnt star finns dokumentet "
    "handlingen arendet case document "
    "politicians decide decided decides propose proposes proposed listed named mentioned points "
    "items three six full whole overview "
    "oversikt sammanstallning uppfyllda uppfyllt uppnadda bestrids rostas nagra".split()
)


_MEASURE = re.compile(
    rf"{_MONEY_WORD}|procent\w*|percent\w*|andel\w*|antal\w*|datum\w*|date|dates|summa\w*|belopp\w*|"
    rf"pris\w*|price"
)


@cache
def _demands() -> Mapping[str, re.Pattern[str]]:
    """The patterns of demands.yaml by name, each of its lines one way to put it."""
    tree = read_words(_FILE)
    return {name: re.compile(" (?:" + "|".join(lines) + ") ") for name, lines in tree.items()}


def is_measure(word: str) -> bool:
    """Whether a folded word says no more than what kind of thing is asked for."""
    return _MEASURE.fullmatch(word) is not None


def alike(one: AnswerType, other: AnswerType) -> bool:
    """Whether two questions ask for the same kind of thing; "hur mycket" may be money, a share or a count."""
    figures = {AnswerType.MONEY, AnswerType.PERCENT, AnswerType.COUNT, AnswerType.QUANTITY}
    return one is other or (AnswerType.QUANTITY in (one, other) and {one, other} <= figures)


def is_comparing(stems: Iterable[str]) -> bool:
    """Whether one of a concept's stems says no more than that things are compared."""
    return any(stem.startswith(_COMPARING) for stem in stems)


def narrows(word: str) -> bool:
    """Whether a folded word narrows down what a list is asked of; the name of the kind does not."""
    padded = f" {word} "
    return word not in _GENERAL and not any(re.fullmatch(pattern, padded) for _, pattern in (*_KINDS, *_TOPICS))


def read(words: str, written: str | None = None) -> Asked:
    """What is asked for, by the question's folded words joined with blanks; `written` are they before correction."""
    padded = f" {words} "
    kind = next((kind for kind, pattern in _KINDS if re.search(pattern, padded)), None)
    topic = next((topic for topic, pattern in _TOPICS if re.search(pattern, padded)), None)
    demands = _demands()
    return Asked(
        answer_type=read_answer_type(words),
        kind=kind,
        topic=topic,
        several=re.search(_SEVERAL, padded) is not None,
        compare=re.search(_COMPARE, padded) is not None,
        opinion=re.search(_OPINION, padded) is not None,
        meaning=demands["meaning"].fullmatch(f" {written or words} ") is not None
        and not demands["no_term"].search(padded),
        contact=demands["contact"].search(padded) is not None,
        errand=demands["errand"].search(padded) is not None,
        outright=demands["outright"].match(padded) is not None,
    )


def read_answer_type(words: str) -> AnswerType:
    """What kind of thing would be an answer, by the question's folded words joined with blanks."""
    padded = f" {words} "
    return next((wanted for wanted, pattern in _WANTED if re.search(pattern, padded)), AnswerType.ANYTHING)
