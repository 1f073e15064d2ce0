"""What is kept of two participations of one event when two people of the directory turn out to be one."""

from ..data.db import Base
from ..data.row_cells import Row
from ..directory.merging.row_merging import RowMerge, merge_rule
from .models import Standing, roles_in_order

FURTHER = [
    Standing.LISTED,
    Standing.INVITED,
    Standing.DECLINED,
    Standing.REPLACED,
    Standing.WAITING,
    Standing.COMING,
    Standing.ATTENDED,
]
"""From the list to the room: of two standings the later one here is kept."""
THEN = ("organisation_id", "sector_id", "county_id", "district_id")
"""Where somebody was at the time."""


@merge_rule("participation")
def merge_participations(uniting: RowMerge, kept: Row, gone: Row) -> Row:
    """The further standing, with the place that belongs to it; both parts; the first invitation."""
    table = Base.metadata.tables["registration"]
    for row in uniting.rows(table, participation_id=kept["id"], substitute_id=kept["id"]):
        uniting.change(table, row, substitute_id=None)  # nobody comes in their own place
    further = max(kept, gone, key=lambda row: FURTHER.index(row["standing"]))
    said = [
        row["standing"] for row in (further, kept, gone) if row["standing"] is not Standing.ATTENDED
    ]
    there = further["standing"] is Standing.ATTENDED
    invited = [row["invited_on"] for row in (kept, gone) if row["invited_on"]]
    return {
        "standing": further["standing"],
        "was": (further["was"] or next(iter(said), None)) if there else None,
        "parts": roles_in_order((*kept["parts"], *gone["parts"])),
        "invited_on": min(invited, default=None),
        "walk_in": kept["walk_in"] and gone["walk_in"],
        "version": kept["version"] + 1,
        **{name: further[name] for name in THEN},
    }


@merge_rule("registration")
def merge_registrations(uniting: RowMerge, kept: Row, gone: Row) -> Row:
    """The answer that was given last, whole and with its link; where none was given, the link that was sent."""
    answered = [row["answered_at"] for row in (kept, gone) if row["answered_at"]]
    taken = (
        gone["answered_at"] == max(answered)
        if answered
        else bool(gone["sent_at"] and not kept["sent_at"])
    )
    if not taken:
        return {}
    own = ("id", "participation_id", "version")
    return {
        **{name: value for name, value in gone.items() if name not in own},
        "version": kept["version"] + 1,
    }


@merge_rule("attendance")
def merge_attendances(uniting: RowMerge, kept: Row, gone: Row) -> Row:
    """Of two check-ins on one day the first."""
    if gone["at"] >= kept["at"]:
        return {}
    return {
        name: value for name, value in gone.items() if name not in ("id", "participation_id", "day")
    }
