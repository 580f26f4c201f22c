"""Compiled knowledge: a folder of cases as files that are opened in a moment, however many the cases are."""
