"""The Telegram channel, driven over HTTP against a Bot API server of the tests' own."""
