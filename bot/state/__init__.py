"""State: what lasts between messages and over a restart, in SQLite or PostgreSQL."""
