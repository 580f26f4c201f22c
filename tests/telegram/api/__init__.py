"""A Bot API server on loopback that checks what Telegram checks, and people who write to the bot."""
