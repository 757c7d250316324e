"""Entities: the card, the whole text, the facets and the view of each page."""
