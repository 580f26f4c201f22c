"""What figures are made of: numbers as they are written, units of money and shares, names of months."""
