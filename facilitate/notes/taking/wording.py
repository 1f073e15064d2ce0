"""The sentences of the note-taker's page, and those its script says."""

from collections.abc import Sequence
from datetime import date

from ...web.i18n import _, _n, pick_wording
from ..spots import NamedSpot
from .overview import NotesDay

MOST_NAMED = 4
"""Steps that one sentence names at most."""


def place_lead(where: NamedSpot | None, lines: int, people: int) -> str:
    """The first sentence: how much is written here, by how many; that the step is gone."""
    if where is None or where.gone:
        return _(
            "This step has since been removed from the agenda. What was written here is "
            "kept, and you can continue writing."
        )
    if not lines:
        return _nothing()
    text = _n("%(num)d line is written here", "%(num)d lines are written here", lines)
    if people > 1:
        return text + _n(", by %(num)d note-taker.", ", by %(num)d note-takers.", people)
    return text + "."


def _nothing() -> str:
    return _("Nothing is written here yet. One thought per line, in the speakers’ own words.")


def script_phrases() -> dict[str, str]:
    """What the page's script says."""
    return {
        "none": _nothing(),
        "line_one": _("1 line is written here."),
        "lines": _("{number} lines are written here."),
        "not_kept": _("This device could not keep the line. It is back in the field: try again."),
        "saved": _("Everything is saved."),
        "typing": _("Kept on this device while you type."),
        "waiting_one": _("1 line waits on this device."),
        "waiting": _("{number} lines wait on this device."),
        "offline": _(
            "No connection since {time}. Continue writing: everything is kept and sent later."
        ),
        "signed_out": _(
            "You are signed out. What you wrote stays on this device; sign in and it will be sent."
        ),
        "not_allowed": _("You may no longer take notes here. What you wrote stays on this device."),
        "gone": _("This event no longer exists. What you wrote stays on this device."),
        "sent": _("The connection is back: everything has been sent."),
        "waits": _("waits on this device"),
        "too_long": _(
            "The line is too long (at most 20,000 characters). Your text is still here: "
            "split it, or import it as a file."
        ),
        "both": _(
            "Somebody else changed this line while you were writing. Which version do you want to keep?"
        ),
        "theirs": _("Theirs: {text}"),
        "mine": _("Yours: {text}"),
        "take_theirs": _("Keep theirs"),
        "take_mine": _("Keep mine"),
        "refused": _("Not accepted: {why}"),
        "again": _("Put it back in the field"),
        "drop": _("Discard it"),
        "changing": _("You are editing the line of {time}. Press Escape to leave it as it was."),
        "withheld": _("not for the report"),
        "change": _("Edit"),
        "remove": _("Remove"),
        "removed": _("Removed."),
        "undo": _("Undo"),
        "memory": _(
            "This browser cannot store anything: keep the page open until everything is sent."
        ),
    }


def overview_lead(days: Sequence[NotesDay], lines: int, on: date, minute: int) -> str:
    """`84 lines so far. Nobody has written yet at: Opening, Reports.` Only places whose time has passed are missed."""
    if not any(day.rows for day in days):
        return _("The agenda has no steps yet: notes are taken step by step.")
    over = [
        row
        for day in days
        for row in day.rows
        if day.on < on or (day.on == on and row.end <= minute)
    ]
    silent = [pick_wording(one.title) for row in over for one in row.silent]
    said = (
        _n("%(num)d line so far.", "%(num)d lines so far.", lines)
        if lines
        else _("Nothing is written yet. Open a step and write one thought per line.")
    )
    if not silent or not lines:
        return said
    shown, more = ", ".join(f"“{one}”" for one in silent[:MOST_NAMED]), len(silent) - MOST_NAMED
    if more > 0:
        shown = _n("%(names)s and %(num)d more", "%(names)s and %(num)d more", more, names=shown)
    return said + " " + _("Nobody has written anything yet for: %(places)s.", places=shown)


def found_lead(total: int, narrowed: bool) -> str:
    """How many lines there are, or fit."""
    if narrowed:
        return _n("%(num)d line found.", "%(num)d lines found.", total)
    return _n("%(num)d line of this event.", "%(num)d lines of this event.", total)
