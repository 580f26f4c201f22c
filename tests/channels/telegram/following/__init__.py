"""Tests of what is followed and when it is told."""
