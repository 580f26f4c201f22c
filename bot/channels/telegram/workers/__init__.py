"""Workers: processes that answer questions for the one that hears and sends."""
