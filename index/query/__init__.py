"""From what is typed to a plan: codes, diplomas, a place, refusals, then the words that are left."""
