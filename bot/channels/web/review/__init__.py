"""The pages of review: for whoever may, a draft beside its source, to accept, correct and add to."""
