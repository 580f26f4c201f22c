"""Handlers: what each kind of update gets."""
