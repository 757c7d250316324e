"""Links the records, builds searchable generations and answers queries."""
