"""Tables: where they stand in a text, and what their cells hold."""
