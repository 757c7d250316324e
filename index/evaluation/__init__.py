"""Measures of the search: judged queries, variants of every name, traps, stages taken away."""
