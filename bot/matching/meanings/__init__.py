"""What words mean, each by itself: learned vectors, and how a question's words are met by those of a fact."""
