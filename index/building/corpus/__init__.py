"""The records of every source, read back, and held in little room."""
