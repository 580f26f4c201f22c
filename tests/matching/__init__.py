"""The tests of bot/matching."""
