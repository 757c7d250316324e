"""Labels: every name, skill, interest… that may bring a reader to an entity."""
