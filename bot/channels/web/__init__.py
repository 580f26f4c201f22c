"""The web channel: pages and an open API, in one process."""
