"""Reading parameters: JSON bodies carry typed values, forms carry texts, and Telegram takes both."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .refusals import bad_request

Reader = Callable[[str, Any], Any]


def integer(name: str, given: Any) -> int:
    """A whole number, or the digits of one."""
    if isinstance(given, bool):
        raise bad_request(f"can't parse {name} as an integer")
    try:
        return int(given)
    except (TypeError, ValueError):
        raise bad_request(f"can't parse {name} as an integer") from None


def boolean(name: str, given: Any) -> bool:
    """True, "true", "1", and their opposites."""
    if isinstance(given, bool):
        return given
    if str(given).lower() in ("true", "1", "yes"):
        return True
    if str(given).lower() in ("false", "0", "no", ""):
        return False
    raise bad_request(f"can't parse {name} as a boolean")


def text(name: str, given: Any) -> str:
    """A text; Telegram takes a number as one."""
    if isinstance(given, bool | dict | list) or given is None:
        raise bad_request(f"{name} must be a string")
    return str(given)


def chat_id(name: str, given: Any) -> int | str:
    """The number of a chat, or @name of a public one."""
    return str(given) if isinstance(given, str) and given.startswith("@") else integer(name, given)


@dataclass(frozen=True)
class Upload:
    """A file that came in a form."""

    name: str
    content: bytes


def file(name: str, given: Any) -> Upload | str:
    """A file that is uploaded, or the id of one that was."""
    return given if isinstance(given, Upload) else text(name, given)


def mapping(name: str, given: Any) -> dict[str, Any]:
    """A JSON object."""
    value = _json(name, given)
    if not isinstance(value, dict):
        raise bad_request(f"object expected as {name}")
    return value


def sequence(name: str, given: Any) -> list[Any]:
    """A JSON array."""
    value = _json(name, given)
    if not isinstance(value, list):
        raise bad_request(f"expected an Array of {name}")
    return value


def _json(name: str, given: Any) -> Any:
    if not isinstance(given, str):
        return given
    try:
        return json.loads(given)
    except ValueError:
        raise bad_request(f"can't parse {name} JSON object") from None
