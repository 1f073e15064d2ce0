"""Where the folders `checklists/` and `guides/` are: beside the package in a checkout, inside it once installed."""

import tomllib
from pathlib import Path
from typing import Any

from ..lib.text import Words

PACKAGE = Path(__file__).parent.parent


def content_folder(name: str) -> Path:
    """The content folder of that name."""
    installed = PACKAGE / "_content" / name
    return installed if installed.is_dir() else PACKAGE.parent / name


def read_toml(path: Path) -> dict[str, Any]:
    """A content file as plain values; editors that put a mark in front of UTF-8 text may have written it."""
    return tomllib.loads(path.read_text(encoding="utf-8-sig"))


def words_from_toml(table: dict[str, Any], name: str = "") -> Words:
    """The wording `NAME_en`, `NAME_sq` of a table, or its `en` and `sq`."""
    prefix = f"{name}_" if name else ""
    return Words(
        str(table.get(f"{prefix}en", "")).strip(), str(table.get(f"{prefix}sq", "")).strip()
    )
