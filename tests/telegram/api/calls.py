"""What each method does, once its parameters are read. Every function gives the `result` of the answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from .chats import Message
from .entities import Formatted, read_formatted, utf16_units
from .inline_results import check_results
from .keyboards import check_inline_keyboard, check_markup
from .refusals import Refusal, bad_request
from .values import Upload

if TYPE_CHECKING:
    from .server import BotApi

Parameters = dict[str, Any]
LONGEST_NOTE = 200  # characters of answerCallbackQuery's text
LONGEST_CAPTION = 1024  # UTF-16 code units
LARGEST_FILE = 50 * 2**20
_ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip
_LINK_PREVIEW = {"is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text"}
_REPLY = {
    "message_id", "chat_id", "allow_sending_without_reply", "quote", "quote_parse_mode", "quote_entities",
    "quote_position", "checklist_task_id",
}  # fmt: skip


async def call(api: BotApi, method: str, parameters: Parameters) -> Any:
    """Carries out a request. Raises Refusal where Telegram refuses it."""
    return await _CALLS[method](api, parameters)


async def _get_me(api: BotApi, _: Parameters) -> Any:
    return api.me


async def _true(_: BotApi, __: Parameters) -> Any:
    return True


async def _get_updates(api: BotApi, parameters: Parameters) -> Any:
    return await api.updates.get(parameters)


async def _set_webhook(api: BotApi, parameters: Parameters) -> Any:
    api.updates.set_webhook(parameters)
    return True


async def _delete_webhook(api: BotApi, parameters: Parameters) -> Any:
    api.updates.set_webhook({**parameters, "url": ""})
    return True


async def _get_webhook_info(api: BotApi, _: Parameters) -> Any:
    return api.updates.webhook_info()


async def _send_message(api: BotApi, parameters: Parameters) -> Any:
    chat = api.chats.get(parameters["chat_id"])
    formatted = _read(api, parameters)
    check_markup(parameters.get("reply_markup"))
    thread = parameters.get("message_thread_id")
    chat.check_thread(thread)
    reply_to = _replied_to(chat.messages, parameters)
    if thread is None and reply_to is not None and chat.is_forum:
        thread = reply_to.thread
    api.flood.check(chat.id)
    message = chat.put(api.me, formatted, markup=parameters.get("reply_markup", {}), thread=thread, reply_to=reply_to)
    return message.as_json()


async def _send_document(api: BotApi, parameters: Parameters) -> Any:
    chat = api.chats.get(parameters["chat_id"])
    given = parameters["document"]
    if isinstance(given, Upload):
        if not given.content:
            raise bad_request("file must be non-empty")
        if len(given.content) > LARGEST_FILE:
            raise Refusal(413, "Request Entity Too Large")
        id_ = f"file-{len(api.files) + 1}"
        api.files[id_] = given
    elif given in api.files:
        id_ = given
    else:
        raise bad_request("wrong file identifier/HTTP URL specified")
    caption = _caption(api, parameters)
    check_markup(parameters.get("reply_markup"))
    thread = parameters.get("message_thread_id")
    chat.check_thread(thread)
    reply_to = _replied_to(chat.messages, parameters)
    api.flood.check(chat.id)
    document = {"file_id": id_, "file_unique_id": id_, "file_name": api.files[id_].name}
    extra = {"document": document, "caption": caption.text}
    markup = parameters.get("reply_markup", {})
    message = chat.put(api.me, Formatted(""), markup=markup, thread=thread, reply_to=reply_to, extra=extra)
    return message.as_json()


def _caption(api: BotApi, parameters: Parameters) -> Formatted:
    if not parameters.get("caption"):
        return Formatted("")
    formatted = read_formatted(parameters, "caption")
    if utf16_units(formatted.text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    api.complaints += formatted.complaints
    return formatted


async def _edit_text(api: BotApi, parameters: Parameters) -> Any:
    message = _edited(api, parameters)
    formatted = _read(api, parameters)
    _check_inline(parameters)
    return _change(api, message, formatted, parameters)


async def _edit_markup(api: BotApi, parameters: Parameters) -> Any:
    message = _edited(api, parameters)
    _check_inline(parameters)
    return _change(api, message, message.formatted, parameters)


async def _delete_message(api: BotApi, parameters: Parameters) -> Any:
    chat = api.chats.get(parameters["chat_id"])
    if chat.messages.pop(parameters["message_id"], None) is None:
        raise bad_request("message to delete not found")
    return True


async def _chat_action(api: BotApi, parameters: Parameters) -> Any:
    chat = api.chats.get(parameters["chat_id"])
    if parameters["action"] not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.check_thread(parameters.get("message_thread_id"))
    chat.actions.append(parameters["action"])
    return True


async def _answer_callback(api: BotApi, parameters: Parameters) -> Any:
    press = api.presses.get(parameters["callback_query_id"])
    if press is None or press.answered:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if len(parameters.get("text", "")) > LONGEST_NOTE:
        raise bad_request("MESSAGE_TOO_LONG")
    press.answered, press.note = True, parameters.get("text", "")
    press.is_alert = parameters.get("show_alert", False)
    return True


async def _answer_inline(api: BotApi, parameters: Parameters) -> Any:
    query = api.inline_queries.get(parameters["inline_query_id"])
    if query is None or query.answered:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    query.messages = check_results(parameters)
    for formatted in query.messages:
        api.complaints += formatted.complaints
    query.answered, query.answer = True, parameters
    return True


async def _get_chat(api: BotApi, parameters: Parameters) -> Any:
    chat = api.chats.get(parameters["chat_id"])
    return {**chat.as_json(), "accent_color_id": 0, "max_reaction_count": 11}


async def _member_count(api: BotApi, parameters: Parameters) -> Any:
    api.chats.get(parameters["chat_id"])
    return 3


async def _member(api: BotApi, parameters: Parameters) -> Any:
    api.chats.get(parameters["chat_id"])
    person = api.people.get(parameters["user_id"])
    if person is None:
        raise bad_request("user not found")
    return {"user": person.as_json(), "status": "member"}


async def _set_reaction(api: BotApi, parameters: Parameters) -> Any:
    chat = api.chats.get(parameters["chat_id"])
    if parameters["message_id"] not in chat.messages:
        raise bad_request("message to react not found")
    return True


def _read(api: BotApi, parameters: Parameters) -> Formatted:
    if unknown := set(parameters.get("link_preview_options", {})) - _LINK_PREVIEW:
        raise bad_request(f"unknown field {sorted(unknown)[0]!r} in link_preview_options")
    formatted = read_formatted(parameters)
    api.complaints += formatted.complaints
    return formatted


def _replied_to(messages: dict[int, Message], parameters: Parameters) -> Message | None:
    reply = parameters.get("reply_parameters")
    if reply is None:
        return None
    if unknown := set(reply) - _REPLY:
        raise bad_request(f"unknown field {sorted(unknown)[0]!r} in reply_parameters")
    message = messages.get(reply.get("message_id"))
    if message is None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return message


def _edited(api: BotApi, parameters: Parameters) -> Message:
    """The message that an edit is of. Raises Refusal (400) where there is none, or it is not the bot's."""
    if "inline_message_id" in parameters:
        inline = api.chats.inline.get(parameters["inline_message_id"])
        if inline is None:
            raise bad_request("MESSAGE_ID_INVALID")
        return inline
    message = api.chats.get(parameters.get("chat_id")).messages.get(parameters.get("message_id", 0))
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender != api.me:
        raise bad_request("message can't be edited")
    if "document" in message.extra:
        raise bad_request("there is no text in the message to edit")
    return message


def _check_inline(parameters: Parameters) -> None:
    if parameters.get("reply_markup"):
        check_inline_keyboard(parameters["reply_markup"])


def _change(api: BotApi, message: Message, formatted: Formatted, parameters: Parameters) -> Any:
    markup = parameters.get("reply_markup", {})
    if markup == {"inline_keyboard": []}:
        markup = {}
    same_text = (message.formatted.text, message.formatted.entities) == (formatted.text, formatted.entities)
    if same_text and markup == message.markup:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )
    if message.via_inline is None:
        api.flood.check(message.chat.id)
    message.versions.append(message.formatted)
    message.formatted, message.markup = formatted, markup
    return True if message.via_inline else message.as_json()


def _profile(change: str, *arguments: str) -> Callable[[BotApi, Parameters], Awaitable[Any]]:
    async def run(api: BotApi, parameters: Parameters) -> Any:
        result = getattr(api.profile, change)(*arguments, parameters)
        return True if result is None else result

    return run


_CALLS: dict[str, Callable[[BotApi, Parameters], Awaitable[Any]]] = {
    "getMe": _get_me,
    "logOut": _true,
    "close": _true,
    "getUpdates": _get_updates,
    "setWebhook": _set_webhook,
    "deleteWebhook": _delete_webhook,
    "getWebhookInfo": _get_webhook_info,
    "sendMessage": _send_message,
    "sendDocument": _send_document,
    "editMessageText": _edit_text,
    "editMessageReplyMarkup": _edit_markup,
    "deleteMessage": _delete_message,
    "sendChatAction": _chat_action,
    "answerCallbackQuery": _answer_callback,
    "answerInlineQuery": _answer_inline,
    "setMyCommands": _profile("set_commands"),
    "getMyCommands": _profile("get_commands"),
    "deleteMyCommands": _profile("delete_commands"),
    "setMyName": _profile("set_text", "name"),
    "getMyName": _profile("get_text", "name"),
    "setMyDescription": _profile("set_text", "description"),
    "getMyDescription": _profile("get_text", "description"),
    "setMyShortDescription": _profile("set_text", "short_description"),
    "getMyShortDescription": _profile("get_text", "short_description"),
    "setChatMenuButton": _true,
    "getChat": _get_chat,
    "getChatMemberCount": _member_count,
    "getChatMember": _member,
    "leaveChat": _true,
    "setMessageReaction": _set_reaction,
}
