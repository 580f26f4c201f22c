"""A quote is a button away from where it is read, where the web pages are reached from outside."""

from __future__ import annotations

import re

from .api.server import BotApi
from .conftest import Launch


async def test_a_button_opens_the_document_at_the_quote(own_api: BotApi, launch: Launch) -> None:
    await launch(PUBLIC_URL="https://svar.example/")
    anna = own_api.person("Anna", "sv")
    answer = await anna.asks("När stängs den gamla simhallen?")
    address = answer.button("Läs i handlingen")["url"]
    assert re.fullmatch(r"https://svar\.example/arende/fn-2024-17/kalla/pm\?start=\d+&end=\d+#citat", address)
