"""Following: who wants to hear of what, and how they are told when there is news."""
