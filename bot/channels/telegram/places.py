"""Where the bot keeps what it must know between messages: with itself, or in a database that several workers share."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable

from bot.channels.logs import Log
from bot.channels.telegram.bot_state import BotState
from bot.channels.telegram.sending.pace import OwnPace, Pace
from bot.channels.telegram.shared.calls import Calls
from bot.channels.telegram.shared.intake import SharedIntake
from bot.channels.telegram.shared.only_one import OnlyOne
from bot.channels.telegram.shared.others import Others
from bot.channels.telegram.shared.pace import SharedPace
from bot.channels.telegram.state.loaded_knowledge import LoadedKnowledge
from bot.channels.telegram.updates.intake import Intake
from bot.channels.telegram.updates.journal import Journal
from bot.channels.telegram.updates.reception import Reception
from bot.channels.telegram.updates.times import Times
from bot.settings import Settings
from bot.state.claims import Claims
from bot.state.database import engine
from bot.state.languages import ChosenLanguages
from bot.state.lock import Lock
from bot.state.outbox import Outbox

_SPEAKING = 2016  # the number of the lock that the worker holds which polls, or minds the webhook


def state_of(settings: Settings, log: Log, loaded: LoadedKnowledge) -> BotState:
    """The state of a bot that starts. Shared, it has a clock that all machines have, and no file of its own."""
    if settings.is_shared:
        return BotState(settings, log, loaded, clock=time.time)
    return BotState(settings, log, loaded, languages=ChosenLanguages(engine(settings.database)))


def places(
    state: BotState, token: str, times: Times, trouble: Callable[[str], None], reload: Callable[[], None]
) -> tuple[Reception, Pace, Others | None]:
    """Who takes updates in, who lets requests go, and the other workers, where the bot is shared. `trouble` is told
    when the disk or database cannot be used, `reload` when another worker has read its knowledge anew.
    """
    settings = state.settings
    if settings.is_shared:
        return _shared(state, times, trouble, reload)
    journal = Journal(settings.cache.expanduser(), token, settings.telegram_api_url, trouble)
    outbox = Outbox(journal.path.with_suffix(".sqlite"))
    return Intake(state.log, journal, outbox, trouble, times), OwnPace(settings.telegram_rate), None


def _shared(
    state: BotState, times: Times, trouble: Callable[[str], None], reload: Callable[[], None]
) -> tuple[SharedIntake, SharedPace, Others]:
    database = engine(state.settings.database)
    calls = Calls(database, state.log, trouble)
    only_one = OnlyOne(Lock(database, _SPEAKING), calls, state.log)
    claims = Claims(secrets.token_hex(8), times.lease)
    others = Others(calls, reload, state.loaded.loaded_at - state.loaded.took)
    intake = SharedIntake(state.log, claims, calls, only_one, others, state.kept, times)
    return intake, SharedPace(calls, state.settings.telegram_rate), others
