"""Meaning: what denies, and what is the opposite of what."""
