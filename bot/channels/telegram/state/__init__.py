"""State: what the bot keeps in memory while it runs; never a text from a person."""
