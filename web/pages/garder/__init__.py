"""What a reader keeps in their browser, prints or takes away."""
