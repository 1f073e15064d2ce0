"""Text files in TOML that come in."""

import tomllib
from typing import Any


def parse_toml(content: bytes) -> dict[str, Any]:
    """The table in a file. Raises ValueError for what is no TOML in UTF-8, RecursionError for what lies too deep."""
    return tomllib.loads(content.decode("utf-8-sig"))
