"""Ids for the cases of many documents: each its own, and the one that its document's case had before."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping


class CaseIds:
    """Gives ids; `owners` are the documents, by name, whose cases have ids already, by id."""

    def __init__(self, owners: Mapping[str, str]) -> None:
        self._taken = set(owners)
        self._had: defaultdict[str, list[str]] = defaultdict(list)
        self._counts: Counter[str] = Counter()
        for case, document in owners.items():
            self._had[document].append(case)

    def own(self, wanted: str, document: str) -> str:
        """The id for a document's case: the one it had, or the wanted one, with a number where that is taken."""
        for case in self._had[document]:
            if re.fullmatch(rf"{re.escape(wanted)}(?:-\d+)?", case):
                return case
        chosen = wanted
        while chosen in self._taken:
            self._counts[wanted] += 1
            chosen = f"{wanted}-{self._counts[wanted] + 1}"
        self._taken.add(chosen)
        self._had[document].append(chosen)
        return chosen
