"""Buttons: what a press does, also on messages from before a restart or a change of the knowledge."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

from telegram import Bot, CallbackQuery, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatType
from telegram.error import BadRequest
from telegram.ext import Application, CallbackQueryHandler, ContextTypes

from bot.answering.answer import Answer
from bot.answering.further import more_called
from bot.answering.wording import say
from bot.channels.telegram.addressing import Place
from bot.channels.telegram.bot_state import BotState
from bot.channels.telegram.handlers.documents import Documents
from bot.channels.telegram.handlers.following import Following
from bot.channels.telegram.handlers.press_answers import is_known
from bot.channels.telegram.replies import edit, send
from bot.channels.telegram.state.flood import Verdict
from bot.channels.telegram.views.callback_data import Press, Verb, read_press, words_of
from bot.channels.telegram.views.keyboards import thumbs_marked, under, under_fact
from bot.channels.telegram.views.markup import tell
from bot.channels.telegram.views.menus import Menu, case_menu, cases_menu, list_menu, parties_menu, party_menu
from bot.channels.telegram.views.messages import GROUP, PRIVATE, SINGLE, Measure, messages
from bot.channels.telegram.views.surroundings import surroundings_text
from bot.errors import BeslutsbotError
from bot.knowledge.model import Case, Fact, Kind
from bot.matching.match import LIST

Context_ = ContextTypes.DEFAULT_TYPE


class ChangedError(BeslutsbotError):
    """What a button names is no longer known. Whoever pressed it is told in their language."""

    def __init__(self) -> None:
        super().__init__("what the button names is no longer known", remedy="ask anew")


class Buttons:
    """Does what presses ask for."""

    def __init__(self, state: BotState, documents: Documents) -> None:
        self._state, self._documents, self._following = state, documents, Following(state)
        self._actions: Mapping[Verb, Callable[[_Pressed], Awaitable[None]]] = {
            Verb.FACT: self._fact,
            Verb.CHOICE: self._choice,
            Verb.SURROUNDINGS: self._surroundings,
            Verb.BACK: self._back,
            Verb.MORE: self._more,
            Verb.SIBLINGS: self._siblings,
            Verb.UP: self._thumb,
            Verb.DOWN: self._thumb,
            Verb.EXAMPLE: self._example,
            Verb.LANGUAGE: self._language,
            Verb.CASES: self._cases,
            Verb.CASE: self._case,
            Verb.LIST: self._list,
            Verb.PARTIES: self._parties,
            Verb.PARTY: self._party,
            **dict.fromkeys((Verb.FOLLOW, Verb.FOLLOWS, Verb.UNFOLLOW, Verb.PACE), self._followed),
        }

    def add_to(self, application: Application) -> None:  # type: ignore[type-arg]
        """Handles every press."""
        application.add_handler(CallbackQueryHandler(self._handle))

    async def _handle(self, update: Update, context: Context_) -> None:
        query = update.callback_query
        if query is None:
            return
        press = read_press(query.data)
        if query.message is None:
            return
        verdict = self._state.presses.judge(query.message.chat.id, query.from_user.id)
        if verdict is not Verdict.ANSWER or press is None:
            return
        pressed = _Pressed(press, query, query.message, context, self._state)
        if not is_known(press, self._state.loaded):
            if query.id in self._state.answered_as_known:  # the knowledge was loaded anew since
                await send(context.bot, pressed.place, [tell("telegram.renewed", press.language)])
            return
        self._state.log.event("press", chat=query.message.chat.id, verb=press.verb.name.lower())
        self._state.statistics.count("presses")
        try:
            await self._actions[press.verb](pressed)
        except ChangedError:
            await send(context.bot, pressed.place, [tell("telegram.changed", press.language)])

    async def _thumb(self, pressed: _Pressed) -> None:
        """Marks the thumb that was pressed; in a group it would be anybody's."""
        up, chat, number = pressed.press.verb is Verb.UP, pressed.place.chat, str(pressed.message.message_id)
        markup = pressed.message.reply_markup if isinstance(pressed.message, Message) else None
        if markup is None or not pressed.private or self._state.thumbs.get(chat, number) is up:
            return
        self._state.thumbs.put(chat, number, up)
        if (marked := thumbs_marked(markup, up)) != markup:
            with suppress(BadRequest):  # the message is gone, or was marked before the bot was started
                await pressed.mark(marked)

    async def _fact(self, pressed: _Pressed) -> None:
        fact = pressed.fact()
        await pressed.reply(pressed.show(fact), fact.id)

    async def _choice(self, pressed: _Pressed) -> None:
        """Shows what is chosen in place of the choices; a document is sent besides, where it can be."""
        id_, answer = pressed.chosen()
        self._state.turn_to(pressed.place, id_)
        if await self._documents.send(pressed.bot, pressed.place, answer):
            return
        await pressed.turn(messages(answer, SINGLE)[0], pressed.under(answer))
        self._state.shown(pressed.place, (pressed.message.message_id,), answer)

    async def _surroundings(self, pressed: _Pressed) -> None:
        fact = pressed.fact()
        text = surroundings_text(self._state.loaded.browser, fact.id, pressed.press.language)
        await pressed.turn(text, pressed.under_fact(fact, in_context=True))

    async def _back(self, pressed: _Pressed) -> None:
        fact = pressed.fact()
        await pressed.turn(messages(pressed.show(fact), SINGLE)[0], pressed.under_fact(fact))

    async def _more(self, pressed: _Pressed) -> None:
        ids, browser, language = pressed.further(), self._state.loaded.browser, pressed.press.language
        shown = ids[:LIST]
        answer = browser.together(shown, language, more_called(browser.kinds(shown), language), ids[LIST:])
        if answer is None:
            raise ChangedError
        self._state.go_on(pressed.place, answer)
        await pressed.reply(answer)

    async def _siblings(self, pressed: _Pressed) -> None:
        ids, language = self._state.loaded.browser.siblings(pressed.fact().id), pressed.press.language
        answer = self._state.loaded.browser.together(ids, language, say("telegram.siblings", language))
        if answer is None:
            raise ChangedError
        await pressed.reply(answer)

    async def _example(self, pressed: _Pressed) -> None:
        """Asks the question on the button; where it has changed, shows the fact it belongs to."""
        started = time.perf_counter()
        state, fact, language = self._state, pressed.fact(), pressed.press.language
        number = pressed.page()
        question = fact.questions[number] if number < len(fact.questions) else ""
        reply = await state.ask(question, case=fact.case, language=language)
        if reply.answer.facts:
            state.conversations.keep(pressed.place.conversation, reply.context)
            preface = say("telegram.question_asked", language, question=question)
            await pressed.reply(reply.answer, preface=preface)
            state.statistics.answered(reply.answer, 1000 * (time.perf_counter() - started))
        else:
            await pressed.reply(pressed.show(fact), fact.id)

    async def _language(self, pressed: _Pressed) -> None:
        chosen, room = pressed.press.rest, pressed.place.room
        if chosen in ("sv", "en"):
            self._state.languages.choose(room, chosen)
            await self._following.speak(pressed.place, chosen)
            await pressed.turn(tell("telegram.language_chosen", chosen))
            return
        self._state.languages.forget(room)
        await pressed.turn(tell("telegram.language_automatic", pressed.press.language))

    async def _cases(self, pressed: _Pressed) -> None:
        words = words_of(pressed.press.rest)
        await pressed.turn_to(cases_menu(self._state.loaded.browser, pressed.press.language, pressed.page(), words))

    async def _case(self, pressed: _Pressed) -> None:
        await pressed.turn_to(case_menu(self._state.loaded.browser, pressed.case(), pressed.press.language))

    async def _list(self, pressed: _Pressed) -> None:
        kind = pressed.press.rest.rstrip("0123456789")
        if kind not in set(Kind):
            raise ChangedError
        browser, language = self._state.loaded.browser, pressed.press.language
        await pressed.turn_to(list_menu(browser, pressed.case(), Kind(kind), language, pressed.page()))

    async def _parties(self, pressed: _Pressed) -> None:
        await pressed.turn_to(parties_menu(self._state.loaded.browser, pressed.case(), pressed.press.language))

    async def _party(self, pressed: _Pressed) -> None:
        codes = pressed.press.codes
        party = self._state.loaded.codes.get(codes[1]) if len(codes) > 1 else None
        if len(codes) > 1 and party is None:
            raise ChangedError
        browser, language = self._state.loaded.browser, pressed.press.language
        await pressed.turn_to(party_menu(browser, pressed.case(), party, language, pressed.page()))

    async def _followed(self, pressed: _Pressed) -> None:
        await self._following.press(pressed.press, pressed.bot, pressed.place, pressed.message.message_id)


class _Pressed:
    """One press, and what can be done about it."""

    def __init__(self, press: Press, query: CallbackQuery, message: object, context: Context_, state: BotState) -> None:
        assert query.message is not None
        self.press, self.message, self._state = press, query.message, state
        self.bot: Bot = context.bot
        topic = message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
        self.private = query.message.chat.type == ChatType.PRIVATE
        in_group = () if self.private else (query.message.message_id, query.from_user.id)
        self.place = Place(query.message.chat.id, topic, *in_group)
        self._measure: Measure = PRIVATE if self.private else GROUP

    @property
    def _id(self) -> str | None:
        """The first id that the button carries; None where it carries none, or it is not known any more."""
        return self._state.loaded.codes.get(self.press.codes[0]) if self.press.codes else None

    def fact(self) -> Fact:
        """The fact of the button. Raises ChangedError where it is not known any more."""
        fact = self._state.loaded.answerer.knowledge.by_id.get(self._id or "")
        if fact is None:
            raise ChangedError
        return fact

    def chosen(self) -> tuple[str, Answer]:
        """The id of the button (a fact's or a source's), and the answer that shows it. Raises ChangedError."""
        id_ = self._id
        answer = self._state.loaded.answerer.show(id_, self.press.language) if id_ else None
        if id_ is None or answer is None:
            raise ChangedError
        return id_, answer

    def case(self) -> Case:
        """The case of the button, in hand from now on. Raises ChangedError where it is not known any more."""
        case = self._state.loaded.browser.case(self._id)
        if case is None:
            raise ChangedError
        self._state.turn_to_case(self.place, case)
        return case

    def page(self) -> int:
        """The page of the button, or another number that it carries; 0 where it carries none."""
        digits = self.press.rest[len(self.press.rest.rstrip("0123456789")) :]
        return int(digits[:4] or 0)

    def further(self) -> tuple[str, ...]:
        """The ids of what comes next: as the message is remembered, or else the first of them, which the button has."""
        remembered = self._state.sent.more(self.place.chat, self.message.message_id)
        codes = self.press.codes if self.press.verb is Verb.MORE else self.press.codes[1:]
        known = (self._state.loaded.codes.get(code) for code in codes)
        return remembered or tuple(id_ for id_ in known if id_ is not None)

    def under(self, answer: Answer) -> InlineKeyboardMarkup | None:
        """The buttons under an answer."""
        return under(answer, self._state.loaded.browser, inline=self.bot.supports_inline_queries)

    def under_fact(self, fact: Fact, *, in_context: bool = False) -> InlineKeyboardMarkup | None:
        """The buttons under one fact."""
        browser, inline = self._state.loaded.browser, self.bot.supports_inline_queries
        return under_fact(fact.id, self.press.language, browser, self.further(), in_context=in_context, inline=inline)

    def show(self, fact: Fact) -> Answer:
        """The answer that shows a fact."""
        answer = self._state.loaded.answerer.show(fact.id, self.press.language)
        if answer is None:
            raise ChangedError
        return answer

    async def reply(self, answer: Answer, fact: str | None = None, *, preface: str = "") -> None:
        """Sends an answer; `fact` is what the conversation is about from now on."""
        if fact is not None:
            self._state.turn_to(self.place, fact)
        texts = messages(answer, self._measure, preface=preface)
        numbers = await send(self.bot, self.place, texts, self.under(answer))
        self._state.shown(self.place, numbers, answer)

    async def turn(self, text: str, keyboard: InlineKeyboardMarkup | None = None) -> None:
        """Edits the message into a text; sends it where the message can no longer be edited."""
        self._state.thumbs.drop(self.place.chat, str(self.message.message_id))
        if not await edit(self.bot, self.place.chat, self.message.message_id, text, keyboard):
            await send(self.bot, self.place, [text], keyboard)

    async def turn_to(self, menu: Menu) -> None:
        """Edits the message into a menu."""
        await self.turn(menu.text, menu.keyboard)

    async def mark(self, keyboard: InlineKeyboardMarkup) -> None:
        """Changes the buttons under the message."""
        await self.bot.edit_message_reply_markup(
            self.place.chat,
            self.message.message_id,
            reply_markup=keyboard,
            api_kwargs={"parse_mode": None},  # the library gives it though there is no text
        )
