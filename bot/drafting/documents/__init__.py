"""Documents: what is read, text or PDF."""
