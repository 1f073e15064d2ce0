"""The command `facilitate check-text`: texts as JSON in, what could identify somebody out. No database, no event."""

import json
import sys
import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import click

from .finding import TextFinding, find_passages
from .names import ClearedNames, known_names


def known_places() -> ClearedNames:
    """What every planner knows: counties and districts. Nobody's name."""
    counties = tomllib.loads((files("facilitate.directory") / "albania.toml").read_text("utf-8"))[
        "counties"
    ]
    places = {one["name"] for county in counties for one in (county, *county["districts"])}
    return known_names((), (), tuple(sorted(places)))


def texts_of_file(content: str) -> list[dict[str, Any]]:
    """The texts of a JSON file. Raises ValueError, in a plain sentence, for anything else."""
    try:
        rows = json.loads(content)
    except ValueError as error:
        raise ValueError(f"This is no JSON: {error}.") from error
    if not isinstance(rows, list):
        raise ValueError("A list of texts is wanted: [{“id”: “1”, “lang”: “sq”, “text”: “…”}].")
    for number, row in enumerate(rows, 1):
        if not isinstance(row, Mapping) or not isinstance(row.get("text"), str) or "id" not in row:
            raise ValueError(f"Entry {number} of the list needs an “id” and a “text” in words.")
    return rows


def find_in_texts(
    rows: Sequence[Mapping[str, Any]],
) -> list[tuple[Any, str, tuple[TextFinding, ...]]]:
    """Each text by its id, with what was found in it."""
    places = known_places()
    return [(row["id"], row["text"], find_passages(row["text"], places)) for row in rows]


def findings_as_json(found: Sequence[tuple[Any, str, tuple[TextFinding, ...]]]) -> str:
    """Offsets are characters of the text as it was given; the end is the character after the last."""
    marks = [
        {"id": key, "marks": [[one.start, one.end, one.why.value] for one in some]}
        for key, _text, some in found
    ]
    return json.dumps(marks, ensure_ascii=False)


def findings_as_lines(found: Sequence[tuple[Any, str, tuple[TextFinding, ...]]]) -> str:
    """One text after the other with its passages, for reading."""
    lines = []
    for key, text, some in found:
        lines.append(f"{key}: {text}")
        lines += [f"    {one.why.value:<12}{one.found}" for one in some] or ["    nothing"]
    marked = sum(bool(some) for _key, _text, some in found)
    return "\n".join([*lines, f"{marked} of {len(found)} texts could identify somebody."])


@click.command("check-text")
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
)
@click.option(
    "--json", "wants_json", is_flag=True, help="Print [{id, marks: [[start, end, kind], …]}]."
)
def check_text(file: Path, wants_json: bool) -> None:
    """Say what in the texts of FILE could identify somebody. FILE is JSON, [{id, lang, text}]; - reads what is piped in."""
    try:
        content = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        found = find_in_texts(texts_of_file(content.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        raise click.ClickException("This file is not written in UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}.") from error
    click.echo(findings_as_json(found) if wants_json else findings_as_lines(found))
