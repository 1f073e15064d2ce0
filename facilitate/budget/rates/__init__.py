"""Exchange rates with their day and where they are from."""
