"""The open API: the same answers, cases and documents as JSON."""
