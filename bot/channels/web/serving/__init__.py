"""How requests are met: what is refused, how often one may ask, and what every response says of itself."""
