"""Quotes find their place, whatever the line breaks; nothing else may differ."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.errors import QuoteError
from bot.knowledge.source import Source
from bot.knowledge.sources.layout import read_layout
from bot.knowledge.sources.quotes import Quotations, QuoteSpec

PROTOCOL = Path(__file__).parents[2] / "data" / "knowledge" / "gv-2023-0417" / "protokoll.txt"


def source(text: str) -> Source:
    layout = read_layout(text)
    return Source("pm", "PM", text, layout.page_starts, layout.sections, layout.furniture)


def quotations(*texts: str) -> Quotations:
    sources = {f"s{n}": source(text) for n, text in enumerate(texts)}
    passages = [
        " ".join(text[begin:end] for begin, end in spans) for text in texts for spans in read_layout(text).passages
    ]
    return Quotations(sources, passages)


@pytest.mark.parametrize(
    ("text", "written", "quoted"),
    [
        ("Staden får \n56,0 mnkr.", "Staden får 56,0 mnkr.", "Staden får 56,0 mnkr."),
        ("Staden får 56,0 mnkr.", "Staden får\n  56,0\tmnkr.", "Staden får 56,0 mnkr."),
        ("ett anslag om avgif-\nterna höjs", "avgifterna höjs", "avgif- terna höjs"),
        ("ett anslag om avgif-\nterna höjs", "avgif- terna höjs", "avgif- terna höjs"),
        ("sämst under 2000- \ntalet", "under 2000-talet", "under 2000- talet"),
        ("sämst under 2000- \ntalet", "under 2000- talet", "under 2000- talet"),
        ("för kultur- och\nfritid", "kultur- och fritid", "kultur- och fritid"),
        ("för icke-pandemi-relaterat", "icke-pandemi-relaterat", "icke-pandemi-relaterat"),
        ("- att bygga\n- att riva", "- att riva", "- att riva"),
        ("Vi säger att vatten- ", "att vatten-", "att vatten-"),
        ("skol\xadgården är stor", "skolgården är", "skol\xadgården är"),
        ("12\xa0710\xa0000 kronor", "12 710 000 kronor", "12 710 000 kronor"),
    ],
)
def test_found(text: str, written: str, quoted: str) -> None:
    (quote,) = quotations(text).resolve(QuoteSpec(written))
    assert quote.text == quoted
    assert " ".join(text[quote.start : quote.end].split()) == quoted


@pytest.mark.parametrize(
    ("wanted", "start", "end"),
    [
        (QuoteSpec("bygga"), None, None),
        (QuoteSpec("bygga", occurrence=2), 18, 23),
        (QuoteSpec("bygga hus", "hus."), 18, 28),
        (QuoteSpec("Att bygga", "hus"), 0, 27),
        (QuoteSpec("hus.", "hus."), 24, 28),
        (QuoteSpec("bygga", occurrence=3), None, None),
        (QuoteSpec("hus", "bygga"), None, None),
        (QuoteSpec(" - "), None, None),
    ],
)
def test_from_to_and_occurrence(wanted: QuoteSpec, start: int | None, end: int | None) -> None:
    known = quotations("Att bygga är att\n bygga hus.")
    if start is None:
        with pytest.raises(QuoteError):
            known.resolve(wanted)
    else:
        (quote,) = known.resolve(wanted)
        assert (quote.start, quote.end) == (start, end)


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (QuoteSpec("Planen antas i år"),
         'quote not found: "Planen antas i år" (nearest passage: "Planen antas i fjol.")'),
        (QuoteSpec("xyzzy"), 'quote not found: "xyzzy"'),
        (QuoteSpec("planen"), 'quote is ambiguous, it stands in 2 places (page 1, 2): "planen"; '
                           "give more words, or occurrence"),
        (QuoteSpec("planen", occurrence=4), 'occurrence 4 of 2: "planen"'),
        (QuoteSpec("Planen antas", "fullmäktige"),
         "the quote's last words do not follow its first: \"fullmäktige\""),
        (QuoteSpec("--"), "the quote is empty"),
    ],
)  # fmt: skip
def test_messages(wanted: QuoteSpec, message: str) -> None:
    text = "Här är planen för året som kommer.\n Vi minns planen för året som gick.\n\nPlanen antas i fjol."
    with pytest.raises(QuoteError) as error:
        quotations(text).resolve(wanted)
    assert str(error.value) == message


def test_several_sources() -> None:
    known = quotations("Planen antas.", "Planen avslås.")
    assert known.resolve(QuoteSpec("Planen", source="s1"))[0].start == 0
    with pytest.raises(QuoteError, match="ambiguous"):
        known.resolve(QuoteSpec("Planen"))


def test_across_furniture() -> None:
    text = PROTOCOL.read_text(encoding="utf-8")
    found = quotations(text).resolve(QuoteSpec("och det löftet måste skrivas in i driftavtalet."))
    assert [quote.text for quote in found] == ["och det löftet måste", "skrivas in i driftavtalet."]
    assert [quote.page for quote in found] == [2, 3]


@given(st.data())
def test_a_span_resolves_to_itself(data: st.DataObject) -> None:
    text = PROTOCOL.read_text(encoding="utf-8")
    begin = data.draw(st.integers(0, len(text) - 40))
    end = data.draw(st.integers(begin + 20, min(len(text), begin + 300)))
    written = text[begin:end].strip()
    known = source(text)
    assume(all(stop <= begin or end <= start for start, stop in known.furniture))
    assume(len(written) > 10)
    assume(written.strip("- ") == written)
    meant = known.quote(begin, end)
    try:
        found = Quotations({"pm": known}, ()).resolve(QuoteSpec(written))
    except QuoteError as error:
        ambiguous = "ambiguous" in str(error)
        found = (meant,) if ambiguous else ()
    assert found == (meant,)


@given(st.text(st.sampled_from("aåB- \n\xad.\f"), max_size=60), st.data())
def test_odd_texts(text: str, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin, len(text)))
    known = source(text)
    try:
        (first, *_) = Quotations({"s": known}, ()).resolve(QuoteSpec(text[begin:end], occurrence=1))
    except QuoteError:
        return
    assert "".join(first.text.split()) in "".join(text.split())
