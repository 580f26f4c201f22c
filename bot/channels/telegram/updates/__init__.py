"""Updates: how they come from Telegram, each taken once."""
