"""Packing: plain values as compressed JSON."""

from __future__ import annotations

import json
import zlib
from typing import Any

_FAST = 1  # of zlib's levels: a fifth larger than the default, in half the time


def packed(tree: object) -> bytes:
    """A tree of plain values as bytes."""
    text = json.dumps(tree, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), _FAST)


def unpacked(data: bytes) -> Any:
    """What `packed` was given, with lists for tuples. Raises ValueError where the bytes are others."""
    try:
        return json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
    except zlib.error as error:
        raise ValueError(f"not what was kept: {error}") from None
