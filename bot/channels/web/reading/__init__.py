"""What a request says: the language, and the conversation that it goes on with."""
