"""Tables of figures made by hand, and what a picture holds once it is read as XML."""

import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from facilitate.participation.counting.report import (
    BlockKey,
    FiguresBlock,
    FiguresColumn,
    FiguresRow,
    FlowStep,
)

SVG = "{http://www.w3.org/2000/svg}"
COUNTIES = {
    "berat": "Berat",
    "diber": "Dibër",
    "durres": "Durrës",
    "elbasan": "Elbasan",
    "fier": "Fier",
    "gjirokaster": "Gjirokastër",
    "korce": "Korçë",
    "kukes": "Kukës",
    "lezhe": "Lezhë",
    "shkoder": "Shkodër",
    "tirane": "Tiranë",
    "vlore": "Vlorë",
}
STAGES = (
    FiguresColumn("invited", "Invited", 160),
    FiguresColumn("confirmed", "Confirmed", 125),
    FiguresColumn("attended", "Attended", 119),
)


def named_table(
    key: BlockKey,
    rows: Mapping[str, Sequence[int | None]],
    columns: Sequence[FiguresColumn] = STAGES,
    adds_up: bool = True,
) -> FiguresBlock:
    """A table whose rows are named by their keys; `government` is a sum. Shares are counts in tenths of their total."""
    made = tuple(
        FiguresRow(
            name,
            COUNTIES.get(name, name.replace("_", " ")),
            tuple(counts),
            tuple(
                None if count is None or not column.total else round(1000 * count / column.total)
                for count, column in zip(counts, columns, strict=True)
            ),
            together=name == "government",
        )
        for name, counts in rows.items()
    )
    return FiguresBlock(key, f"By {key}", tuple(columns), made, adds_up)


def flow_table(counts: Mapping[FlowStep, int | None]) -> FiguresBlock:
    """The table of the way from invited to attended."""
    return named_table(
        BlockKey.FLOW,
        {step.value: (counts.get(step, 0),) for step in FlowStep},
        [FiguresColumn("people", "People", None)],
        False,
    )


def read_picture(markup: Markup) -> ET.Element:
    """The picture as a tree: it must be whole XML, with a size and a name for who cannot see it."""
    root = ET.fromstring(str(markup))
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    assert "id=" not in markup
    return root


def picture_texts(markup: Markup) -> list[str]:
    """Everything that is written on the picture."""
    return [
        (text.text or "").replace("\u00a0", " ") for text in read_picture(markup).iter(f"{SVG}text")
    ]


def picture_about(markup: Markup) -> str:
    """What the picture says to who cannot see it."""
    return (read_picture(markup).get("aria-label") or "").replace("\u00a0", " ")


def is_inside(markup: Markup) -> bool:
    """Whether every rectangle, circle and beginning of a text lies on the picture."""
    root = read_picture(markup)
    wide, high = float(root.get("width") or 0), float(root.get("height") or 0)
    for one in root.iter():
        if one.tag in (f"{SVG}text", f"{SVG}rect"):
            x, y = float(one.get("x") or 0), float(one.get("y") or 0)
            if not (x >= 0 and x + float(one.get("width") or 0) <= wide + 0.1 and 0 <= y <= high):
                return False
    return True
