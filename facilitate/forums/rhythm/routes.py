"""The pages of rhythm and duties."""

from . import document_pages, duty_pages, plan_pages, vote_pages, year_pages

__all__ = ["document_pages", "duty_pages", "plan_pages", "vote_pages", "year_pages"]
