"""The application, what surrounds every request, and the processes that run it."""
