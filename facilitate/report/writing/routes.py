"""The pages of this chapter: the list of sections, and each section."""

from . import list_pages, section_pages

__all__ = ["list_pages", "section_pages"]
