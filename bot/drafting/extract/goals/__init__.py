"""Goals, and how far a document says that they are met."""
