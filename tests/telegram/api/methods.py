"""The Bot API's methods that a bot like this one may use, with their parameters (Bot API 9).

Telegram itself ignores what it does not know; here an unknown parameter is refused, for it is a mistake.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .refusals import Refusal, bad_request
from .values import Reader, boolean, chat_id, file, integer, mapping, sequence, text


@dataclass(frozen=True)
class Method:
    """The parameters of a method: how each is read, and which must be given."""

    parameters: Mapping[str, Reader]
    required: tuple[str, ...] = ()

    def read(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The typed parameters. Raises Refusal (400) for what is unknown, missing or of the wrong type."""
        for name in given:
            if name not in self.parameters:
                raise bad_request(f'unknown parameter "{name}"')
        for name in self.required:
            if given.get(name) in (None, ""):
                raise bad_request(_MISSING.get(name, f'parameter "{name}" is required'))
        return {name: self.parameters[name](name, value) for name, value in given.items() if value is not None}


_MISSING = {"text": "message text is empty", "chat_id": "chat_id is empty"}
_SENDING: dict[str, Reader] = {
    "business_connection_id": text,
    "chat_id": chat_id,
    "message_thread_id": integer,
    "direct_messages_topic_id": integer,
    "disable_notification": boolean,
    "protect_content": boolean,
    "allow_paid_broadcast": boolean,
    "message_effect_id": text,
    "suggested_post_parameters": mapping,
    "reply_parameters": mapping,
    "reply_markup": mapping,
}
_FORMATTED: dict[str, Reader] = {
    "text": text,
    "parse_mode": text,
    "entities": sequence,
    "link_preview_options": mapping,
}
_EDITED: dict[str, Reader] = {
    "business_connection_id": text,
    "chat_id": chat_id,
    "message_id": integer,
    "inline_message_id": text,
    "reply_markup": mapping,
}
_OF_CHAT: dict[str, Reader] = {"chat_id": chat_id}
_LANGUAGE: dict[str, Reader] = {"language_code": text}
_SCOPED: dict[str, Reader] = {"scope": mapping, **_LANGUAGE}

METHODS: Mapping[str, Method] = {
    "getMe": Method({}),
    "logOut": Method({}),
    "close": Method({}),
    "getUpdates": Method({"offset": integer, "limit": integer, "timeout": integer, "allowed_updates": sequence}),
    "setWebhook": Method(
        {
            "url": text,
            "certificate": text,
            "ip_address": text,
            "max_connections": integer,
            "allowed_updates": sequence,
            "drop_pending_updates": boolean,
            "secret_token": text,
        }
    ),
    "deleteWebhook": Method({"drop_pending_updates": boolean}),
    "getWebhookInfo": Method({}),
    "sendMessage": Method({**_SENDING, **_FORMATTED}, ("chat_id", "text")),
    "sendDocument": Method(
        {
            **_SENDING,
            "document": file,
            "thumbnail": file,
            "caption": text,
            "parse_mode": text,
            "caption_entities": sequence,
            "disable_content_type_detection": boolean,
        },
        ("chat_id", "document"),
    ),
    "editMessageText": Method({**_EDITED, **_FORMATTED}, ("text",)),
    "editMessageReplyMarkup": Method(_EDITED),
    "deleteMessage": Method({**_OF_CHAT, "message_id": integer}, ("chat_id", "message_id")),
    "sendChatAction": Method(
        {**_OF_CHAT, "action": text, "message_thread_id": integer, "business_connection_id": text},
        ("chat_id", "action"),
    ),
    "answerCallbackQuery": Method(
        {
            "callback_query_id": text,
            "text": text,
            "show_alert": boolean,
            "url": text,
            "cache_time": integer,
        },
        ("callback_query_id",),
    ),
    "answerInlineQuery": Method(
        {
            "inline_query_id": text,
            "results": sequence,
            "cache_time": integer,
            "is_personal": boolean,
            "next_offset": text,
            "button": mapping,
        },
        ("inline_query_id", "results"),
    ),
    "setMyCommands": Method({"commands": sequence, **_SCOPED}, ("commands",)),
    "getMyCommands": Method(_SCOPED),
    "deleteMyCommands": Method(_SCOPED),
    "setMyName": Method({"name": text, **_LANGUAGE}),
    "getMyName": Method(_LANGUAGE),
    "setMyDescription": Method({"description": text, **_LANGUAGE}),
    "getMyDescription": Method(_LANGUAGE),
    "setMyShortDescription": Method({"short_description": text, **_LANGUAGE}),
    "getMyShortDescription": Method(_LANGUAGE),
    "setChatMenuButton": Method({**_OF_CHAT, "menu_button": mapping}),
    "getChat": Method(_OF_CHAT, ("chat_id",)),
    "getChatMemberCount": Method(_OF_CHAT, ("chat_id",)),
    "getChatMember": Method({**_OF_CHAT, "user_id": integer}, ("chat_id", "user_id")),
    "leaveChat": Method(_OF_CHAT, ("chat_id",)),
    "setMessageReaction": Method(
        {**_OF_CHAT, "message_id": integer, "reaction": sequence, "is_big": boolean},
        ("chat_id", "message_id"),
    ),
}
_BY_LOWER = {name.lower(): name for name in METHODS}


def method(name: str) -> tuple[str, Method]:
    """A method by its name in any case, as Telegram takes it. Raises Refusal (404) where there is none."""
    known = _BY_LOWER.get(name.lower())
    if known is None:
        raise Refusal(404, f"Not Found: method {name} is not among those the tests know")
    return known, METHODS[known]
