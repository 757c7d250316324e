"""What the site knows, one thing a page: métier, formation, certification, organisme, territory, sources."""
