"""Passing on: what is copied is the quote with its place, whatever their lengths, within Telegram's bounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.answerer import Answerer
from bot.channels.telegram.views.markup import units
from bot.channels.telegram.views.passing_on import LONGEST_COPY, copied, passing_on, read_on
from bot.knowledge.source import Quote

PLACE = "Tjänsteutlåtande FN 2024/17, Beslut, sida 3"


def quote(text: str, title: str = "Tjänsteutlåtande FN 2024/17", section: str | None = "Beslut") -> Quote:
    return Quote("pm", title, section, 3, 0, len(text), text)


def test_a_short_quote_is_copied_whole() -> None:
    assert copied(quote("Simskolan är gratis."), "sv") == f"”Simskolan är gratis.” ({PLACE})"
    assert copied(quote("Simskolan är gratis."), "en").endswith("page 3)")


def test_a_long_quote_is_cut_and_says_so_and_keeps_its_place() -> None:
    text = copied(quote("Simskolan är gratis för alla barn. " * 20), "sv")
    assert units(text) <= LONGEST_COPY
    assert text.endswith(f"…” ({PLACE})")
    assert text.startswith("”Simskolan är gratis för alla barn. Simskolan")
    assert units(text) > 200, "what has room is there"


@given(st.text(min_size=1, max_size=600), st.text(min_size=1, max_size=400), st.none() | st.text(max_size=400))
def test_any_quote_is_within_bounds(text: str, title: str, section: str | None) -> None:
    written = copied(quote(text, title, section), "sv")
    assert 1 <= units(written) <= LONGEST_COPY
    assert written.endswith("sida 3)")
    written.encode()


def test_sharing_is_offered_where_there_is_inline_mode(bot: Answerer) -> None:
    fact = next(bot.knowledge.facts())
    (copy,) = passing_on(fact, "sv", inline=False)
    share, same = passing_on(fact, "sv", inline=True)
    assert copy == same
    assert copy.copy_text is not None
    assert share.switch_inline_query == fact.id


def test_every_quote_that_ships_can_be_copied(bot: Answerer) -> None:
    for fact in bot.knowledge.by_id.values():
        for language in ("sv", "en"):
            assert 1 <= units(copied(fact.quotes[0], language)) <= LONGEST_COPY


@pytest.mark.parametrize(
    ("public_url", "opens"), [(None, 0), ("http://127.0.0.1:8000", 0), ("https://svar.example", 1)]
)
def test_a_button_opens_the_document_where_telegram_takes_the_address(
    bot: Answerer, public_url: str | None, opens: int
) -> None:
    fact = next(bot.knowledge.facts())
    buttons = read_on(fact, "sv", public_url)
    assert [button.text for button in buttons] == ["Läs i handlingen"] * opens
    for button in buttons:
        quote = fact.quotes[0]
        assert (
            button.url
            == f"{public_url}/arende/{fact.case}/kalla/{quote.source}?start={quote.start}&end={quote.end}#citat"
        )
