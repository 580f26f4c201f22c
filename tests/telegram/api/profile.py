"""What the bot says of itself: its commands per scope and language, its name and descriptions."""

from __future__ import annotations

import re
from typing import Any

from .refusals import bad_request

MOST_COMMANDS = 100
LONGEST = {"name": 64, "description": 512, "short_description": 120}  # characters
_COMMAND = re.compile(r"/?[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"([a-z]{2})?")
_SCOPES: dict[str, set[str]] = {
    "default": set(),
    "all_private_chats": set(),
    "all_group_chats": set(),
    "all_chat_administrators": set(),
    "chat": {"chat_id"},
    "chat_administrators": {"chat_id"},
    "chat_member": {"chat_id", "user_id"},
}
Key = tuple[str, str]  # scope, language


class Profile:
    """The commands by scope and language, and the texts by kind and language."""

    def __init__(self) -> None:
        self.commands: dict[Key, list[dict[str, str]]] = {}
        self.texts: dict[Key, str] = {}

    def set_commands(self, parameters: dict[str, Any]) -> None:
        """setMyCommands. Raises Refusal (400) where a command is none that Telegram takes."""
        commands = parameters["commands"]
        if len(commands) > MOST_COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        for command in commands:
            if not isinstance(command, dict) or set(command) != {"command", "description"}:
                raise bad_request("can't parse BotCommand")
            if not _COMMAND.fullmatch(command["command"]):
                raise bad_request("BOT_COMMAND_INVALID")
            if not 1 <= len(command["description"].strip()) <= 256:
                raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        names = [command["command"] for command in commands]
        if len(set(names)) < len(names):
            raise bad_request("BOT_COMMAND_DUPLICATE")
        self.commands[self._scoped(parameters)] = commands

    def get_commands(self, parameters: dict[str, Any]) -> list[dict[str, str]]:
        """getMyCommands."""
        return self.commands.get(self._scoped(parameters), [])

    def delete_commands(self, parameters: dict[str, Any]) -> None:
        """deleteMyCommands."""
        self.commands.pop(self._scoped(parameters), None)

    def set_text(self, kind: str, parameters: dict[str, Any]) -> None:
        """setMyDescription and its like."""
        written = parameters.get(kind, "")
        if len(written) > LONGEST[kind]:
            raise bad_request(f"{kind.upper()}_TOO_LONG")
        self.texts[kind, self._language(parameters)] = written

    def get_text(self, kind: str, parameters: dict[str, Any]) -> dict[str, str]:
        """getMyDescription and its like."""
        return {kind: self.texts.get((kind, self._language(parameters)), "")}

    def _scoped(self, parameters: dict[str, Any]) -> Key:
        scope = parameters.get("scope", {"type": "default"})
        needed = _SCOPES.get(scope.get("type"))
        if needed is None or set(scope) != {"type", *needed}:
            raise bad_request("can't parse BotCommandScope")
        chat = str(scope.get("chat_id", ""))
        return f"{scope['type']}{':' if chat else ''}{chat}", self._language(parameters)

    @staticmethod
    def _language(parameters: dict[str, Any]) -> str:
        language: str = parameters.get("language_code", "")
        if not _LANGUAGE.fullmatch(language):
            raise bad_request("invalid language code specified")
        return language
