"""French, analysed in one place, for documents and queries alike."""
