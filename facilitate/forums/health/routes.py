"""Pages of readiness and health, indicators, and territory in figures."""

from . import figures_pages, health_pages, indicator_pages

__all__ = ["figures_pages", "health_pages", "indicator_pages"]
