"""Two rows that are the same person or office become one, and can be told apart again."""
