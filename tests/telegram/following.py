"""What the scenarios of following share: a knowledge that gets news, the hour of the day, and many who follow."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from bot.knowledge.load import load_knowledge
from bot.knowledge.news import marks_of
from bot.state.database import engine
from bot.state.follows import Chat, Follow, FollowDatabase, Follows
from bot.state.tellings import Tellings

PATH_DECIDED = "Tekniska nämnden beslutar att bygga en cykelbana längs Hamngatan."
NEW_DECISION = "Tekniska nämnden beslutar att sätta upp tolv bänkar vid Hamngatan."
NEW_CASE = "Kulturnämnden beslutar att låna ut cyklar till alla skolor i Lindvik."


def until(hour: int, minute: int = 0, second: int = 0) -> float:
    """Seconds from now until it is so late in Stockholm."""
    now = datetime.now(ZoneInfo("Europe/Stockholm"))
    then = now.replace(hour=hour, minute=minute, second=second, microsecond=0)
    return (then if then > now else then + timedelta(days=1)).timestamp() - now.timestamp()


def decide(folder: Path) -> None:
    """The cycle path, which was proposed, is decided."""
    file = folder / "tn-2024-42" / "case.yaml"
    text = file.read_text("utf-8")
    assert "number: 1\n" in text
    file.write_text(text.replace("number: 1\n", "number: 1\n    status: decided\n"), "utf-8")


def add_decision(folder: Path, words: str = NEW_DECISION) -> None:
    """The case of the cycle path gets a decision."""
    case, text = folder / "tn-2024-42" / "case.yaml", folder / "tn-2024-42" / "pm.txt"
    text.write_text(text.read_text("utf-8").replace("\nTidplan\n", f"3. {words}\n\nTidplan\n"), "utf-8")
    written = f"  - {{id: d{abs(hash(words))}, status: decided, summary: '{words}', quotes: ['{words}']}}\n"
    case.write_text(case.read_text("utf-8").replace("details:\n", f"{written}details:\n"), "utf-8")


def add_case(folder: Path, id_: str = "kn-2025-3", words: str = NEW_CASE, title: str = "Lånecyklar") -> None:
    """There is a new case, of the same municipality."""
    (folder / id_).mkdir()
    (folder / id_ / "pm.txt").write_text(f"{title}\n\n{words}\n", "utf-8")
    case = {
        "id": id_,
        "title": title,
        "municipality": "Lindvik",
        "sources": {"pm": {"file": "pm.txt", "title": f"Protokoll {id_}"}},
        "decisions": [{"id": "d1", "status": "decided", "summary": words, "quotes": [words]}],
    }
    (folder / id_ / "case.yaml").write_text(yaml.safe_dump(case, allow_unicode=True, sort_keys=False), "utf-8")


def let_follow(url: str, chats: Iterable[int], follow: Follow, knowledge: Path) -> None:
    """Lets many follow a subject, as if they had said so to a bot that knows what is in a folder."""
    database = FollowDatabase(engine(url, "synchronous = off", patience=5))
    with Tellings(database).noting() as noting:
        noting.mark({id_: marks_of(case) for id_, case in load_knowledge(knowledge).cases.items()})
    follows = Follows(database)
    for chat in chats:
        assert follows.add(Chat(chat), "sv", follow)
    database.engine.dispose()
