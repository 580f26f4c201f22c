"""The tests of bot/evaluation."""
