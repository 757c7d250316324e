"""Which files are of which source, whatever they are called or packed in; opened within their size."""
