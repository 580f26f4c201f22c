"""The web channel, driven over HTTP: the process as whoever runs it does."""
