"""Ranking: the candidates, their signals, and their order."""
