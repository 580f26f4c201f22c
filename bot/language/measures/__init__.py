"""Measures: numbers, units, money, months, years, and figures in a text."""
