"""Notes on paper or in a Word file are brought in afterwards."""
