"""Is a technique complete in both languages? What is wrong is said in plain sentences, each with its place."""

import re
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

from ..data.content import read_toml
from ..web.forms import LONG
from ..web.i18n import LANGUAGES, _
from .drawing import NotDrawn, draw_technique
from .technique import (
    ASKED_OF,
    LISTS,
    QUESTIONS,
    TEXTS,
    Energy,
    OutputKind,
    QuantityBasis,
    RoomLayout,
    Speaks,
    TechniqueFamily,
)

NEEDED = ("name", "purpose")
"""What a technique of our own has to say at least, in one language."""
MOST_MINUTES, MOST_PEOPLE, MOST_QUANTITY = 24 * 60, 100_000, 100_000
LONGEST = {"name": 120, "purpose": 1000}
"""Characters of these texts; others may have as many as any long text."""
MOST_ROWS = 60
"""Materials, steps, troubles or rules a technique has at most."""
_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def technique_file_problems(path: Path) -> list[str]:
    """What is wrong with the file, a plain sentence each; empty when it is complete."""
    try:
        table = read_toml(path)
    except (ValueError, RecursionError, OSError) as error:
        return [unreadable_file_message(error)]
    wrong = (
        []
        if table.get("key") == path.stem
        else [_("The key has to be “%(name)s”, like the name of the file.", name=path.stem)]
    )
    return [*wrong, *technique_problems(table)]


def unreadable_file_message(error: Exception) -> str:
    """Why a file cannot be read at all, with the line where it breaks off."""
    if isinstance(error, UnicodeDecodeError):
        return _(
            "The file is not saved as UTF-8 text. Open it in a text editor and save it as UTF-8."
        )
    text = str(error)
    if not isinstance(error, tomllib.TOMLDecodeError):
        return _("The file cannot be read: %(reason)s.", reason=text)
    found = _LINE.search(text)
    reason = _LINE.sub("", text)
    if found and found[1]:
        return _(
            "The file cannot be read from line %(line)s on: %(reason)s.",
            line=found[1],
            reason=reason,
        )
    return _("The file ends too early: %(reason)s.", reason=reason)


def technique_problems(table: dict[str, Any], own: bool = False) -> list[str]:
    """What is wrong with the table of a technique; one of our `own` may leave texts out and lack one language."""
    shape = list(_shape(table))
    if shape:
        return shape
    return [
        *_identity(table, own),
        *_range(table, "group", "best", MOST_PEOPLE),
        *_range(table, "minutes", "usual", MOST_MINUTES),
        *_materials(table, own),
        *_steps(table, own),
        *(_least(table) if own else _texts(table)),
        *_troubles(table, own),
        *_etiquette(table, own),
        *_lists(table, own),
        *_drawing(table, own),
        *_questions(table, own),
        *(_limits(table) if own else ()),
    ]


def _limits(table: dict[str, Any]) -> Iterator[str]:
    """What a form would refuse in one of our own: a text that is too long, a name that a spreadsheet would run."""
    for code in LANGUAGES:
        texts = _table(table, code)
        for name, most in LONGEST.items():
            if len(str(texts.get(name, ""))) > most:
                yield f"[{code}] {name}: " + _(
                    "This is too long: at most %(max)d characters.", max=most
                )
        if str(texts.get("name", "")).startswith(("=", "+", "@")):
            yield f"[{code}] name: " + _("A name cannot start with =, + or @.")
    if any(len(text) > LONG for text in _all_texts(table)):
        yield _("This is too long: at most %(max)d characters.", max=LONG)


def _all_texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _all_texts(one)


def _shape(table: dict[str, Any]) -> Iterator[str]:
    """What is no table or list where one has to be: nothing else can be said of such a file."""
    for name in ("group", "minutes", "questions", *LANGUAGES):
        if not isinstance(table.get(name, {}), dict):
            yield _("%(name)s has to be a table of its own: [%(name)s].", name=name)
    lists = {name: table.get(name, []) for name in ("materials", "steps", "etiquette")}
    for code in LANGUAGES:
        lists[f"{code}.troubles"] = _table(table, code).get("troubles", [])
    for name, rows in lists.items():
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            yield _("%(name)s has to be written row by row, each under [[%(name)s]].", name=name)
        elif len(rows) > MOST_ROWS:
            yield _("%(name)s: at most %(most)d rows.", name=name, most=MOST_ROWS)


def _identity(table: dict[str, Any], own: bool) -> Iterator[str]:
    kinds: dict[str, type[StrEnum]] = {
        "family": TechniqueFamily,
        "energy": Energy,
        "layout": RoomLayout,
    }
    yield from (
        _one_of(name, kind) for name, kind in kinds.items() if not _among(table.get(name), kind)
    )
    if own:
        known = [table.get(name, "") for name in ("known_after", "known_after_sq")]
        if not all(isinstance(text, str) for text in known):
            yield _("%(name)s has to be a text.", name="known_after")
    else:
        if not _is_text(table.get("known_after")):
            yield _missing("known_after")
        if not isinstance(table.get("known_after_sq", ""), str):
            yield _("%(name)s has to be a text.", name="known_after_sq")
    yields = table.get("yields", [])
    if not isinstance(yields, list) or not all(_among(one, OutputKind) for one in yields):
        yield _one_of("yields", OutputKind)
    related = table.get("related", [] if own else None)
    if not isinstance(related, list) or not all(isinstance(key, str) for key in related):
        yield _("related has to be a list of keys of techniques.")


def _range(table: dict[str, Any], name: str, middle: str, most: int) -> Iterator[str]:
    values = _table(table, name)
    whole = [values.get(key) for key in ("min", middle, "max")]
    if not all(_is_whole(number, most) for number in whole) or whole != sorted(whole):  # type: ignore[type-var]
        yield _(
            "[%(name)s] needs min, %(middle)s and max: whole numbers, each at least as large as the one before.",
            name=name,
            middle=middle,
        )


def _materials(table: dict[str, Any], own: bool) -> Iterator[str]:
    for number, row in enumerate(_rows(table, "materials"), 1):
        place = _("material %(number)d", number=number)
        yield from _wordings(row, place, own, ("en", "sq"))
        if not _is_whole(row.get("quantity"), MOST_QUANTITY):
            yield f"{place}: " + _("quantity has to be a whole number, 1 or more.")
        if not _among(row.get("per"), QuantityBasis):
            yield f"{place}: " + _one_of("per", QuantityBasis)


def _steps(table: dict[str, Any], own: bool) -> Iterator[str]:
    rows = _rows(table, "steps")
    if not rows:
        yield _("There are no steps: add [[steps]].")
        return
    for number, row in enumerate(rows, 1):
        place = _("step %(number)d", number=number)
        yield from _wordings(
            row, place, own=own, names=("do_en", "do_sq"), instead=("say_en", "say_sq")
        )
        if not own and _is_text(row.get("say_en")) != _is_text(row.get("say_sq")):
            yield f"{place}: " + _("the words to say are in one language only.")
        if not _among(row.get("speaks"), Speaks):
            yield f"{place}: " + _one_of("speaks", Speaks)
    shares = [row.get("share") for row in rows]
    numbers = [share for share in shares if _is_number(share) and 0 < share <= 1]  # type: ignore[operator]
    if len(numbers) < len(rows) or abs(sum(numbers) - 1) > 0.001:  # type: ignore[arg-type]
        yield _("The shares of the steps have to be numbers above 0 that add up to 1.")


def _texts(table: dict[str, Any]) -> Iterator[str]:
    for code in LANGUAGES:
        texts = _table(table, code)
        for name in TEXTS:
            if not _is_text(texts.get(name)):
                yield f"[{code}] " + _missing(name)


def _least(table: dict[str, Any]) -> Iterator[str]:
    """What a technique of our own cannot do without."""
    for name in NEEDED:
        if not any(_is_text(_table(table, code).get(name)) for code in LANGUAGES):
            yield "[en], [sq]: " + _missing(name)
    for code in LANGUAGES:
        for name in TEXTS:
            if not isinstance(_table(table, code).get(name, ""), str):
                yield f"[{code}] " + _("%(name)s has to be a text.", name=name)


def _troubles(table: dict[str, Any], own: bool) -> Iterator[str]:
    counts = set()
    for code in LANGUAGES:
        rows = _rows(_table(table, code), "troubles")
        counts.add(len(rows))
        for number, row in enumerate(rows, 1):
            place = f"[{code}] " + _("trouble %(number)d", number=number)
            if not own:
                yield from _wordings(row, place, False, ("trouble", "remedy"))
    counts.discard(
        0 if own else -1
    )  # one of our own may be there in one language, or know no trouble
    if len(counts) > 1 or 0 in counts:
        yield _("Both languages need the same number of [[troubles]], at least one.")


def _etiquette(table: dict[str, Any], own: bool) -> Iterator[str]:
    for number, row in enumerate(_rows(table, "etiquette"), 1):
        yield from _wordings(row, _("rule %(number)d", number=number), own, ("en", "sq"))


def _lists(table: dict[str, Any], own: bool) -> Iterator[str]:
    """What else it is called and what it answers: texts, a list each; one of our own may leave them out."""
    for code in LANGUAGES:
        for name in LISTS:
            rows = _table(table, code).get(name, [])
            if not isinstance(rows, list) or not all(isinstance(row, str) for row in rows):
                yield f"[{code}] " + _("%(name)s has to be a list of texts.", name=name)
            elif len(rows) > MOST_ROWS:
                yield f"[{code}] " + _(
                    "%(name)s: at most %(most)d rows.", name=name, most=MOST_ROWS
                )
            elif not own and not any(map(_is_text, rows)):
                yield f"[{code}] " + _missing(name)


def _drawing(table: dict[str, Any], own: bool) -> Iterator[str]:
    """The drawing has to be one; sources to read on are a list of texts."""
    text = table.get("drawing", "")
    if not isinstance(text, str):
        yield _("%(name)s has to be a text.", name="drawing")
    else:
        try:
            draw_technique(text, "")
        except NotDrawn as error:
            yield _("This line of the drawing cannot be drawn: %(line)s.", line=error.line[:60])
        if not own and not text.strip():
            yield _missing("drawing")
    rows = table.get("read_on", [])
    if not isinstance(rows, list) or not all(isinstance(row, str) for row in rows):
        yield _("%(name)s has to be a list of texts.", name="read_on")


def _questions(table: dict[str, Any], own: bool) -> Iterator[str]:
    """So many questions of each sector in both languages; one of our own may have other ones, or none."""
    for sector, rows in _table(table, "questions").items():
        lists = [rows.get(code, []) for code in LANGUAGES] if isinstance(rows, dict) else [None]
        if not all(
            isinstance(one, list) and all(isinstance(text, str) for text in one) for one in lists
        ):
            yield _("%(name)s has to be a list of texts.", name=f"questions.{sector}")
            return
    if own:
        return
    for sector in ASKED_OF:
        for code in LANGUAGES:
            texts = _table(_table(table, "questions"), sector).get(code, [])
            if len([text for text in texts if _is_text(text)]) != QUESTIONS:
                yield _missing(f"questions.{sector}.{code}")


def _wordings(
    row: dict[str, Any],
    place: str,
    own: bool,
    names: tuple[str, ...],
    instead: tuple[str, ...] = (),
) -> Iterator[str]:
    """A wording has to be there in both languages; for a technique of our own any of them, or what does instead, is enough."""
    if not own:
        yield from (f"{place}: " + _missing(name) for name in names if not _is_text(row.get(name)))
    elif not any(_is_text(row.get(name)) for name in (*names, *instead)):
        found = ", ".join((*names, *instead))
        yield f"{place}: " + _("one of these is required: %(names)s.", names=found)


def _missing(name: str) -> str:
    return _("%(name)s is missing or empty.", name=name)


def _one_of(name: str, kind: type[StrEnum]) -> str:
    return _("%(name)s has to be one of: %(values)s.", name=name, values=", ".join(kind))


def _among(value: Any, kind: type[StrEnum]) -> bool:
    return isinstance(value, str) and value in set(kind)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_whole(value: Any, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= most


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _table(table: dict[str, Any], name: str) -> dict[str, Any]:
    found = table.get(name)
    return found if isinstance(found, dict) else {}


def _rows(table: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = table.get(name)
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []
