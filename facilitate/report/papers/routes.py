"""The pages of this chapter: the report on screen, in Word, in public, its annexes, and the way of one's own answer."""

from . import annex_pages, own_answer_pages, public_pages, read_pages

__all__ = ["annex_pages", "own_answer_pages", "public_pages", "read_pages"]
