"""The Elasticsearch engine: the cluster proposes candidates, the shared second stage orders them."""
