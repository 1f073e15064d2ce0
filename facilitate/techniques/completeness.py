"""Is a technique's file complete in both languages? What is wrong is said in plain sentences."""

import tomllib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

from ..content import read_toml
from ..i18n import LANGUAGES, _
from .technique import TEXTS, Energy, Family, Layout, Per, Speaks


def problems(path: Path) -> list[str]:
    """What is wrong with the file, a plain sentence each; empty when it is complete."""
    try:
        table = read_toml(path)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return [_("The file cannot be read: %(reason)s.", reason=str(error))]
    return [
        *_identity(path, table), *_range(table, "group", "best"), *_range(table, "minutes", "usual"),
        *_materials(table), *_steps(table), *_texts(table), *_troubles(table), *_etiquette(table),
    ]  # fmt: skip


def _identity(path: Path, table: dict[str, Any]) -> Iterator[str]:
    if table.get("key") != path.stem:
        yield _("The key has to be “%(name)s”, as the file is called.", name=path.stem)
    kinds: dict[str, type[StrEnum]] = {"family": Family, "energy": Energy, "layout": Layout}
    yield from (_one_of(name, kind) for name, kind in kinds.items() if table.get(name) not in set(kind))
    if not _is_text(table.get("known_after")):
        yield _missing("known_after")
    if not isinstance(table.get("related"), list):
        yield _missing("related")


def _range(table: dict[str, Any], name: str, middle: str) -> Iterator[str]:
    values = _table(table, name)
    numbers = [values.get(key) for key in ("min", middle, "max")]
    whole = [number for number in numbers if isinstance(number, int) and number > 0]
    if len(whole) < 3 or whole != sorted(whole):
        yield _("[%(name)s] needs min, %(middle)s and max: whole numbers, each at least as large as the one before.", name=name, middle=middle)  # fmt: skip


def _materials(table: dict[str, Any]) -> Iterator[str]:
    for number, row in enumerate(_rows(table, "materials"), 1):
        place = _("material %(number)d", number=number)
        yield from _both(row, place, "en", "sq")
        if not isinstance(row.get("quantity"), int) or row["quantity"] < 1:
            yield f"{place}: " + _("quantity has to be a whole number from 1 up.")
        if row.get("per") not in set(Per):
            yield f"{place}: " + _one_of("per", Per)


def _steps(table: dict[str, Any]) -> Iterator[str]:
    rows = _rows(table, "steps")
    if not rows:
        yield _("There are no steps: add [[steps]].")
        return
    for number, row in enumerate(rows, 1):
        place = _("step %(number)d", number=number)
        yield from _both(row, place, "do_en", "do_sq")
        if _is_text(row.get("say_en")) != _is_text(row.get("say_sq")):
            yield f"{place}: " + _("the words to say are there in one language only.")
        if row.get("speaks") not in set(Speaks):
            yield f"{place}: " + _one_of("speaks", Speaks)
    shares = [row.get("share") for row in rows]
    numbers = [share for share in shares if isinstance(share, int | float) and share > 0]
    if len(numbers) < len(rows) or abs(sum(numbers) - 1) > 0.001:
        yield _("The shares of the steps have to be numbers above 0 that add up to 1.")


def _texts(table: dict[str, Any]) -> Iterator[str]:
    for code in LANGUAGES:
        texts = _table(table, code)
        for name in TEXTS:
            if not _is_text(texts.get(name)):
                yield f"[{code}] " + _missing(name)


def _troubles(table: dict[str, Any]) -> Iterator[str]:
    counts = set()
    for code in LANGUAGES:
        rows = _rows(_table(table, code), "troubles")
        counts.add(len(rows))
        for number, row in enumerate(rows, 1):
            place = f"[{code}] " + _("trouble %(number)d", number=number)
            yield from _both(row, place, "trouble", "remedy")
    if len(counts) > 1 or 0 in counts:
        yield _("Both languages need the same number of [[troubles]], at least one.")


def _etiquette(table: dict[str, Any]) -> Iterator[str]:
    for number, row in enumerate(_rows(table, "etiquette"), 1):
        yield from _both(row, f"etiquette {number}", "en", "sq")


def _both(row: dict[str, Any], place: str, *names: str) -> Iterator[str]:
    yield from (f"{place}: " + _missing(name) for name in names if not _is_text(row.get(name)))


def _missing(name: str) -> str:
    return _("%(name)s is missing or empty.", name=name)


def _one_of(name: str, kind: type[StrEnum]) -> str:
    return _("%(name)s has to be one of: %(values)s.", name=name, values=", ".join(kind))


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _table(table: dict[str, Any], name: str) -> dict[str, Any]:
    found = table.get(name)
    return found if isinstance(found, dict) else {}


def _rows(table: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = table.get(name)
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []
