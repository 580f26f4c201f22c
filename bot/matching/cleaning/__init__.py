"""Cleaning: a message as typed becomes what it asks, before anything reads it."""
