"""What other sites and publishers take: the API, blocks in a frame, the check of a file. A kiosk has none."""
