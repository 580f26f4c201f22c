"""A document becomes a draft case for a person to review: by form alone, with no language model."""
