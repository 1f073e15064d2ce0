"""Who sits in the café: who misses a round, who is kept apart or together, what they would like to talk about."""
