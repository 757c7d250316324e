"""The site and the API: `web.app.create_app` builds them over a searcher, `web.serve.serve` runs them."""
