"""Dates as documents write them: 2022-04-25, den 8 februari 2023, 8.2.2023, Granvika den 8 februari 2023."""

from __future__ import annotations

import re
from datetime import date

from bot.language.measures.months import SWEDISH, SWEDISH_NAMED, WEEKDAYS

DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)"
    rf"|(?:den\s)?(?P<d>\d{{1,2}})\s(?P<m>{SWEDISH_NAMED})\s(?P<y>(?:19|20)\d\d)"
    r"|(?<![\d.])(?P<finnish>\d{1,2}\.\d{1,2}\.(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
"""A date as it is written."""
SIGNED = re.compile(rf"^(?P<place>[A-ZÅÄÖ][\wåäö-]+(?:\s[A-ZÅÄÖ][\wåäö]+)?),?\s(?:{DATE.pattern})\.?$")
"""A place and a date, as over a signature."""
_DAY_OF_WEEK = re.compile(
    rf"\b{'(?:' + '|'.join(WEEKDAYS) + ')'}(?:en)?,?\s(?:den\s)?(?:{DATE.pattern})", re.IGNORECASE
)


def meeting_date(text: str) -> date | None:
    """The first date in a text that is given with its day of the week, as the day of a meeting is."""
    match = _DAY_OF_WEEK.search(text)
    return parse_date(match.group()) if match else None


def parse_date(text: str) -> date | None:
    """The first date in a text, in ISO form or with the month in words."""
    for match in DATE.finditer(text):
        try:
            if match["year"]:
                return date(int(match["year"]), int(match["month"]), int(match["day"]))
            if match["finnish"]:
                day, month, year = map(int, match["finnish"].split("."))
                return date(year, month, day)
            return date(int(match["y"]), SWEDISH.index(match["m"].lower()) + 1, int(match["d"]))
        except ValueError:
            continue
    return None
