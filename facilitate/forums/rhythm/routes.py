"""The pages of rhythm and duties."""

from . import document_pages, duty_pages, year_pages

__all__ = ["document_pages", "duty_pages", "year_pages"]
