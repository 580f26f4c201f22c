"""The decision: what is stated, offered, asked back or declined, and what the answer is made of."""
