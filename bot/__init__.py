"""Beslutsbot: questions about municipal decisions, answered with the source's own words."""
