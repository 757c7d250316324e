"""What a source says of itself in `source.yml`: its files, its downloads, or the map of its site."""
