"""The menu of what a chat follows: a button to stop each, and one to be told at once or once a day."""

from __future__ import annotations

from bot.answering.browse import Browser
from bot.answering.wording import say
from bot.channels.telegram.following.subjects import named
from bot.channels.telegram.views.callback_data import Verb
from bot.channels.telegram.views.keyboards import Rows, button, keyboard
from bot.channels.telegram.views.markup import shorten, tell
from bot.channels.telegram.views.menus import Menu
from bot.knowledge.codes import code
from bot.state.follows import Follow, Follower

_LABEL = 60  # characters of a button


def follows_menu(follower: Follower | None, browser: Browser, language: str) -> Menu:
    """What a chat follows, with buttons; how to follow where that is nothing."""
    if follower is None:
        return Menu(tell("follow.none", language), None)
    names = [(follow, named(follow, browser, language)) for follow in follower.follows]
    listed = "\n".join(f"– {name}" for _, name in names)
    pace, other = ("direct", "daily") if follower.direct else ("daily", "direct")
    rows: Rows = [
        [button(shorten(say("buttons.unfollow", language, what=name), _LABEL), Verb.UNFOLLOW, language, [mark(follow)])]
        for follow, name in names
    ]
    rows.append([button(say(f"buttons.{other}", language), Verb.PACE, language, (), other)])
    return Menu(tell("follow.list", language, listed=listed, pace=say(f"follow.{pace}", language)), keyboard(rows))


def mark(follow: Follow) -> str:
    """What names something that is followed in a button."""
    return code(f"{follow.sort.value} {follow.what}")
