"""What a reader asks: parameters, codes, the « Où ? » of an address, files that are sent."""
