"""What happens to a report while it is written: sections edited, brought up to date, put elsewhere, left out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import SequenceMatcher
from secrets import token_urlsafe

from ...data.db import db
from ...events.actions import wait_for_event_lock
from ...events.models import Event
from ...web.i18n import _
from ...web.refused import Refused
from ..models import Proceedings, SectionText
from .arranging import Arrangement, move_in_arrangement
from .markup import named_exhibits
from .outline import ReportOutline
from .queries import proceedings_of


@dataclass(frozen=True)
class MergeConflict:
    """A place both sides have changed: how it was assembled first, how the team wrote it, how it is assembled now."""

    before: str
    mine: str
    now: str


@dataclass(frozen=True)
class MergedText:
    """The text with both in it, and where both had changed the same place."""

    text: str
    conflicts: tuple[MergeConflict, ...] = ()


def merge_texts(before: str, mine: str, now: str) -> MergedText:
    """`mine` with everything that changed between `before` and `now`; in a conflict mine stands, then the new lines."""
    base, ours, theirs = before.splitlines(), mine.splitlines(), now.splitlines()
    lines: list[str] = []
    conflicts: list[MergeConflict] = []
    for a, b, c in _regions(base, ours, theirs):
        if b == c or c == a:
            lines += b
        elif b == a:
            lines += c
        else:
            fresh = [line for line in c if line not in b and line not in a]
            kept = [
                line for line in b if line not in a or line in c
            ]  # what went from the sources goes
            lines += [*kept, *fresh]
            conflicts.append(MergeConflict("\n".join(a), "\n".join(b), "\n".join(c)))
    return MergedText("\n".join(lines), tuple(conflicts))


Region = tuple[list[str], list[str], list[str]]


def _regions(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[Region]:
    """The three texts cut where all of them agree: pieces that are the same, and pieces that are not, in turn."""
    mine, new = _matches(base, ours), _matches(base, theirs)
    both = [place for place in sorted(mine) if place in new]
    found: list[Region] = []
    at = (0, 0, 0)
    for place in both:
        to = (place, mine[place], new[place])
        if to != at:
            found.append(
                (list(base[at[0] : to[0]]), list(ours[at[1] : to[1]]), list(theirs[at[2] : to[2]]))
            )
        line = [base[place]]
        found.append((line, line, line))
        at = (to[0] + 1, to[1] + 1, to[2] + 1)
    found.append((list(base[at[0] :]), list(ours[at[1] :]), list(theirs[at[2] :])))
    return found


def _matches(base: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """For lines of the base that the other text still has: where they stand there."""
    blocks = SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks()
    return {one.a + step: one.b + step for one in blocks for step in range(one.size)}


def ensure_proceedings(event: Event) -> Proceedings:
    """How the event's report is put together; made where nobody has chosen anything yet."""
    wait_for_event_lock(event)
    row = proceedings_of(event)
    if row is None:
        row = Proceedings(event_id=event.id, sections=[], token=token_urlsafe(16))
        db.session.add(row)
        db.session.flush()
    return row


def move_section(event: Event, found: ReportOutline, key: str, to: int) -> None:
    """Put a section at that place (from 1) among those it stands with. Raises KeyError where there is no such section."""
    row = ensure_proceedings(event)
    row.sections = move_in_arrangement(found.sections, Arrangement.of(row.sections), key, to).kept()
    db.session.flush()


def include_section(event: Event, found: ReportOutline, key: str, *, to: bool) -> None:
    """Take a section into the report, or leave it out."""
    row = ensure_proceedings(event)
    wanted = Arrangement.of(row.sections)
    out = wanted.out - {key} if to else wanted.out | {key}
    order = wanted.order if key in wanted.order else tuple(one.key for one in found.all)
    row.sections = replace(wanted, order=order, out=out).kept()
    db.session.flush()


def merge_sources(row: SectionText, now: str, by: int, at: datetime) -> MergedText:
    """What changed in the sources goes into what the team wrote; nothing is kept where both had changed the same place."""
    found = merge_texts(row.source, row.text, now)
    if not found.conflicts:
        row.text, row.source, row.by_id, row.at = found.text, now, by, at
        db.session.flush()
    return found


def mark_sources_seen(row: SectionText, now: str) -> None:
    """The team's text stays as it is; what has changed until now is no news any more."""
    row.source = now
    db.session.flush()


def discard_edits(row: SectionText) -> None:
    """The section is again what is assembled."""
    db.session.delete(row)
    db.session.flush()


def restore_exhibit(row: SectionText, exhibit: str) -> None:
    """A table or picture that was taken out of a section stands at its end again."""
    if exhibit in named_exhibits(row.text):
        raise Refused(_("It is already in the text."))
    row.text = f"{row.text}\n\n[[{exhibit}]]".strip()
    db.session.flush()
