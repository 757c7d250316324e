"""People: whom to see, where, what pays, and what is handed over from one to another."""
