"""The cases of a knowledge by their cards: found by words, and named in answers."""
