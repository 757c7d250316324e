"""From a plan to a page: candidates are scored, cut, narrowed and dressed."""
