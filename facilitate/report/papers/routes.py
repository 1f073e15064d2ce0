"""The pages of this chapter: the report on screen, in Word, in public, and its annexes."""

from . import annex_pages, public_pages, read_pages

__all__ = ["annex_pages", "public_pages", "read_pages"]
