"""Places: what a name, a postcode or a code designates, read from the annexes of a generation."""
