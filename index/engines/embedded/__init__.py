"""The embedded engine: tantivy for the words, flat arrays for the second stage, SQLite for what is shown."""
