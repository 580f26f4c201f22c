"""A bare python-telegram-bot bot on a webhook that sends back what it is sent: the measure of throughput.

Settings come from the same variables as Beslutsbot's.
"""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Sends the text back."""
    assert update.message is not None
    await update.message.reply_text(update.message.text or "?")


def main() -> None:
    """Runs until SIGTERM."""
    url = urlsplit(os.environ["BESLUTSBOT_WEBHOOK_URL"])
    application = (
        Application.builder()
        .token(os.environ["BESLUTSBOT_TELEGRAM_TOKEN"])
        .base_url(os.environ["BESLUTSBOT_TELEGRAM_API_URL"] + "/bot")
        .concurrent_updates(True)
        .build()
    )
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_webhook(
        listen="127.0.0.1",
        port=int(os.environ.get("BESLUTSBOT_WEBHOOK_PORT") or url.port or 80),
        url_path=url.path.strip("/"),
        webhook_url=url.geturl(),
        secret_token=os.environ["BESLUTSBOT_WEBHOOK_SECRET"],
    )


if __name__ == "__main__":
    main()
