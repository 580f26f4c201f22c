"""The tests of bot/language."""
