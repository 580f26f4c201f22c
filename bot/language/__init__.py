"""How text is read: words, stems, compounds, spelling, figures, parties, people, which language."""
