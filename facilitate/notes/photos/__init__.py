"""Photos of flip charts: smaller, without where they were taken, in words."""
