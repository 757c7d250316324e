"""Raw records shared with other sites: all of them, or what changed since a moment."""
