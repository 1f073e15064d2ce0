"""Everything a committee's standards and requests for money have an address for."""

from . import request_pages, standard_pages

__all__ = ["request_pages", "standard_pages"]
