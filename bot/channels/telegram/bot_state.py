"""The state of the bot: all that the handlers share."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from cachetools import FIFOCache
from telegram import Message, User

from bot.answering.answer import Answer
from bot.answering.answerer import Reply
from bot.channels.asked_in_vain import asked_in_vain
from bot.channels.logs import Log
from bot.channels.telegram.addressing import Place, language_of_user, place_of, replies_to
from bot.channels.telegram.state.flood import Flood
from bot.channels.telegram.state.kept import Kept, Marks
from bot.channels.telegram.state.loaded_knowledge import LoadedKnowledge
from bot.channels.telegram.state.sent import SentAnswers
from bot.channels.telegram.state.statistics import Statistics
from bot.channels.telegram.views.keyboards import facts_of_keyboard, offered_by_keyboard
from bot.knowledge.model import Case
from bot.matching.context import Context, Conversations
from bot.settings import Settings
from bot.state.database import engine
from bot.state.follows import LIGHT, FollowDatabase, Follows
from bot.state.languages import ChosenLanguages
from bot.state.tellings import Tellings

_PRESSES = 60  # a minute that one person may make
_CHATS = 20_000
_ALBUMS = 1_000
_GROUPS = 1_000  # greeted last
_PRESSED = 1_000
_FILES = 3  # that one chat may be sent in a while
_FILES_IN = 600.0  # seconds of that while
_PATIENCE = 5.0  # seconds that another thread or process may hold what is followed


@dataclass
class BotState:
    """The knowledge in use, and what is remembered while the program runs. What has a database
    outlives it: `languages`, `vain`, `follows` and `tellings`. `renewed` is set when the knowledge has been.

    Where several workers are one bot, what is kept of a chat is here only while one of its updates is dealt with.
    """

    settings: Settings
    log: Log
    loaded: LoadedKnowledge
    clock: Callable[[], float] = time.monotonic
    statistics: Statistics = field(default_factory=Statistics)
    sent: SentAnswers = field(default_factory=SentAnswers)
    languages: ChosenLanguages = field(default_factory=ChosenLanguages)
    answered_as_known: FIFOCache[str, None] = field(default_factory=lambda: FIFOCache(_PRESSED))  # presses, by id
    renewed: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.vain = asked_in_vain(self.settings)
        follow_database = FollowDatabase(engine(self.settings.database, *LIGHT, patience=_PATIENCE))
        self.follows, self.tellings = Follows(follow_database), Tellings(follow_database)
        self.conversations = Conversations(self.clock)
        self.messages = Flood(self.clock)
        self.presses = Flood(self.clock, _PRESSES)
        self.not_text = Flood(self.clock, 1)
        self.files = Flood(self.clock, _FILES, _FILES_IN, _FILES_IN)
        self.thumbs, self.albums, self.greeted = Marks(_CHATS), Marks(_ALBUMS), Marks(_GROUPS)

    @property
    def kept(self) -> dict[str, Kept]:
        """All that is kept of chats, by name."""
        names = "conversations languages sent messages presses not_text files thumbs albums greeted".split()
        return {name: getattr(self, name) for name in names}

    async def ask(self, text: str, context: Context = Context(), **kept: str | None) -> Reply:
        """The answer to a text; see `Answerer.ask`. Workers make it, where there are."""
        loaded, now = self.loaded, self.clock()
        if loaded.workers is not None:
            return await loaded.workers.ask(text, context, now=now, **kept)
        return loaded.answerer.ask(text, context, now=now, **kept)

    def language(self, place: Place, user: User | None) -> str:
        """The language for what is no question: the chosen one, the conversation's, or the person's."""
        chosen = self.languages.get(place.room)
        return chosen or self.conversations.of(place.conversation).language or language_of_user(user)

    def case(self, place: Place) -> Case | None:
        """The case in hand, or the newest; None only where there is none at all."""
        browser = self.loaded.browser
        return browser.case(self.conversations.of(place.conversation).case) or next(browser.newest(), None)

    def context(self, message: Message, bot: int) -> Context:
        """The context of a message: that of the bot's message it replies to, or that of the conversation."""
        before = self.conversations.of(place_of(message).conversation)
        if not replies_to(message, bot) or message.reply_to_message is None:
            return before
        markup = message.reply_to_message.reply_markup
        if offered := tuple(id_ for c in offered_by_keyboard(markup) if (id_ := self.loaded.codes.get(c))):
            return replace(before, offered=offered, asked_at=self.clock())
        shown = [id_ for c in facts_of_keyboard(markup) if (id_ := self.loaded.codes.get(c))]
        shown = shown or list(self.sent.facts(message.chat.id, message.reply_to_message.message_id))
        if not shown:
            return before
        context = self.loaded.answerer.context_of(shown[0], before, self.clock())
        return before if context is None else replace(context, likely=before.likely and shown[0] in before.facts)

    def shown(self, place: Place, messages: tuple[int, ...], answer: Answer) -> None:
        """Remembers which facts messages show."""
        ids = tuple(fact.id for fact in answer.facts)
        if ids:
            self.sent.show(place.chat, messages, ids, answer.more)

    def turn_to_case(self, place: Place, case: Case) -> None:
        """Makes a case the one in hand; what the conversation was about in another is dropped."""
        before = self.conversations.of(place.conversation)
        if before.case != case.id:
            kept = Context(case=case.id, language=before.language, asked_at=self.clock())
            self.conversations.keep(place.conversation, kept)

    def go_on(self, place: Place, answer: Answer) -> None:
        """Makes further hits what the conversation is about, and what is left of them what "mer" goes on with."""
        ids = tuple(fact.id for fact in answer.facts)
        self.turn_to(place, ids[0])
        now = self.conversations.of(place.conversation)
        self.conversations.keep(place.conversation, replace(now, facts=ids, more=answer.more))

    def forget(self, place: Place) -> None:
        """Forgets what was talked of, what answered what, and the language; only counts against floods stay."""
        self.conversations.forget(place.conversation)
        self.languages.forget(place.room)
        for kept in (self.sent, self.thumbs, self.albums):
            kept.taken_out(place.chat)

    def cancel(self, place: Place) -> None:
        """Ends what is under way: what was talked of and offered is dropped; the case in hand and the language stay."""
        before = self.conversations.of(place.conversation)
        kept = Context(case=before.case, language=before.language, asked_at=self.clock())
        self.conversations.keep(place.conversation, kept)

    def turn_to(self, place: Place, fact: str) -> None:
        """Makes a fact what the conversation is about, as when it was chosen by a button."""
        before = self.conversations.of(place.conversation)
        context = self.loaded.answerer.context_of(fact, before, self.clock())
        if context is not None:
            self.conversations.keep(place.conversation, context)
