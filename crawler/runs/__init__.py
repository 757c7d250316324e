"""A run of a source: what it is told, what is judged of it, what it publishes."""
