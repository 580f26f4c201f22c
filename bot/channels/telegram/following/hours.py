"""Hours: when people may be written to without having asked, by the clock on the wall where they live."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Hours:
    """The hours of each day that are no night. Moments are seconds since 1970; days are those of the zone."""

    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Stockholm"))
    opens: time = time(8)
    closes: time = time(21)

    def next(self, moment: float) -> float:
        """The first moment from this one on that is no night: itself, or when the next morning begins."""
        local = datetime.fromtimestamp(moment, self.zone)
        if self.opens <= local.time() < self.closes:
            return moment
        return self._morning(local if local.time() < self.opens else local + timedelta(days=1))

    def tomorrow(self, moment: float) -> float:
        """When the morning of the next day begins."""
        return self._morning(datetime.fromtimestamp(moment, self.zone) + timedelta(days=1))

    def midnight(self, moment: float) -> float:
        """When the day of a moment began."""
        local = datetime.fromtimestamp(moment, self.zone)
        return datetime.combine(local.date(), time(0), self.zone).timestamp()

    def _morning(self, local: datetime) -> float:
        return datetime.combine(local.date(), self.opens, self.zone).timestamp()
