"""A question becomes a ranking of facts, and a decision: answer, ask back or decline."""
