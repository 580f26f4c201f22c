"""People in a text: by full name, by surname, misspelled by a letter or two."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import OSA

from bot.language.names.personal_names import ends_as_surname, is_given_name
from bot.language.tokens import Token, tokenize

_INITIALS = 3  # names from which initials alone ("AKJ") are understood
_START = 4  # letters of a role by which most words are seen to be none
_LONG = 9  # letters from which a name may be off by two edits; by one below


@dataclass(frozen=True, slots=True)
class NamedPeople:
    """The names of known people that a text names, and which tokens (by index) say so."""

    names: tuple[str, ...]
    tokens: frozenset[int]


class PeopleNames:
    """Finds known people. A first name alone counts only when nobody else has it.

    `roles` maps what only one of them is ("föredragande borgarråd") to that person's name.
    """

    def __init__(self, names: Iterable[str], roles: Mapping[str, str] | None = None) -> None:
        self._roles = {tuple(t.word for t in tokenize(role)): name for role, name in (roles or {}).items()}
        self._role_starts = frozenset(role[0][:_START] for role in self._roles)
        self._initials: dict[str, str] = {}
        self._words: dict[str, list[tuple[str, int]]] = {}
        self._sizes: dict[str, int] = {}
        for name in dict.fromkeys(names):
            words = [token.word for token in tokenize(name)]
            self._sizes[name] = len(words)
            if len(words) >= _INITIALS:
                self._initials["".join(word[0] for word in words)] = name
            for place, word in enumerate(words):
                self._words.setdefault(word, []).append((name, place))

    def has(self, word: str) -> bool:
        """Whether a folded word is part of a known name."""
        return word in self._words

    def roles_of(self, name: str) -> frozenset[str]:
        """The folded words of what only a known person is called."""
        return frozenset(word for role, holder in self._roles.items() if holder == name for word in role)

    def find(self, tokens: tuple[Token, ...], misspelled: bool = True) -> NamedPeople:
        """The known people that the tokens name.

        `misspelled` allows for slips, as people make and documents seldom. A first name beside a surname that is
        somebody else's ("Karin Ernlund" where Karin Wanngård is known) names nobody.
        """
        found: dict[str, None] = {}
        used: set[int] = set()
        i = 0
        while i < len(tokens):
            if not misspelled and not self._may_be_named(tokens[i]):
                i += 1
                continue
            if (size := self._role(tokens, i)) and (name := self._role_name(tokens, i, size, misspelled)):
                found.setdefault(name)
                used.update(range(i, i + size))
                i += size
                continue
            if tokens[i].text.isupper() and (name := self._initials.get(tokens[i].word)):
                found.setdefault(name)
                used.add(i)
                i += 1
                continue
            run = self._run(tokens, i, misspelled)
            if not run:
                i += 1
                continue
            place = _names(*run)
            alone = len(run) == 1
            names = sorted(place) if place else []
            if alone and (
                self._is_shared_first_name(run[0])
                or self._has_foreign_surname(tokens, i, run[0])
                or self._has_foreign_first_name(tokens, i)
            ):
                names = []
            if len(names) == 1:
                found.setdefault(names[0])
                used.update(range(i, i + len(run)))
            i += len(run)
        return NamedPeople(tuple(found), frozenset(used))

    def _may_be_named(self, token: Token) -> bool:
        """Whether a role, initials or a name as it is written may begin with a token: few do."""
        word = token.word
        if word in self._words or word[:_START] in self._role_starts or word in self._initials:
            return True
        return word[-1] == "s" and word[:-1] in self._words

    def _role(self, tokens: tuple[Token, ...], i: int) -> int:
        if tokens[i].word[:_START] not in self._role_starts:
            return 0
        sizes = (len(role) for role in self._roles if self._is_role(tokens[i : i + len(role)], role))
        return max(sizes, default=0)

    def _role_name(self, tokens: tuple[Token, ...], i: int, size: int, misspelled: bool) -> str | None:
        """Whose role it is; None where a name follows, which tells whose ("borgarrådet Clara Lindblom")."""
        if self._run(tokens, i + size, misspelled):
            return None
        run = tokens[i : i + size]
        return next((name for role, name in self._roles.items() if self._is_role(run, role)), None)

    @staticmethod
    def _is_role(run: tuple[Token, ...], role: tuple[str, ...]) -> bool:
        """Whether the words are the role's, the last with any ending ("föredragande borgarrådets")."""
        return (
            len(run) == len(role)
            and all(t.word == w for t, w in zip(run[:-1], role[:-1], strict=True))
            and run[-1].word.startswith(role[-1])
            and len(run[-1].word) <= len(role[-1]) + 3
        )

    def _run(self, tokens: tuple[Token, ...], i: int, misspelled: bool) -> list[list[tuple[str, int]]]:
        run: list[list[tuple[str, int]]] = []
        while i + len(run) < len(tokens) and (hits := self._hits(tokens[i + len(run)], misspelled)):
            if run and not _names(hits) & _names(*run):
                break
            run.append(hits)
        return run

    def _hits(self, token: Token, misspelled: bool) -> list[tuple[str, int]]:
        word = token.word
        if (hits := self._words.get(word)) or (hits := self._words.get(word.removesuffix("s"))):
            # A name in lower case counts when it is a surname, or hardly a word otherwise.
            return hits
        if not misspelled or len(word) < 5 or token.is_figure:
            return []
        allowed = 2 if len(word) >= _LONG else 1
        near = [
            known
            for known in self._words
            if len(known) >= 5 and known[0] == word[0] and OSA.distance(known, word, score_cutoff=allowed) <= allowed
        ]
        return self._words[near[0]] if len(near) == 1 else []

    def _is_shared_first_name(self, hits: list[tuple[str, int]]) -> bool:
        return all(place == 0 and self._sizes[name] > 1 for name, place in hits) and len(hits) > 1

    def _has_foreign_surname(self, tokens: tuple[Token, ...], i: int, hits: list[tuple[str, int]]) -> bool:
        if not all(place == 0 for _, place in hits) or i + 1 >= len(tokens):
            return False
        after = tokens[i + 1]
        if after.text[0].isupper() and tokens[i].text[0].isupper():
            return True
        return tokens[i].text.islower() and after.text.islower() and _is_unknown_surname(after.word, self._words)

    def _has_foreign_first_name(self, tokens: tuple[Token, ...], i: int) -> bool:
        before = tokens[i - 1] if i > 1 else None
        return (
            before is not None
            and before.text[0].isupper()
            and tokens[i].text[0].isupper()
            and len(before.text) > 2
            and before.end + 1 == tokens[i].start
            and before.word not in self._words
        )


def _is_unknown_surname(word: str, known: Collection[str]) -> bool:
    bare = word.removesuffix("s")
    return ends_as_surname(bare) and word not in known and bare not in known


def _names(*hits: list[tuple[str, int]]) -> set[str]:
    """The names that all of the words hit."""
    first, *rest = ({name for name, _ in found} for found in hits)
    return first.intersection(*rest)


def capitalised_names(text: str) -> tuple[str, ...]:
    """Runs of two or more capitalised words, as full names are written ("Stefan Löfven")."""
    runs: list[list[Token]] = [[]]
    tokens = tokenize(text)
    for before, token in zip((None, *tokens), tokens, strict=False):
        joined = before is not None and text[before.end : token.start].isspace()
        if token.text[0].isupper() and len(token.text) > 1 and not token.text.isupper():
            if runs[-1] and not joined:
                runs.append([])
            runs[-1].append(token)
        elif runs[-1]:
            runs.append([])
    return tuple(" ".join(t.text for t in run) for run in runs if len(run) >= 2)


def uncapitalised_names(tokens: Sequence[Token], is_word: Callable[[str], bool]) -> tuple[str, ...]:
    """Full names written small: a given name, and what ends as a surname and is no known word ("anna ekström").

    `is_word` tells whether a folded word is known.
    """
    return tuple(
        f"{first.text} {last.text}"
        for first, last in pairwise(tokens)
        if is_given_name(first) and first.text.islower() and last.text.islower()
        if ends_as_surname(last.word.removesuffix("s")) and not is_word(last.word)
    )
