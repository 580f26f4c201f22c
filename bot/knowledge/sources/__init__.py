"""Sources: documents as they stand, their pages, headings and passages, and quotes found in them."""
