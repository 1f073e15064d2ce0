"""Everything a committee's standards, requests for money, advice and trainings have an address for."""

from . import guidance_pages, request_pages, standard_pages

__all__ = ["guidance_pages", "request_pages", "standard_pages"]
