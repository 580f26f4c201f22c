"""Shared: what several workers have together in PostgreSQL, so that they act as one bot."""
