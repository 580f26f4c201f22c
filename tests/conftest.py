"""What the tests share: the shipped knowledge, an invented one, and an environment without an encoder."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from bot.answering.answerer import Answerer
from bot.knowledge.load import default_folder, load_knowledge
from bot.knowledge.model import Knowledge
from tests.postgresql import PostgreSQL, UnavailableError

# Each run tries the same examples, so that a change that breaks nothing fails nowhere; `--hypothesis-profile=explore`
# looks for others.
settings.register_profile("same", derandomize=True)
settings.register_profile("explore", derandomize=False, max_examples=1000)
settings.load_profile("same")

GRANVIK = Path(__file__).parent / "data" / "knowledge"


@pytest.fixture(scope="session", autouse=True)
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """For this process and those it starts: no settings of whoever runs the tests, no encoder, an own cache."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("BESLUTSBOT_")]:
            patch.delenv(name)
        patch.setenv("BESLUTSBOT_ENCODER", "off")
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        if sys.dont_write_bytecode:  # or each process that is started compiles the program anew
            base = tmp_path_factory.getbasetemp()
            run = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
            patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
            patch.setenv("PYTHONPYCACHEPREFIX", str(run / "bytecode"))
        yield


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The knowledge that ships."""
    return load_knowledge(default_folder())


@pytest.fixture(scope="session")
def bot(knowledge: Knowledge) -> Answerer:
    """The answerer over the knowledge that ships, without an encoder."""
    return Answerer(knowledge)


@pytest.fixture(scope="session")
def granvik() -> Path:
    """The folder of the invented knowledge."""
    return GRANVIK


@pytest.fixture(scope="session")
def invented(granvik: Path) -> Answerer:
    """The answerer over the invented knowledge, without an encoder."""
    return Answerer(load_knowledge(granvik))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """A real PostgreSQL; what needs it is skipped where it cannot be run."""
    try:
        server = PostgreSQL()
    except UnavailableError as error:
        pytest.skip(str(error))
    yield server
    server.close()
