"""The pages on which the team writes its guide."""

from . import step_pages

__all__ = ["step_pages"]
