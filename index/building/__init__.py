"""What only a build runs: records are read back, linked, and made into what an engine keeps."""
