"""What every row stands on: tables, versions of their shape, copies and how they come back."""
