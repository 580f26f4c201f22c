"""Retrieval: the entries that every source is cut into, and the ways to find them."""
