"""The pages of a consultation: asking, answering, reading, deciding."""

from . import answering, asking, deciding, reading
from .blueprint import bp

__all__ = ["answering", "asking", "bp", "deciding", "reading"]
