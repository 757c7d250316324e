"""What reaches the publishers: politely, in a process of its own, and what was received, kept as it came."""
