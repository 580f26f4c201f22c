"""Figures: which quantities a text has, what they count, and which digits count nothing."""
