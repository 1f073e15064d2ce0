"""The consultation of `spring`, for tests of what is read out of it."""

from tests.consultation.conftest import answered, asked, theme_ids

__all__ = ["answered", "asked", "theme_ids"]
