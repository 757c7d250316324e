"""The port to a search engine, at the level of intent, and its two implementations."""
