"""A technique as a table, as a text file, and back from a table somebody sends."""

import json
from collections.abc import Mapping
from dataclasses import replace
from math import isclose
from typing import Any

from ..lib.text import Words, clean_text
from ..web.i18n import LANGUAGES
from .technique import LISTS, TEXTS, Range, Technique, technique_from_table


def technique_to_table(one: Technique) -> dict[str, Any]:
    """The technique as its file in guides/techniques has it; `technique_from_table` reads it back the same."""
    return {
        "key": one.key,
        "family": one.family.value,
        "energy": one.energy.value,
        "layout": one.layout.value,
        "known_after": one.known_after.en,
        "known_after_sq": one.known_after.sq,
        "related": list(one.related),
        **({"drawing": one.drawing} if one.drawing else {}),
        **({"read_on": list(one.read_on)} if one.read_on else {}),
        "group": _range(one.group, "best"),
        "minutes": _range(one.minutes, "usual"),
        "materials": [
            {**_both(row.text), "quantity": row.quantity, "per": row.per.value}
            for row in one.materials
        ],
        "etiquette": [_both(rule) for rule in one.etiquette],
        "steps": [
            {
                "share": row.share,
                "speaks": row.speaks.value,
                **_both(row.do, "do_"),
                **_both(row.say, "say_"),
            }
            for row in one.steps
        ],
        **({} if one.yields is None else {"yields": [str(each) for each in one.yields]}),
        **({"questions": _questions(one)} if one.questions else {}),
        **{code: _texts(one, code) for code in LANGUAGES},
    }


def _questions(one: Technique) -> dict[str, Any]:
    return {
        sector: {code: list(rows.get(code, [])) for code in LANGUAGES}
        for sector, rows in one.questions.items()
    }


def _texts(one: Technique, code: str) -> dict[str, Any]:
    troubles = [
        {"trouble": getattr(row.trouble, code), "remedy": getattr(row.remedy, code)}
        for row in one.troubles
    ]
    lists = {name: list(getattr(one, name).get(code, [])) for name in LISTS}
    return {
        **{name: getattr(getattr(one, name), code) for name in TEXTS},
        **{name: rows for name, rows in lists.items() if rows},
        "troubles": troubles,
    }


def _range(one: Range, middle: str) -> dict[str, int]:
    return {"min": one.min, middle: one.best, "max": one.max}


def _both(words: Words, prefix: str = "") -> dict[str, str]:
    return {f"{prefix}en": words.en, f"{prefix}sq": words.sq}


def technique_from_import(table: Mapping[str, Any], key: str) -> Technique:
    """The technique a table without problems describes (see `completeness.technique_problems`), under another key.

    What it leaves out is empty, its shares add up to 1, and its texts hold no control characters.
    """
    texts: dict[str, Any] = _cleaned(dict(table))
    both = {code: dict(texts.get(code, {})) for code in LANGUAGES}
    most = max(len(both[code].get("troubles", [])) for code in LANGUAGES)
    for code in LANGUAGES:
        rows = both[code].get("troubles", [])
        both[code]["troubles"] = [
            {name: _text(row.get(name)) for name in ("trouble", "remedy")}
            for row in [*rows, *[{}] * (most - len(rows))]
        ]
    bare = {"known_after": "", "known_after_sq": "", "related": []}
    one = technique_from_table({**bare, **texts, **both, "key": key})
    whole = sum(step.share for step in one.steps)
    if isclose(whole, 1):
        return one
    return replace(one, steps=[replace(step, share=step.share / whole) for step in one.steps])


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, Mapping):
        return {name: _cleaned(one) for name, one in value.items()}
    return [_cleaned(one) for one in value] if isinstance(value, list) else value


def table_to_toml(table: Mapping[str, Any]) -> str:
    """The table as a text file that people can read and edit: single values, then tables, then rows."""
    return "\n".join(_section(table, "")) + "\n"


def _section(table: Mapping[str, Any], name: str) -> list[str]:
    prefix = f"{name}." if name else ""
    lines = [f"{key} = {_value(value)}" for key, value in table.items() if not _is_section(value)]
    for key, value in table.items():
        if isinstance(value, Mapping):
            lines += ["", f"[{prefix}{key}]", *_section(value, f"{prefix}{key}")]
        elif _is_section(value):
            for row in value:
                lines += ["", f"[[{prefix}{key}]]", *_section(row, f"{prefix}{key}")]
    return lines


def _is_section(value: Any) -> bool:
    return isinstance(value, Mapping) or (
        isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)
    )


def _value(value: Any) -> str:
    """A text, a number or a list of texts; JSON writes them as TOML does, but for one character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
