"""Plain helpers: no Flask, no database."""
