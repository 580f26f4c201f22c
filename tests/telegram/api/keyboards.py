"""Keyboards under messages, and what Telegram demands of their buttons."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from .entities import utf16_units
from .refusals import bad_request

LONGEST_DATA = 64  # bytes of callback_data
MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
LONGEST_QUERY = 256  # characters of switch_inline_query
LONGEST_COPY = 256  # UTF-16 code units of the text of copy_text

_ACTIONS: dict[str, type[Any]] = {
    "url": str,
    "callback_data": str,
    "web_app": dict,
    "login_url": dict,
    "switch_inline_query": str,
    "switch_inline_query_current_chat": str,
    "switch_inline_query_chosen_chat": dict,
    "copy_text": dict,
    "pay": bool,
}
_LOOKS = {"text", "icon_custom_emoji_id", "style"}
_OTHER_MARKUP = {
    "remove_keyboard": {"selective"},
    "force_reply": {"input_field_placeholder", "selective"},
    "keyboard": {
        "is_persistent", "resize_keyboard", "one_time_keyboard", "input_field_placeholder", "selective",
    },
}  # fmt: skip


def check_markup(markup: dict[str, Any] | None) -> None:
    """Raises Refusal (400) where a reply markup is none that Telegram takes."""
    if not markup:
        return
    if "inline_keyboard" in markup:
        check_inline_keyboard(markup)
        return
    for name, allowed in _OTHER_MARKUP.items():
        if name in markup:
            if unknown := set(markup) - allowed - {name}:
                raise bad_request(f"unknown field {sorted(unknown)[0]!r} in reply_markup")
            return
    raise bad_request("object expected as reply markup")


def check_inline_keyboard(markup: dict[str, Any]) -> None:
    """Raises Refusal (400) where an inline keyboard is none that Telegram takes."""
    rows = markup.get("inline_keyboard")
    if set(markup) != {"inline_keyboard"} or not isinstance(rows, list):
        raise bad_request("can't parse reply keyboard markup JSON object")
    if not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    if any(len(row) > MOST_IN_A_ROW for row in rows) or sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    for row in rows:
        for button in row:
            if not isinstance(button, dict):
                raise bad_request("can't parse inline keyboard button: expected an object")
            _check_button(button)


def _check_button(button: dict[str, Any]) -> None:
    actions = [name for name in button if name in _ACTIONS]
    unknown = set(button) - set(_ACTIONS) - _LOOKS
    if unknown:
        raise bad_request(f"can't parse inline keyboard button: unknown field {sorted(unknown)[0]!r}")
    if not isinstance(button.get("text"), str) or not button["text"].strip():
        raise bad_request("can't parse inline keyboard button: Text of the button must be non-empty")
    if len(actions) != 1:
        raise bad_request("Text buttons are unallowed in the inline keyboard")
    name = actions[0]
    value: Any = button[name]
    if not isinstance(value, _ACTIONS[name]):
        raise bad_request(f'can\'t parse inline keyboard button: field "{name}" is of the wrong type')
    if name == "callback_data" and not 1 <= len(value.encode()) <= LONGEST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if name == "copy_text" and (set(value) != {"text"} or not 1 <= utf16_units(value["text"]) <= LONGEST_COPY):
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if name == "url" and urlsplit(value).scheme not in ("http", "https", "tg", "ton"):
        raise bad_request(f"inline keyboard button URL '{value}' is invalid: Unsupported URL protocol")
    if name.startswith("switch_inline_query") and isinstance(value, str) and len(value) > LONGEST_QUERY:
        raise bad_request("BUTTON_DATA_INVALID")
