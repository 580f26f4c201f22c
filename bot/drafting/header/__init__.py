"""A document's header: title, reference, municipality, body, type, date."""
