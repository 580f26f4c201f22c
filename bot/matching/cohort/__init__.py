"""Passages of many other documents, against which it is told how near a question comes to these."""
