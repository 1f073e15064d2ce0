"""What the planner stands on: each dependency with its licence, the version here, the newest one, and how old that is.

`make outdated` asks PyPI and prints a table; it fails where something on the main path has had no release for two years and
`docs/dependencies.md` names no way out. `make licences` writes that page's table anew from what is installed.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any, NamedTuple
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "dependencies.md"
TOO_OLD = 730
"""Days without a release after which a way out has to be written down."""
BEGIN, END = "<!-- table -->\n", "<!-- end of the table -->\n"


class Dependency(NamedTuple):
    """A direct dependency: what it is called, what asks for it (empty: the planner itself), and the reason beside it."""

    name: str
    extra: str
    reason: str


def direct(text: str) -> Iterator[Dependency]:
    """The dependencies of a `pyproject.toml`, with the reasons that stand beside them."""
    table = tomllib.loads(text)
    reasons: dict[str, str] = {}
    for found in re.finditer(r'"([A-Za-z0-9_.-]+)[^"]*",?\]?\s*#\s*(.+)', text):
        reasons.setdefault(found[1].lower(), found[2].strip())
    asked = {"": table["project"]["dependencies"], **table["project"]["optional-dependencies"]}
    for extra, rows in asked.items():
        for row in rows:
            name = re.match(r"[A-Za-z0-9_.-]+", row)[0]  # type: ignore[index]
            yield Dependency(name, extra, reasons.get(name.lower(), ""))


def licence_of(name: str) -> str:
    """The licence a package that is installed says it has; empty where it is not installed, or says nothing."""
    try:
        found = metadata(name)
    except PackageNotFoundError:
        return ""
    classified = [
        one.rsplit(" :: ", 1)[-1]
        for one in found.get_all("Classifier") or []
        if one.startswith("License ::")
    ]
    said = found.get("License-Expression") or ", ".join(classified) or found.get("License") or ""
    return said.strip().splitlines()[0][:60] if said.strip() else ""


def table_of(rows: list[Dependency]) -> str:
    """The table of the page: name, licence, what for."""
    lines = ["| package | licence | with | what for |", "|---|---|---|---|"]
    for one in rows:
        lines.append(
            f"| {one.name} | {licence_of(one.name) or 'see the package'} | {one.extra or 'always'} | {one.reason} |"
        )
    return "\n".join(lines) + "\n"


def with_table(page: str, table: str) -> str:
    """The page with this table in the place of the one it has."""
    before, _begin, rest = page.partition(BEGIN)
    _old, _end, after = rest.partition(END)
    return before + BEGIN + table + END + after


def newest(name: str) -> tuple[str, datetime]:
    """The newest version on PyPI that was not withdrawn, and when it came out."""
    with urlopen(f"https://pypi.org/pypi/{name}/json", timeout=30) as answer:  # noqa: S310
        found: dict[str, Any] = json.load(answer)
    files = found["releases"][found["info"]["version"]]
    moments = [datetime.fromisoformat(one["upload_time_iso_8601"]) for one in files]
    return found["info"]["version"], max(moments)


def outdated(rows: list[Dependency], today: datetime) -> int:
    """Print the table; how many on the main path are too old and have no way out written down."""
    page, wrong = PAGE.read_text("utf-8"), 0
    for one in rows:
        try:
            here = metadata(one.name)["Version"]
        except PackageNotFoundError:
            here = "–"
        version, at = newest(one.name)
        days = (today - at).days
        told = ""
        if days > TOO_OLD and not one.extra:
            known = f"**{one.name}**" in page
            told = (
                "  asleep; its way out is written down"
                if known
                else "  asleep: write down a way out"
            )
            wrong += not known
        newer = "" if version == here else f" → {version}"
        print(f"{one.name:22} {here:>10}{newer:14} {at:%Y-%m} {licence_of(one.name)}{told}")  # noqa: T201
    return wrong


if __name__ == "__main__":
    found = list(direct((ROOT / "pyproject.toml").read_text("utf-8")))
    if "--licences" in sys.argv:
        PAGE.write_text(with_table(PAGE.read_text("utf-8"), table_of(found)), "utf-8")
    else:
        sys.exit(min(1, outdated(found, datetime.now(UTC))))
