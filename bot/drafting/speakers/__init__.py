"""Who speaks in a document, for which party, and what they say."""
