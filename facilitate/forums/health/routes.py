"""Pages of readiness and health, indicators, and territory in figures."""

from . import health_pages, indicator_pages

__all__ = ["health_pages", "indicator_pages"]
