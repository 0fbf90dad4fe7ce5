"""The project itself: settings, addresses, the command line, the database."""
