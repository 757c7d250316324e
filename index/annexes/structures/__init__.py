"""The orientation offer: where people are, which of them is near, and how sure that is."""
