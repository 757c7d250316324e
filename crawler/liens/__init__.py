"""Whether the links of publishers still lead where they say."""
