"""The dialogue: what a message leaves unsaid, and what the next may lean on."""
