"""The API: its document is a valid one, and every response is what that says."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from bot.answering.answerer import Answerer
from tests.web.conftest import PUBLIC
from tests.web.process import ROOT

CASE = "/api/arende/ks-2020-1616"


@pytest.fixture(scope="module")
def document(get: httpx.Client) -> dict[str, Any]:
    return dict(get.get("/api/openapi.json").json())


def is_as_described(document: dict[str, Any], path: str, response: httpx.Response) -> Any:
    """Asserts that a response is one that the document has for its path; gives its content."""
    told = document["paths"][path]["get"]["responses"][str(response.status_code)]
    told = told if "$ref" not in told else document["components"]["responses"][told["$ref"].rpartition("/")[2]]
    content = response.json()
    schema = told["content"][response.headers["content-type"]]["schema"]
    OAS31Validator({**schema, "components": document["components"]}).validate(content)
    return content


def test_the_document_is_valid_and_says_where_the_api_is(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    assert document["servers"] == [{"url": PUBLIC}]
    OpenAPIV31SpecValidator(document).validate()


@pytest.mark.parametrize(
    ("path", "address", "status"),
    [
        ("/api/fraga", "/api/fraga?q=Hur+stor+är+trygghetsfonden%3F", 200),
        ("/api/fraga", "/api/fraga?q=och+Fi%3F&sprak=en&arende=ks-2020-1616", 200),
        ("/api/fraga", "/api/fraga?q=Vad+handlar+det+om%3F", 200),
        ("/api/fraga", "/api/fraga?q=Vad+tycker+Kristdemokraterna%3F", 200),
        ("/api/fraga", "/api/fraga?q=", 200),
        ("/api/fraga", "/api/fraga?q=" + "x" * 5000, 200),
        ("/api/fraga", "/api/fraga", 400),
        ("/api/fraga", "/api/fraga?q=hej&sprak=fr", 400),
        ("/api/fraga", "/api/fraga?q=hej&arende=nope", 404),
        ("/api/arenden", "/api/arenden", 200),
        ("/api/arenden", "/api/arenden?sok=cykelbana&status=proposed&sida=2", 200),
        ("/api/arenden", "/api/arenden?sida=0", 400),
        ("/api/arenden", "/api/arenden?sida=x", 400),
        ("/api/arende/{arende}", CASE, 200),
        ("/api/arende/{arende}", "/api/arende/gv-2023-0417", 200),
        ("/api/arende/{arende}", "/api/arende/ho-1", 200),
        ("/api/arende/{arende}", "/api/arende/nope", 404),
        ("/api/arende/{arende}/jsonld", f"{CASE}/jsonld", 200),
        ("/api/arende/{arende}/jsonld", "/api/arende/gv-2023-0417/jsonld", 200),
        ("/api/arende/{arende}/jsonld", "/api/arende/nope/jsonld", 404),
        ("/api/arende/{arende}/kalla/{kalla}", f"{CASE}/kalla/pm", 200),
        ("/api/arende/{arende}/kalla/{kalla}", f"{CASE}/kalla/nope", 404),
    ],
)
def test_responses_are_as_described(
    get: httpx.Client, document: dict[str, Any], path: str, address: str, status: int
) -> None:
    response = get.get(address)
    assert response.status_code == status
    is_as_described(document, path, response)


def test_the_answer_is_that_of_ask(get: httpx.Client, cases: Path) -> None:
    question = "Vad tycker Vänsterpartiet om äldreomsorgen?"
    asked = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "--json", question],
        cwd=ROOT,
        env={"BESLUTSBOT_KNOWLEDGE": str(cases), "BESLUTSBOT_PUBLIC_URL": PUBLIC, "BESLUTSBOT_ENCODER": "off"},
        capture_output=True,
        check=True,
        timeout=60,
    )
    answer = get.get("/api/fraga", params={"q": question}).json()
    assert answer == json.loads(asked.stdout)
    assert answer["facts"][0]["quotes"][0]["url"].startswith(f"{PUBLIC}/arende/ks-2020-1616/kalla/pm?start=")


def test_a_case_has_all_its_facts(get: httpx.Client, bot: Answerer) -> None:
    written = get.get(CASE).json()
    case = bot.knowledge.cases["ks-2020-1616"]
    kinds = ("decisions", "amounts", "goals", "positions", "details")
    assert sorted(fact["id"] for kind in kinds for fact in written[kind]) == sorted(fact.id for fact in case.facts)


def test_the_offsets_of_quotes_count_in_the_pages(get: httpx.Client) -> None:
    text = "".join(page["text"] for page in get.get(f"{CASE}/kalla/pm").json()["pages"])
    for fact in get.get(CASE).json()["positions"]:
        for passage in fact["quotes"]:
            assert " ".join(text[passage["start"] : passage["end"]].split()) == passage["text"]


@pytest.mark.parametrize(
    ("query", "count"), [("", 5), ("?kommun=Lindvik", 2), ("?ar=2023&sok=simhall", 1), ("?sida=2", 5)]
)
def test_the_cases(get: httpx.Client, query: str, count: int) -> None:
    written = get.get(f"/api/arenden{query}").json()
    assert written["count"] == count
    assert len(written["cases"]) == (0 if "sida" in query else count)


def test_any_page_may_read_it(get: httpx.Client) -> None:
    assert get.get(CASE).headers["access-control-allow-origin"] == "*"
    assert get.options(CASE).headers["access-control-allow-methods"] == "GET, HEAD"
    assert "access-control-allow-origin" not in get.get("/").headers


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """All objects in a value, itself among them."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(inner)


def test_linked_data_names_what_it_has_and_nothing_else(get: httpx.Client) -> None:
    graph = get.get("/api/arende/gv-2023-0417/jsonld").json()
    prefixes = graph["@context"].keys() - {"id", "type"}
    known = {node["id"] for node in graph["@graph"]}
    assert len(known) == len(graph["@graph"])
    for node in nodes(graph["@graph"]):
        assert all(key in ("id", "type") or key.partition(":")[0] in prefixes for key in node)
        assert node.get("type", "org:").partition(":")[0] in prefixes
        assert "id" not in node or node["id"] in known or node["id"].startswith("opengov:")
        assert None not in node.values()
    votes = [node for node in nodes(graph["@graph"]) if node.get("type") == "opengov:VoteEvent"]
    counts = [(count["type"], count["rdf:value"]) for event in votes for count in event["opengov:count"]]
    assert counts == [("opengov:YesCount", 27), ("opengov:NoCount", 14), ("opengov:AbstainCount", 2)]
    parties = [node["skos:prefLabel"] for node in graph["@graph"] if "#parti-" in node["id"]]
    assert {"Centerpartiet", "Miljöpartiet"} <= set(parties)
    assert f"{PUBLIC}/arende/gv-2023-0417" in known


def test_the_feed(get: httpx.Client) -> None:
    response = get.get("/feed")
    assert response.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(response.content)
    atom = "{http://www.w3.org/2005/Atom}"
    entries = feed.findall(f"{atom}entry")
    assert len(entries) == 5
    for entry in entries:
        assert all(entry.findtext(f"{atom}{name}") for name in ("id", "title", "updated", "summary"))
    addresses = [link.get("href", "") for link in feed.iter(f"{atom}link")]
    assert f"{PUBLIC}/arende/ks-2020-1616" in addresses
    assert len({entry.findtext(f"{atom}id") for entry in entries}) == 5


KNOWN = ["ks-2020-1616", "ho-1", "pm", "sv", "decided", "1", "2023", "och Fi?", "../x"]
WORDS = st.text(max_size=12) | st.sampled_from(KNOWN)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_call_is_answered_as_described(get: httpx.Client, document: dict[str, Any], data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(document["paths"])))
    given_ = [
        parameter if "$ref" not in parameter else document["components"]["parameters"][parameter["$ref"].split("/")[-1]]
        for parameter in document["paths"][path]["get"]["parameters"]
    ]
    address = path
    for name in [parameter["name"] for parameter in given_ if parameter["in"] == "path"]:
        address = address.replace(f"{{{name}}}", quote(data.draw(WORDS.filter(lambda word: word.strip("."))), safe=""))
    names = [parameter["name"] for parameter in given_ if parameter["in"] == "query"]
    query = data.draw(st.dictionaries(st.sampled_from(names), WORDS)) if names else {}
    is_as_described(document, path, get.get(address, params=query))
