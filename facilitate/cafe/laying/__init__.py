"""Setting a café up: its rounds, its tables, what they ask, who hosts them."""
