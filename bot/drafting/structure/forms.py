"""The forms of Swedish municipal documents: which headings there are, and what stands under each.

Headings come in many wordings ("Beslut", "Nämndens beslut", "Kommunstyrelsens förslag till beslut"), but
they are few enough to be told by their words. What none of the patterns knows is running text.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Part(StrEnum):
    """What a section of a document holds."""

    DECIDED = "decided"
    PROPOSED = "proposed"
    CLAIMS = "claims"  # yrkanden
    STATEMENTS = "statements"  # reservations and their kin
    VOTES = "votes"
    ATTACHMENTS = "attachments"
    UNDERLAY = "underlay"  # beslutsunderlag: the attachments where there are no Bilagor
    RECIPIENTS = "recipients"
    ATTENDANCE = "attendance"
    SIGNING = "signing"  # justering
    DISQUALIFIED = "disqualified"  # jäv
    PREPARATION = "preparation"
    CONSULTATION = "consultation"  # what others answered in a remiss
    MOTION = "motion"
    OPINION = "opinion"  # the presenter's own views
    TEXT = "text"
    OPENING = "opening"  # before the first heading


_KINDS = r"(?:nämnden|nämnd|styrelsen|styrelse|fullmäktige|utskottet|utskott|beredningen|direktionen|rådet)"
BODY = (
    r"(?:(?:[A-ZÅÄÖ][\wåäö-]*|[Tt]ekniska|[Ss]ociala|[Ee]konomiska|[Ll]okala)\s){0,3}"
    r"(?:[\wåäö]+-(?:,\s[\wåäö]+-)*\s(?:och|samt)\s)?"
    rf"[\wåäö-]*?{_KINDS}(?![\wåäö])(?:s\s(?:arbets)?utskott(?:et)?)?"
)
"""A body that decides: kommunstyrelsen, tekniska nämnden, barn- och utbildningsnämnden."""

_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*\.?|§\s?\d+|[A-Z]\.)\s+")
_WHOSE = r"(?:(?:[\wåäö-]+\s){0,4}[\wåäö-]+s )?"
_TO_WHOM = r"(?: till (?:[\wåäö-]+ ){0,3}[\wåäö-]*(?:beslut|fullmäktige|styrelsen|nämnden|utskottet)(?: i .{3,60})?)"
_STATEMENT = (
    r"(?:skriftlig[at]* |muntlig[at]* |gemensam[ta]* )?"
    r"(?:reservation(?:er)?|särskil(?:t|da) (?:yttrande(?:n)?|uttalande(?:n)?)|ersättaryttrande(?:n)?"
    r"|protokollsanteckning(?:ar)?|anteckning(?:ar)? till protokollet|röstförklaring(?:ar)?)"
)
_PARTS: tuple[tuple[Part, str], ...] = (
    (
        Part.RECIPIENTS,
        r"(?:beslutet |protokollet |utdrag(?:et)? )?(?:ska )?(?:skickas|expedieras|sänds|delges|meddelas)"
        r"(?: till| för .*)?|sändlista|expediering|expedieras|kopia (?:till|för .*)|delges|för (?:kännedom"
        r"|åtgärd)"
        r"|beslut(?:et)? till|paragrafen skickas till|protokollsutdrag (?:till|skickas till)|utdrag till"
        r"|beslutsexpediering",
    ),
    (
        Part.ATTACHMENTS,
        r"bilag(?:a|or)(?: till .{3,60})?|bilageförteckning|bilagda handlingar|förteckning över bilagor",
    ),
    (
        Part.UNDERLAY,
        r"besluts?underlag(?:et)?|underlag(?: (?:för|till) beslut(?:et)?)?|handlingar(?: i ärendet)?"
        r"|ärendets handlingar|ärendehandlingar",
    ),
    (
        Part.CLAIMS,
        r".*\byrkande(?:n|t|na)?\b.*|förslag till beslut under sammanträdet|förslag på sammanträdet"
        r"|framställda förslag|tilläggsförslag|ändringsförslag",
    ),
    (
        Part.STATEMENTS,
        rf"{_STATEMENT}(?:(?:,| och| samt) {_STATEMENT})*(?: (?:från|av|för|\(|–|-|—).*|:? .{{0,3}})?",
    ),
    (
        Part.VOTES,
        r"propositionsordning(?:en|ar)?(?: .*)?|(?:om)?röstning(?:en|s\w+)?(?: .*)?|votering(?:en"
        r"|s\w+)?(?: .*)?"
        r"|besluts(?:gång(?:en)?|ordning)(?: .*)?|proposition(?:er)?|röst(?:resultat|siffror|förteckning)",
    ),
    (
        Part.PROPOSED,
        rf"{_WHOSE}förslag(?:et)?{_TO_WHOM}?|{_WHOSE}(?:beslutsförslag|hemställan)"
        r"|förslag till beslut .{0,40}|förslag till (?:yttrande och )?beslut",
    ),
    (
        Part.DECIDED,
        rf"{_WHOSE}beslut(?:\s*:)?|beslut(?: (?:i|av) .{{3,60}})?|{_WHOSE}(?:beslut"
        rf"|ställningstagande) .{{0,2}}",
    ),
    (
        Part.ATTENDANCE,
        r"närvaro(?:lista)?|närvarande(?: .*)?|beslutande(?: .*)?|ledamöter(?: .*)?"
        r"|(?:(?:ej |icke )?tjänstgörande )?ersättare(?: .*)?|övriga (?:närvarande|deltagare)(?: .*)?"
        r"|deltagare|frånvarande",
    ),
    (
        Part.SIGNING,
        r"justering(?:.*)?|justerare|underskrifter|protokolljustering|val av justerare|vid protokollet"
        r"|justera[st]|anslag(?:sbevis)?",
    ),
    (Part.DISQUALIFIED, r"jäv|(?:anmälan om )?jäv.{0,20}|deltar (?:inte|ej) i .*"),
    (
        Part.PREPARATION,
        r"(?:ärendets )?beredning(?:en)?(?: av ärendet)?|ärendets gång|tidigare (?:behandling"
        r"|beslut)(?: .*)?",
    ),
    (
        Part.CONSULTATION,
        r"remiss(?:ammanställning|instanser(?:na)?|svar(?:en)?|er|behandling|yttranden"
        r"|instansernas synpunkter)"
        r"|inkomna (?:remissvar|yttranden)|synpunkter från remissinstanser(?:na)?|yttranden",
    ),
    (
        Part.MOTION,
        r"motionen|(?:motionens|förslagets|medborgarförslagets) innehåll|motion|medborgarförslaget"
        r"|interpellationen",
    ),
    (
        Part.OPINION,
        r"mina synpunkter|föredragandes? synpunkter|borgarrådets synpunkter|mina synpunkter och förslag",
    ),
)
_KNOWN = tuple((part, re.compile(pattern, re.IGNORECASE)) for part, pattern in _PARTS)
_PLAIN = re.compile(
    r"(?:ärende(?:beskrivning|t)?|sammanfattning(?: av ärendet)?|ärendet i korthet|bakgrund(?: .{0,50})?"
    r"|inledning|nuläge"
    r"|ekonomi(?:ska konsekvenser.*)?|ekonomi|konsekvenser.*|finansiering|bedömning|överväganden"
    r"|synpunkter|slutsats(?:er)?"
    r"|förvaltningens (?:bedömning|synpunkter.*|yttrande|övervägande.*)|kontorets (?:bedömning|synpunkter.*)"
    r"|barn(?:perspektiv|konsekvens|rätts).*|jämställdhets.*|miljö.{0,30}|måluppfyllelse|målupp(?:följning"
    r"|fyllelse).*"
    r"|juridisk.*|tidplan|uppföljning.*|utredning|skäl(?:en)? för beslut(?:et)?|motivering|lagrum"
    r"|rättsligt? .*"
    r"|prövade alternativ|risker.*|samverkan|mbl|facklig.*|yttrande|svar på motionen)",
    re.IGNORECASE,
)


def part_of(title: str) -> Part | None:
    """What stands under a heading; None when its words are not known. Numbers before it do not count."""
    bare = bare_heading(title)
    if not bare or bare.endswith((".", ",", ";")) or len(bare) > 100:
        return None
    for part, pattern in _KNOWN:
        if pattern.fullmatch(bare):
            return part
    return Part.TEXT if _PLAIN.fullmatch(bare) else None


def bare_heading(title: str) -> str:
    """A heading without its number and its colon."""
    return _NUMBER.sub("", title.strip()).rstrip(" :").strip()


def is_body(text: str) -> bool:
    """Whether a text is the name of a deciding body and nothing else."""
    return re.fullmatch(BODY, text.strip()) is not None and len(text) < 60
