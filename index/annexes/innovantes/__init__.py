"""Innovative actions: a small collection, searched in plain words and narrowed by theme, level and region."""
