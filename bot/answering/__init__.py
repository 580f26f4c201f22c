"""A ranking becomes an Answer: facts, quotes, and the sentences around them."""
