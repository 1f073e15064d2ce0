"""Nothing leaves the house before two people have released it."""
