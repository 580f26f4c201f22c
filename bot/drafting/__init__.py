"""A document becomes a draft case.yaml for a person to review: by form alone, with no language model."""
