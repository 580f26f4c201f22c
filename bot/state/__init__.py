"""State: what lasts when the program stops."""
