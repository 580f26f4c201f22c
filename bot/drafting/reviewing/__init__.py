"""Reviewing: a person reads a draft against its source, and what they correct is written into its files."""
