"""How well the bot answers a set of questions whose answers are known."""
