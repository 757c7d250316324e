"""Home, results, domains, and why results come in this order."""
