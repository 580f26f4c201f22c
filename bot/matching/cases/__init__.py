"""Many cases: which of them a question is about, and each case's own matcher."""
