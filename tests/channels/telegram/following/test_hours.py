"""Hours: nobody is written to at night, on the days when the clock is changed neither."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.channels.telegram.following.hours import Hours

ZONE = ZoneInfo("Europe/Stockholm")


def moment(written: str, zone: ZoneInfo = ZONE) -> float:
    return datetime.fromisoformat(written).replace(tzinfo=zone).timestamp()


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-11-30 08:00", "2026-11-30 08:00"),
        ("2026-11-30 20:59:59", "2026-11-30 20:59:59"),
        ("2026-11-30 21:00", "2026-12-01 08:00"),
        ("2026-11-30 23:59", "2026-12-01 08:00"),
        ("2026-12-01 00:00", "2026-12-01 08:00"),
        ("2026-12-01 07:59:59", "2026-12-01 08:00"),
        ("2026-12-31 22:00", "2027-01-01 08:00"),
        ("2026-03-28 22:00", "2026-03-29 08:00"),  # summer time begins
        ("2026-03-29 01:30", "2026-03-29 08:00"),
        ("2026-10-24 22:00", "2026-10-25 08:00"),  # and ends
    ],
)
def test_the_night_waits_for_the_morning(now: str, then: str) -> None:
    assert Hours().next(moment(now)) == moment(then)


def test_tomorrow_and_when_today_began() -> None:
    hours = Hours()
    now = moment("2026-10-25 12:00")
    assert hours.tomorrow(now) == moment("2026-10-26 08:00")
    assert hours.midnight(now) == moment("2026-10-25 00:00")


def test_another_zone() -> None:
    helsinki = ZoneInfo("Europe/Helsinki")
    assert Hours(helsinki).next(moment("2026-11-30 07:30", helsinki)) == moment("2026-11-30 08:00", helsinki)
