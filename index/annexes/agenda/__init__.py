"""The agenda: what comes, soonest first, near a place or not; what is over is told on the day of reading."""
