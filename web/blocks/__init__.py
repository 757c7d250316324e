"""What several pages and the API show: things grouped, facets, aids, marks of a profile. Pure functions."""
