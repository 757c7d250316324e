"""Sites that publish pages and no file: walked, kept in a journal, read by the map of their declaration."""
