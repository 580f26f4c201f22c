"""The query: what a cleaned message asks, and the lexicon by which it is read."""
