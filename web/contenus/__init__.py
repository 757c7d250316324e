"""What the project itself writes, as YAML, and what reads it."""
