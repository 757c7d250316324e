"""What an installation may count, of nobody: who was helped, what found nothing."""
