"""The commands, one short function each, and how they show what they did."""
