"""Texts that people, and those who are up to no good, may send."""

from __future__ import annotations

import pytest

from .api.people import Person
from .api.server import BotApi

HOSTILE = {
    "html": "<b>fet</b> <script>alert(1)</script> &lt; &amp; &#0; <a href='x'>y</a>",
    "open tag": "vad kostar <simskolan",
    "ampersand": "R&D & simhall &nbsp;",
    "braces": "{cases} {0} {question!r} %s %(x)s {{",
    "longest": "simhall " * 512,
    "longest without spaces": "å" * 4096,
    "emoji": "🏊🏽‍♀️" * 400,
    "emoji alone": "🏊",
    "right to left": "\u202eנגילה هل هناك مسبح \u2067simhall\u2069",
    "control": "sim\x00hall\x07 \x1b[31m kostnad\x7f \ufeff\u200b\u2028\u2029 ?",
    "lone surrogates made whole": "\U0001f3ca\U0010ffff",
    "combining": "s\u0301\u0302\u0303" * 300,
    "spaces": "\u00a0\u2003",
    "punctuation": "?" * 4096,
    "digits": "9" * 4096,
    "zalgo": "v" + "\u0336" * 4000,
    "sql": "'; DROP TABLE cases; --",
    "path": "../../etc/passwd",
    "yaml": "!!python/object/apply:os.system ['true']",
    "newlines": "\n" * 2000 + "simhall",
    "command with rubbish": "/arende " + "<" * 3000,
    "start with rubbish": "/start " + "å" * 300,
    "markdown": "*fet* _kursiv_ `kod` [länk](tg://user?id=1)",
    "regular expression": "(a+)+$" * 200,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
async def test_any_text_gets_one_answer(api: BotApi, anna: Person, text: str) -> None:
    answer = await anna.asks(text)
    assert answer.text.strip()
    await anna.hears_nothing(seconds=0.1)


async def test_it_goes_on_as_if_nothing_had_happened(anna: Person) -> None:
    short = [text for text in HOSTILE.values() if len(text) < 100][:5]
    for text in short:
        anna.says(text)
    for _ in short:
        await anna.hears(seconds=20)
    assert "30 juni 2026" in (await anna.asks("När stängs den gamla simhallen?")).text


@pytest.mark.parametrize(
    "name", ["<b>Eva</b>", "&amp;", "\u202eavE", "🏊" * 20, "x" * 64, " "], ids=lambda name: repr(name[:10])
)
async def test_any_name(api: BotApi, name: str) -> None:
    eva = api.person(name)
    assert (await eva.asks("/start")).buttons
    assert (await eva.asks("Vad kostar simskolan?")).quotes


@pytest.mark.parametrize("language", ["fi", "zh-hans", "", "x-klingon", "pt-br", "en-US", "EN"])
async def test_any_language_of_the_app(api: BotApi, language: str) -> None:
    person = api.person("Kim", language)
    assert (await person.asks("/start")).buttons
    assert "900" in (await person.asks("Vad kostar simskolan?")).text
