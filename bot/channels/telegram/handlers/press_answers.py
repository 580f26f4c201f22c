"""Answers to presses (answerCallbackQuery): at once, ahead of every queue, and once, whatever becomes of the work."""

from __future__ import annotations

from contextlib import suppress

from telegram import CallbackQuery, Update
from telegram.error import TelegramError

from bot.answering.wording import say
from bot.channels.telegram.addressing import language_of_user
from bot.channels.telegram.bot_state import BotState
from bot.channels.telegram.state.loaded_knowledge import LoadedKnowledge
from bot.channels.telegram.views.callback_data import Press, Verb, read_press
from bot.knowledge.links import SOURCES
from bot.knowledge.model import Kind

_LONGEST = 200  # characters of an answer, Telegram's limit
_OF_NOTHING = frozenset({Verb.UP, Verb.DOWN, Verb.LANGUAGE, Verb.CASES, Verb.FOLLOWS, Verb.UNFOLLOW, Verb.PACE})
_OF_A_CASE = frozenset({Verb.CASE, Verb.LIST, Verb.PARTIES, Verb.PARTY, Verb.FOLLOW})


class PressAnswers:
    """Ends the waiting of each button, and says what can be said before any work: thanks, or that things changed."""

    def __init__(self, state: BotState) -> None:
        self._state = state

    async def answer(self, update: Update) -> None:
        """Answers a press. One that is too old, or cannot be reached for, is let be."""
        query = update.callback_query
        if query is None:
            return
        press = read_press(query.data)
        text, alert = None, False
        if press is None or query.message is None or not is_known(press, self._state.loaded):
            language = press.language if press else language_of_user(query.from_user)
            text, alert = say("telegram.changed", language), True
        else:
            self._state.answered_as_known[query.id] = None
            text = self._thanks(press, query) if press.verb in (Verb.UP, Verb.DOWN) else None
        with suppress(TelegramError):
            await query.answer(text and text[:_LONGEST], show_alert=alert or None)

    def _thanks(self, press: Press, query: CallbackQuery) -> str:
        """Counts a thumb; the thanks show which."""
        up = press.verb is Verb.UP
        if query.message is not None:
            self._state.statistics.vote(query.message.chat.id, query.message.message_id, query.from_user.id, up)
        return f"{'👍' if up else '👎'} {say('telegram.thanks', press.language)}"


def is_known(press: Press, loaded: LoadedKnowledge) -> bool:
    """Whether all that a press names is known; anybody may forge one."""
    ids = [loaded.codes.get(code) for code in press.codes]
    if press.verb in _OF_NOTHING:
        return True
    if press.verb is Verb.MORE:
        return any(ids)
    if not ids:
        return False
    if press.verb is Verb.CHOICE:  # of a fact, or of a document
        return ids[0] is not None and (
            ids[0] in loaded.answerer.knowledge.by_id or loaded.browser.case(ids[0].partition(SOURCES)[0]) is not None
        )
    if press.verb not in _OF_A_CASE:
        return ids[0] in loaded.answerer.knowledge.by_id
    kind = press.rest.rstrip("0123456789")
    return (
        loaded.browser.case(ids[0]) is not None
        and (press.verb is not Verb.LIST or kind in set(Kind))
        and (press.verb is not Verb.PARTY or all(ids[1:]))
    )
