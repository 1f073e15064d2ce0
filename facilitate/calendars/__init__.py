"""The programme as calendar entries and as a feed."""
