"""What the pages show, as frozen data: an answer, a case, a document."""
