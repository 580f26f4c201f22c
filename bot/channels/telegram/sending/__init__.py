"""Sending: how requests keep to Telegram's limits, and what is done when they fail."""
