"""Tests of the Telegram channel that need no server."""
