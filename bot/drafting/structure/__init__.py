"""The structure of a document: its lines, paragraphs, tables, headings and names."""
