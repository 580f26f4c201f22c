"""Parties that a document names: by letter in brackets, or by name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

from bot.drafting.structure.names import NAME, PARTY, Signer, everyone_in
from bot.knowledge.files.party_file import read_parties
from bot.knowledge.files.yaml_tree import read_tree
from bot.knowledge.load import PARTIES_FILE, default_folder
from bot.knowledge.model import Party
from bot.knowledge.problems import Report
from bot.language.word_patterns import words_of

_WORDS = words_of(__file__)
_ADJECTIVES = _WORDS.table("adjectives")
_FORMER = _WORDS.table("former")
_GROUP = re.compile(rf"\b(?P<party>{'|'.join(_ADJECTIVES)})\s{_WORDS.any_of('groups')}", re.IGNORECASE)
_LETTER = re.compile(rf"\b{_WORDS.any_of('letters')}\b")
_OF_THEM = r"(?::s\s\w+|-ledamöterna)?"
_LETTERS = rf"(?P<row>{_LETTER.pattern}(?:(?:,|\soch|\ssamt)\s{_LETTER.pattern})*)"
_ROW = re.compile(rf"{_LETTERS}{_OF_THEM}\s{_WORDS.any_of('acts')}\b")
_ROW_AFTER = re.compile(rf"\b{_WORDS.any_of('by')}\s{_LETTERS}(?=\s{_WORDS.any_of('acts')}\b|[.,;:]|$)")
_LETTER_GROUP = re.compile(rf"\b(?P<letter>{_WORDS.any_of('letters')})-{_WORDS.any_of('groups')}\b")
_HYPHENED = re.compile(rf"(?:\b{_WORDS.any_of('letters')}-(?:,|\soch|,\soch)\s)+{_WORDS.any_of('letters')}(?=-)")
_OF_GROUPS = re.compile(rf"\b{_WORDS.any_of('of_groups')}\b")
_SMALL_NAME = re.compile(r"\b[a-zåäö]{4,}(?:partiets|ernas|demokraternas|listans)\b")
_OWN = re.compile(rf"\(?\b(?P<letter>{PARTY})\)?-(?:ledamöterna|ledamoten|gruppens?)\s")
_BY_SURNAMES = re.compile(rf"(?:{PARTY}(?:,|\soch)?\s){{1,3}}\((?P<names>[^)]+)\)")
_WORD_WITH_CAPITAL = re.compile(r"(?<![\w-])[A-ZÅÄÖ][\w-]+(?![\w-]|\s[A-ZÅÄÖ])")
_AND = re.compile(r"\s?(?:,|och|samt)\s?")
_THROUGH = re.compile(rf"\bgenom\s(?:\w+\s)?(?P<name>{NAME})")
_LOCAL = re.compile(r"\b[A-ZÅÄÖ][\wåäö-]*?(?:listan|partiet|demokraterna|samling|initiativet|framtid|väl)\b")


@cache
def national_names() -> Mapping[str, str]:
    """The names of the parties that ship, those in parliament and those often meant, by letter."""
    return MappingProxyType({party.letter: party.name for party in known_parties(default_folder())})


def known_parties(folder: Path) -> tuple[Party, ...]:
    """The parties of a knowledge folder, or those that ship; none where neither has any."""
    for base in (folder, default_folder()):
        path = base / PARTIES_FILE
        if path.is_file():
            report = Report(str(path))
            node = read_tree(path, report)
            if node is not None and not report.problems:
                return read_parties(node, report)
    return ()


class PrintedNames:
    """Tells which parties a document means by their full names, printed with a capital.

    `bot.language.names.parties` understands what people write as well: letters alone, nicknames, small letters. In a
    document those are mostly something else ("liberalen", the initial "V."). `present` has the parties of people whom
    the document names elsewhere, by name.
    """

    def __init__(self, parties: Iterable[Party] = (), present: Mapping[str, str] = MappingProxyType({})) -> None:
        self._present = present
        surnames = Counter(name.split()[-1] for name in present)
        self._by_surname = {last: name for name in present if surnames[last := name.split()[-1]] == 1}
        self._letters: dict[str, str] = dict(_FORMER) | {name: letter for letter, name in national_names().items()}
        self._letters |= {party.name: party.letter for party in parties}
        names = sorted(self._letters, key=len, reverse=True)
        self._pattern = re.compile(rf"\b({'|'.join(map(re.escape, names))})s?\b")
        self._of = re.compile(rf"\b(?P<party>{'|'.join(map(re.escape, names))})s\s{_WORDS.any_of('members')}\s")

    def party_of(self, name: str) -> str | None:
        """The party of somebody whom the document names."""
        return self._present.get(name)

    def people_in(self, text: str) -> tuple[Signer, ...]:
        """Those whom a text names with a party, or whose party is known from those present."""
        return tuple(signer for signer in self.everyone_in(text) if signer.party is not None)

    def everyone_in(self, text: str) -> tuple[Signer, ...]:
        """All whom a text names, with the parties that the document gives them."""
        apart = (one for signer in everyone_in(text) for one in self._apart(signer))
        named = (replace(s, party=self._present.get(s.name) or s.party) for s in apart)
        everyone = self._with_surnames(tuple(named), text)
        groups = [(group.end(), group["letter"]) for group in _OWN.finditer(text)]
        groups += [(group.end(), self._letters[group["party"]]) for group in self._of.finditer(text)]
        for at, letter in groups:
            for place, signer in enumerate(everyone):
                if signer.start == at or (signer.start > at and _AND.fullmatch(text[at : signer.start])):
                    own = replace(signer, party=signer.party or letter)
                    everyone = (*everyone[:place], own, *everyone[place + 1 :])
                    at = signer.end
        return everyone

    def _apart(self, signer: Signer) -> tuple[Signer, ...]:
        """Two of the present whose names stand beside each other with nothing between: "Karin Sten Jon Vik"."""
        words = signer.name.split()
        for count in range(2, len(words) - 1):
            first, second = " ".join(words[:count]), " ".join(words[count:])
            if signer.name not in self._present and first in self._present and second in self._present:
                left = replace(signer, name=first, party=None, end=signer.start + len(first))
                return left, replace(signer, name=second, start=signer.end - len(second))
        return (signer,)

    def _with_surnames(self, named: Sequence[Signer], text: str) -> tuple[Signer, ...]:
        """Those whom a text names in full, and those of the present whom it names by a surname that only they have."""
        alone = (
            Signer(self._by_surname[match.group()], self._present[self._by_surname[match.group()]], *match.span())
            for match in _WORD_WITH_CAPITAL.finditer(text)
            if match.group() in self._by_surname
            and not any(signer.start <= match.start() < signer.end for signer in named)
        )
        return tuple(sorted((*named, *alone), key=lambda signer: signer.start))

    def speakers(self, text: str) -> tuple[Signer, ...]:
        """Those who speak for a party that a text names: "Kristdemokraterna genom Eva Dal"."""
        match = _THROUGH.search(text)
        letters = self.letters(text[: match.start()]) if match else ()
        if match is None or not letters:
            return ()
        return (Signer(match["name"], letters[-1], match.start("name"), match.end("name")),)

    def surnames(self, text: str) -> tuple[Signer, ...]:
        """Those whom the document has named before, and a text by their surnames after their party: "KD (Berg, Ek)"."""
        match = _BY_SURNAMES.match(text)
        if match is None:
            return ()
        said = re.findall(r"[^\W\d_][\w-]+", match["names"])
        return tuple(
            Signer(name, party, match.start("names"), match.end())
            for surname in said
            for name, party in self._present.items()
            if name.endswith(f" {surname}")
        )

    def letters(self, text: str) -> tuple[str, ...]:
        """The letters of the parties that a text names, in order."""
        found = [(match.start(), self._letters[match.group(1)]) for match in self._pattern.finditer(text)]
        found += [(match.start(), _ADJECTIVES[match["party"].lower()]) for match in _GROUP.finditer(text)]
        found += [(match.start(), match["letter"]) for match in _LETTER_GROUP.finditer(text)]
        found += [
            (row.start() + m.start(), m.group())
            for row in _HYPHENED.finditer(text)
            for m in _LETTER.finditer(row.group())
        ]
        if _OF_GROUPS.search(text):
            small = (
                (m.start(), self._letters.get(m.group().capitalize().removesuffix("s")))
                for m in _SMALL_NAME.finditer(text)
            )
            found += [(place, letter) for place, letter in small if letter]
        for row in (_ROW.match(text), _ROW_AFTER.search(text)):
            if row is not None:
                found += [(row.start() + match.start(), match.group()) for match in _LETTER.finditer(row["row"])]
        return tuple(dict.fromkeys(letter for _, letter in sorted(found)))


def own_parties(letters: Iterable[str], known: Sequence[Party], text: str) -> Mapping[str, tuple[str, bool]]:
    """The letters that are not known, each with its name and whether the text gives that name."""
    have = {party.letter for party in known}
    national = national_names()
    found: dict[str, tuple[str, bool]] = {}
    names = list(dict.fromkeys(match.group() for match in _LOCAL.finditer(text)))
    for letter in dict.fromkeys(letters):
        if letter in have:
            continue
        if letter in national:
            found[letter] = (national[letter], True)
            continue
        name = next((name for name in names if _abbreviates(letter, name) and name not in national.values()), None)
        found[letter] = (name or letter, name is not None)
    return found


def _abbreviates(letter: str, name: str) -> bool:
    """Whether the letters stand in a name in order, the first at its beginning: GL, Granvikalistan."""
    rest = name.lower()
    if not rest.startswith(letter[0].lower()):
        return False
    at = 0
    for character in letter.lower():
        at = rest.find(character, at) + 1
        if not at:
            return False
    return True
