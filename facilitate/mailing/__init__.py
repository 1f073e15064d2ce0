"""Letters to many: who gets one, what it says, that it goes out once, and what became of it."""
