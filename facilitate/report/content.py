"""A report as plain JSON that a database keeps, and back: what was released stays as it was read."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from .proceedings import (
    Bullets,
    Exhibit,
    Paragraph,
    Report,
    ReportHeading,
    ReportLink,
    ReportPicture,
    ReportQuote,
    ReportTable,
    Section,
    Trail,
    TrailStation,
)

NOT_WORDS = frozenset({"base64", "kind", "key", "mark", "marks", "media_type", "language"})
"""What of a report's values is no text for readers."""
KINDS: dict[str, type[Any]] = {
    "bullets": Bullets,
    "exhibit": Exhibit,
    "heading": ReportHeading,
    "link": ReportLink,
    "paragraph": Paragraph,
    "picture": ReportPicture,
    "quote": ReportQuote,
    "report": Report,
    "section": Section,
    "station": TrailStation,
    "table": ReportTable,
    "trail": Trail,
}
"""What a report is made of, by the name each is kept under; that name stays when a class gets another."""
PICTURES = frozenset({"image/svg+xml", "image/jpeg", "image/png"})
"""What a picture of a report is: it is sent as what it says it is, and an archive may say anything."""
KIND_NAMES = {kind: name for name, kind in KINDS.items()}
FORMAT = 1
"""Which way of writing it down this is."""


def report_to_json(report: Report) -> dict[str, Any]:
    """The report as values that JSON holds; bytes as base 64."""
    return {"format": FORMAT, "report": _down(report)}


def report_from_json(kept: Mapping[str, Any]) -> Report:
    """The report that `report_to_json` made these values of. Raises ValueError for anything else."""
    if kept.get("format") != FORMAT:
        raise ValueError("this report was written by another version")
    try:
        report = _up(kept["report"])
    except (KeyError, TypeError) as error:
        raise ValueError("this is no report") from error
    if not isinstance(report, Report):
        raise ValueError("this is no report")
    return report


def each_text(kept: Any, change: Callable[[str], str]) -> Any:
    """The kept values with `change` done to every text in them that readers see; drawings are counted things."""
    if isinstance(kept, Mapping):
        return {
            name: inner if name in NOT_WORDS else each_text(inner, change)
            for name, inner in kept.items()
        }
    if isinstance(kept, list):
        return [each_text(inner, change) for inner in kept]
    return change(kept) if isinstance(kept, str) and not kept.lstrip().startswith("<svg") else kept


def _down(value: Any) -> Any:
    if is_dataclass(value):
        kept = {one.name: _down(getattr(value, one.name)) for one in fields(value)}
        return {"kind": KIND_NAMES[type(value)], **kept}
    if isinstance(value, tuple):
        return [_down(one) for one in value]
    return {"base64": b64encode(value).decode()} if isinstance(value, bytes) else value


def _up(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_up(one) for one in value)
    if not isinstance(value, Mapping):
        return value
    if "base64" in value:
        return b64decode(value["base64"])
    kind = KINDS[value["kind"]]
    if kind is ReportPicture and value.get("media_type") not in PICTURES:
        raise ValueError("a picture of a report is a drawing or a photo")
    known = {one.name for one in fields(kind)}
    return kind(**{name: _up(one) for name, one in value.items() if name in known})
