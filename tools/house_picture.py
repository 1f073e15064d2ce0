"""Draws the house: its floors, and who stands on whom. `python -m tools.house_picture` writes docs/house.svg."""

from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

from tools.floors import FLOORS, place_of
from tools.house import PACKAGE, imported_modules, read_sources

PICTURE = Path(__file__).parent.parent / "docs" / "house.svg"
WIDTH, MARGIN = 1000, 16
HIGH, GAP, BETWEEN = 30, 10, 26
"""How high a box is, the space beside it and the space above it."""
BY_LETTER, PADDING = 7.1, 14
PARTS = {
    "run.command": "how it is run",
    "overview": "rooms of the product",
    "mailing": "what rooms share",
    "exchange": "what everything stands on",
}
"""What a part of the house is called, by the first name on its highest floor."""


def stands_on() -> dict[str, set[str]]:
    """For each room or file at the top of the package: those it imports."""
    sources = read_sources()
    modules = {one.module for one in sources}
    names = {name for floor in FLOORS for name in floor}
    found: dict[str, set[str]] = {name: set() for name in names}
    for source in sources:
        mine = place_of(source.path.relative_to(PACKAGE).parts)
        for module in imported_modules(source, modules):
            other = place_of(module.split(".")[1:])
            if mine in found and other in names and other != mine:
                found[mine].add(other)
    return found


def without_detours(graph: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """The same without what is reached by way of another: who stands on a room stands on what is below it as well."""
    below: dict[str, set[str]] = {}

    def reach(name: str) -> set[str]:
        if name not in below:
            below[name] = set()
            below[name] = graph[name] | {far for near in graph[name] for far in reach(near)}
        return below[name]

    return {
        name: {one for one in near if not any(one in reach(other) for other in near - {one})}
        for name, near in graph.items()
    }


def draw(graph: Mapping[str, set[str]]) -> str:
    """The picture as SVG: the highest floor first, a line to each room one stands on."""
    places, y = {}, float(MARGIN)
    tops: dict[str, float] = {}
    for floor in reversed(FLOORS):
        for line in _lines(floor):
            x = (WIDTH - _wide(line)) / 2
            for name in line:
                places[name] = (x, y, _box(name))
                tops.setdefault(floor[0], y)
                x += _box(name) + GAP
            y += HIGH + GAP
        y += BETWEEN - GAP
    parts = [
        _edge(places, upper, lower) for upper in sorted(graph) for lower in sorted(graph[upper])
    ]
    parts += [_room(name, *place) for name, place in places.items()]
    for first, says in PARTS.items():
        parts.append(
            f'<text x="{MARGIN}" y="{tops[first] + HIGH / 2 + 4:.0f}" class="part">{escape(says)}</text>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y:.0f}" role="img" aria-label="The house">\n'
        "<style>text{font:12px sans-serif;fill:#1f2a30}.part{font-weight:bold;fill:#0b5d5b}"
        "rect{fill:#fff;stroke:#0b5d5b}path{fill:none;stroke:#0b5d5b;stroke-opacity:.28}</style>\n"
        '<rect width="100%" height="100%" style="fill:#faf9f5;stroke:none"/>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def _lines(floor: Iterable[str]) -> list[list[str]]:
    lines: list[list[str]] = [[]]
    for name in floor:
        if lines[-1] and _wide([*lines[-1], name]) > WIDTH - 14 * MARGIN:
            lines.append([])
        lines[-1].append(name)
    return lines


def _wide(line: list[str]) -> float:
    return sum(map(_box, line)) + GAP * (len(line) - 1)


def _box(name: str) -> float:
    return len(name) * BY_LETTER + PADDING


def _edge(places: Mapping[str, tuple[float, float, float]], upper: str, lower: str) -> str:
    x, y, wide = places[upper]
    x2, y2, wide2 = places[lower]
    x, x2, y = x + wide / 2, x2 + wide2 / 2, y + HIGH
    middle = (y + y2) / 2
    return (
        f'<path d="M{x:.0f} {y:.0f}C{x:.0f} {middle:.0f} {x2:.0f} {middle:.0f} {x2:.0f} {y2:.0f}"/>'
    )


def _room(name: str, x: float, y: float, wide: float) -> str:
    return (
        f'<rect x="{x:.0f}" y="{y:.0f}" width="{wide:.0f}" height="{HIGH}" rx="4"/>'
        f'<text x="{x + wide / 2:.0f}" y="{y + HIGH / 2 + 4:.0f}" text-anchor="middle">{escape(name)}</text>'
    )


def picture() -> str:
    """The picture of the house as it is."""
    return draw(without_detours(stands_on()))


if __name__ == "__main__":
    PICTURE.write_text(picture())
