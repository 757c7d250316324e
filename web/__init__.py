"""The site and the API: `web.serving.app` builds them over a searcher, `web.serving.serve` runs them."""
