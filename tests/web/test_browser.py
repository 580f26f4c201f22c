"""The pages in a real browser: what axe-core finds, whether they fit a narrow screen, and a walk with keys only.

They are left out where the extra `browser` or chromium is not installed.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from tests.web.conftest import PUBLIC, TOKEN
from tests.web.process import WebProcess
from tests.web.test_question import AGED

CHROMIUM = shutil.which("chromium")
if CHROMIUM is None:
    pytest.skip("chromium is not installed", allow_module_level=True)
sync_api = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = [
    "/",
    f"/?q={AGED}",
    "/?q=och Fi?",
    "/?q=hej",
    "/?q=Vad handlar det om?",
    "/?q=How many people were killed in shootings?",
    "/?uppgift=ks-2020-1616/goals/aldre-kf",
    "/arenden",
    "/arende/ks-2020-1616?ordna=storlek",
    "/arende/gv-2023-0417",
    "/arende/ks-2020-1616/kalla/pm?start=16490&end=16625",
    "/arende/ho-1/kalla/pm",
    "/integritet",
    "/tillganglighet?sprak=en",
    "/api",
    "/nope",
    "/granska",
    "/granska/gv-2023-0417",
    "/granska/ho-1/arendet",
    "/granska/ho-1/decisions/ja",
    "/granska/ho-1/positions/nej?sort=amounts",
    "/granska/ho-1/ny?fran=hj&till=nu",
    "/granska/ho-1/ny?kalla=pm&start=1&end=3",
]
REVIEWER = {"username": "", "password": TOKEN}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    browser: Any, web: WebProcess, scheme: str, width: int
) -> None:
    context = browser.new_context(
        color_scheme=scheme,
        viewport={"width": width, "height": 800},
        locale="sv-SE",
        bypass_csp=True,
        http_credentials=REVIEWER,
    )
    page = context.new_page()
    found = []
    for path in PAGES:
        page.goto(web.url + path)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append((path, "wider than the screen"))
        response = axe.Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response
        found += [(path, f"{fault['id']}: {fault['nodes'][0]['html'][:120]}") for fault in response["violations"]]
    context.close()
    assert found == []


def test_a_person_with_keys_only_asks_reads_and_asks_on(browser: Any, web: WebProcess) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="sv-SE", java_script_enabled=False)
    page = context.new_page()
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text))
    page.goto(web.url)
    for _ in range(5):  # past the skip link, the name, the cases and the language
        page.keyboard.press("Tab")
    page.keyboard.type(AGED)
    page.keyboard.press("Enter")
    page.get_by_text("den uppsplittrade privatiserade äldreomsorgen är en svag länk").first.wait_for()
    page.get_by_role("link", name="Läs i handlingen").first.press("Enter")
    mark = page.locator("mark#citat")
    mark.wait_for()
    top = mark.bounding_box()["y"]
    assert 0 < top < 844
    page.go_back()
    page.get_by_label("Fråga vidare").press_sequentially("och Fi?")
    page.keyboard.press("Enter")
    page.get_by_text("larmat om sin arbetssituation").first.wait_for()
    assert troubles == []
    assert context.cookies() == []
    context.close()


def test_a_page_fetches_nothing_from_elsewhere(browser: Any, web: WebProcess) -> None:
    context = browser.new_context(locale="sv-SE", http_credentials=REVIEWER)
    page = context.new_page()
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    for path in PAGES:
        page.goto(web.url + path)
    context.close()
    assert fetched
    assert all(address.startswith(web.url) for address in fetched)
    assert not any(address.startswith(PUBLIC) for address in fetched)


def test_a_clerk_with_keys_only_reviews_and_is_asked_for_no_script(browser: Any, web: WebProcess) -> None:
    context = browser.new_context(locale="sv-SE", java_script_enabled=False, http_credentials=REVIEWER)
    page = context.new_page()
    page.goto(f"{web.url}/granska/fn-2024-17")
    page.get_by_role("link", name="Ändra").first.press("Enter")
    field = page.get_by_label("Sammanfattning")
    summary = field.input_value()
    field.fill(f"{summary} I Berga.")
    page.get_by_role("button", name="Spara och godkänn").press("Enter")
    page.get_by_text("Sammanfattningen säger ”Berga”, men det gör inte citatet.").wait_for()
    page.get_by_label("Sammanfattning").fill(summary)
    page.get_by_role("button", name="Spara och godkänn").press("Enter")
    page.get_by_text("Sparat.").wait_for()
    assert context.cookies() == []
    context.close()
