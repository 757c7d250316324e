"""Harvests the publishers: bytes are fetched or found, read, judged, and published as records."""
