"""Readers of formats: bytes → rows or XML elements, strict and bounded. Parsers use nothing lower."""
