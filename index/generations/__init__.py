"""Generations: built aside, checked, swapped, opened, and what answers when the engine does not."""
