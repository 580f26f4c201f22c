"""The forms: what is kept of a case, as bytes."""
