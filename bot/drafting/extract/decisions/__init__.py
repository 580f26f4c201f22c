"""Decisions: where their points stand, and which of them are the body's own."""
