"""Labour figures: kept beside the search documents, never read by the ranking."""
