"""Dates as documents write them: 2022-04-25, den 8 februari 2023, Granvika den 8 februari 2023."""

from __future__ import annotations

import re
from datetime import date

from bot.language.measures.months import SWEDISH, SWEDISH_NAMED

_DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)"
    rf"|(?:den\s)?(?P<d>\d{{1,2}})\s(?P<m>{SWEDISH_NAMED})\s(?P<y>(?:19|20)\d\d)",
    re.IGNORECASE,
)
SIGNED = re.compile(rf"^(?P<place>[A-ZÅÄÖ][\wåäö-]+(?:\s[A-ZÅÄÖ][\wåäö]+)?),?\s(?:{_DATE.pattern})\.?$")
"""A place and a date, as over a signature."""


def parse_date(text: str) -> date | None:
    """The first date in a text, in ISO form or with the month in words."""
    for match in _DATE.finditer(text):
        try:
            if match["year"]:
                return date(int(match["year"]), int(match["month"]), int(match["day"]))
            return date(int(match["y"]), SWEDISH.index(match["m"].lower()) + 1, int(match["d"]))
        except ValueError:
            continue
    return None
