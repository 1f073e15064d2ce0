"""The pages on which the team writes its guide."""

from . import notes_pages, step_pages

__all__ = ["notes_pages", "step_pages"]
