"""What a sponsor gave and what was done with it, as a letter."""
