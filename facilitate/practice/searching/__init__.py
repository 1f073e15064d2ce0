"""All sheets and lessons, searched."""
