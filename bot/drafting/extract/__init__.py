"""What is found in a document besides its header and its speakers: one room a kind of fact."""
