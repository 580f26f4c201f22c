"""Names: parties, people and cases as texts name them."""
