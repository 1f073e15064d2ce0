"""Lay templates out: `python -m tools.templates [FILE…]`, or only say which are not (`--check`)."""

import sys
from pathlib import Path

from .writing import format_template

PLACE = Path(__file__).parents[2] / "facilitate" / "templates"


def main(arguments: list[str]) -> int:
    """Write the files, or with `--check` name those that would be another; 1 where there is one."""
    check = "--check" in arguments
    named = [Path(one) for one in arguments if not one.startswith("-")] or [PLACE]
    files = [
        file for one in named for file in (sorted(one.rglob("*.html")) if one.is_dir() else [one])
    ]
    other, broken = [], []
    for file in files:
        source = file.read_text(encoding="utf-8")
        try:
            text = format_template(source)
        except (ValueError, AssertionError) as error:
            broken.append(f"{file}: {error}")
            continue
        if text != source:
            other.append(file)
            if not check:
                file.write_text(text, encoding="utf-8")
    told = broken + [f"{file}: not laid out; run make format" for file in other if check]
    sys.stdout.write("".join(line + "\n" for line in told))
    return 1 if broken or (check and other) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
