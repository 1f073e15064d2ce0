"""The text of a consultation's letter: which placeholders it may have, and what goes in their place."""

from ...lib.placeholders import Placeholders, one_line

PLACEHOLDERS = ("name", "event", "link", "closes", "minutes", "host")
"""What may stand in braces."""
LINK = "{link}"
_TEXT = Placeholders(PLACEHOLDERS)
filled, unknown = _TEXT.filled, _TEXT.unknown

__all__ = ["LINK", "PLACEHOLDERS", "filled", "one_line", "unknown"]
