"""Results of inline queries (https://core.telegram.org/bots/api#answerinlinequery), the article kind."""

from __future__ import annotations

from typing import Any

from .entities import Formatted, read_formatted
from .keyboards import check_inline_keyboard
from .refusals import bad_request

MOST = 50
LONGEST_ID = 64  # bytes
LONGEST_OFFSET = 64  # bytes
_ARTICLE = {
    "type", "id", "title", "input_message_content", "reply_markup", "url", "description",
    "thumbnail_url", "thumbnail_width", "thumbnail_height",
}  # fmt: skip
_CONTENT = {"message_text", "parse_mode", "entities", "link_preview_options"}


def check_results(parameters: dict[str, Any]) -> list[Formatted]:
    """The messages that the results would send. Raises Refusal (400) where Telegram would."""
    results = parameters["results"]
    if len(results) > MOST:
        raise bad_request("RESULTS_TOO_MUCH")
    if len(parameters.get("next_offset", "").encode()) > LONGEST_OFFSET:
        raise bad_request("NEXT_OFFSET_INVALID")
    if parameters.get("cache_time", 300) < 0:
        raise bad_request("CACHE_TIME_INVALID")
    ids = [result.get("id") for result in results if isinstance(result, dict)]
    if len(set(ids)) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    if button := parameters.get("button"):
        _check_button(button)
    return [_check_result(result) for result in results]


def _check_result(result: dict[str, Any]) -> Formatted:
    if result.get("type") != "article":
        raise bad_request("can't parse inline query result: only articles are expected here")
    if unknown := set(result) - _ARTICLE:
        raise bad_request(f"can't parse inline query result: unknown field {sorted(unknown)[0]!r}")
    id_ = result.get("id")
    if not isinstance(id_, str) or not 1 <= len(id_.encode()) <= LONGEST_ID:
        raise bad_request("RESULT_ID_INVALID")
    if not isinstance(result.get("title"), str) or not result["title"].strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = result.get("input_message_content")
    if not isinstance(content, dict) or "message_text" not in content:
        raise bad_request("can't parse inline query result: message is not specified")
    if unknown := set(content) - _CONTENT:
        raise bad_request(f"can't parse inline query result: unknown field {sorted(unknown)[0]!r}")
    if "reply_markup" in result:
        check_inline_keyboard(result["reply_markup"])
    return read_formatted(content, "message_text")


def _check_button(button: dict[str, Any]) -> None:
    payload = button.get("start_parameter", "")
    if not button.get("text") or ("web_app" in button) == bool(payload):
        raise bad_request("BUTTON_INVALID")
    if payload and not (1 <= len(payload) <= 64 and payload.replace("-", "").replace("_", "").isalnum()):
        raise bad_request("START_PARAM_INVALID")
