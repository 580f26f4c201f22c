"""What the bot knows: cases, their sources and facts, each fact tied to verbatim quotes."""
