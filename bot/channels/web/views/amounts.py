"""Amounts as a table: each figure with who says it, and a bar beside those of the same unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.answering.answer import answer_fact
from bot.channels.web.views.reply import ORIGINAL, ShownQuote, shown_quote
from bot.knowledge.model import Amount

BAR = 120
"""The length of the longest bar."""
_SHARES = {"procent", "%"}  # whose bars are of the whole
_THIN = "\u202f"  # parts thousands, and never breaks


class Order(StrEnum):
    """How the rows are ordered: as the document has them, or by size within each unit."""

    DOCUMENT = "handling"
    SIZE = "storlek"


ORDERS = frozenset(order.value for order in Order)


@dataclass(frozen=True, slots=True)
class AmountRow:
    """An amount. `bar` is the length of its bar, None where no other amount has its unit."""

    figure: str
    said: str
    language: str
    period: str | None
    quote: ShownQuote
    bar: float | None


def amount_rows(amounts: Sequence[Amount], order: Order, language: str) -> tuple[AmountRow, ...]:
    """The rows of amounts."""
    units = Counter(amount.unit for amount in amounts)
    longest = {unit: max(abs(a.value) for a in amounts if a.unit == unit) for unit in units}
    longest |= {unit: max(longest[unit], 100.0) for unit in _SHARES & units.keys()}
    if order is Order.SIZE:
        amounts = sorted(amounts, key=lambda amount: (-units[amount.unit], amount.unit, -amount.value))
    return tuple(_row(amount, longest[amount.unit] if units[amount.unit] > 1 else 0, language) for amount in amounts)


def figure(value: float, language: str) -> str:
    """A number as the language writes it, with at most two decimals."""
    written = f"{value:,.2f}".rstrip("0").rstrip(".")
    return written if language == "en" else written.replace(",", _THIN).replace(".", ",")


def _row(amount: Amount, longest: float, language: str) -> AmountRow:
    shown = answer_fact(amount, language, 1.0)
    return AmountRow(
        figure=f"{figure(amount.value, language)} {amount.unit}".strip(),
        said=shown.summary,
        language=language if shown.translated else ORIGINAL,
        period=amount.period,
        quote=shown_quote(amount.case, amount.quotes[0], language),
        bar=round(abs(amount.value) / longest * BAR, 1) if longest else None,
    )
