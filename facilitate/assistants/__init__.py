"""Assistants that an office lets in: they read what may leave, and propose; a person decides."""
