"""What happens to goals, objectives and presentations: made, linked to themes, agreed on, moved, removed."""

from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm.attributes import flag_modified

from ..consultation.models import Theme
from ..data.db import db
from ..directory.models import Person
from ..events.access import Can
from ..events.actions import after_last, number_positions, wait_for_event_lock
from ..events.models import AgreementStatus, Event, Goal, Objective
from ..history.removing import RoomRemovals
from ..lib.rearranging import move_by_one
from ..lib.text import Words
from ..web.i18n import _, _l
from ..web.refused import Refused
from .models import (
    ObjectiveChange,
    ObjectiveIndicator,
    Presentation,
    PresentationSpeaker,
    PresentationTheme,
)
from .queries import themes_on

REMOVALS = RoomRemovals(
    kind=ObjectiveChange,
    models=(Objective, Goal, Presentation, PresentationSpeaker, ObjectiveIndicator),
    key="objectives",
    name=_l("Objectives"),
    page="objectives.show_objectives",
    sees=Can.SEE,
    undoes=Can.EDIT_OBJECTIVES,
)
"""How goals, objectives, presentations and indicators are removed; themes stay, and what served them stays without them."""
Kind = type[Goal] | type[Objective] | type[Presentation]
Row = Goal | Objective | Presentation


def add_presentation(
    event: Event,
    title: Words,
    why: Words,
    objective_id: int | None = None,
    themes: Collection[int] = (),
) -> Presentation:
    """A new presentation, after the others, that answers these themes (their ids)."""
    wait_for_event_lock(event)
    row = Presentation(
        event_id=event.id,
        position=after_last(Presentation.position, Presentation.event_id == event.id),
        title=title,
        why=why,
        objective_id=objective_id,
    )
    db.session.add(row)
    db.session.flush()
    db.session.add_all(
        PresentationTheme(presentation_id=row.id, theme_id=key) for key in sorted(set(themes))
    )
    db.session.flush()
    return row


def set_presentation_themes(row: Presentation, themes: Collection[int]) -> None:
    """The themes a presentation answers (their ids), as its form says. A change counts as an edit."""
    before, wanted = set(themes_on(row)), set(themes)
    if before == wanted:
        return
    mine = PresentationTheme.presentation_id == row.id
    db.session.execute(
        sa.delete(PresentationTheme).where(mine, PresentationTheme.theme_id.in_(before - wanted))
    )
    db.session.add_all(
        PresentationTheme(presentation_id=row.id, theme_id=key) for key in sorted(wanted - before)
    )
    flag_modified(row, "title")
    db.session.flush()


def link_theme(event: Event, row: Row, theme: Theme) -> None:
    """Let a goal, an objective or a presentation take up one more theme.

    A theme has one objective and one goal at most; presentations as many as people like. Linking is no edit
    of either, so that it meets nobody who is rewording them.
    """
    wait_for_event_lock(event)
    if isinstance(row, Presentation):
        if db.session.get(PresentationTheme, (row.id, theme.id)) is None:
            db.session.add(PresentationTheme(presentation_id=row.id, theme_id=theme.id))
            db.session.flush()
        return
    pointer = _pointer(row)
    free = sa.or_(pointer.is_(None), pointer == row.id)
    update = sa.update(Theme).where(Theme.id == theme.id, free).values({pointer: row.id})
    done: Any = db.session.execute(update)
    if done.rowcount == 0:
        raise Refused(already_linked_message(row))


def unlink_theme(row: Row, theme: Theme) -> None:
    """A goal, an objective or a presentation no longer takes up the theme; one it does not have stays away."""
    if isinstance(row, Presentation):
        mine = (PresentationTheme.presentation_id == row.id, PresentationTheme.theme_id == theme.id)
        db.session.execute(sa.delete(PresentationTheme).where(*mine))
        return
    pointer = _pointer(row)
    there = sa.update(Theme).where(Theme.id == theme.id, pointer == row.id)
    db.session.execute(there.values({pointer: None}))


def _pointer(row: Goal | Objective) -> InstrumentedAttribute[int | None]:
    return Theme.goal_id if isinstance(row, Goal) else Theme.objective_id


def already_linked_message(row: Row) -> str:
    """Why a theme cannot be taken up once more."""
    if isinstance(row, Goal):
        return _("This theme has a goal already.")
    return _("This theme has an objective already.")


def set_status(row: Row, status: AgreementStatus) -> None:
    """How far the team has agreed on it. No edit of its words, so that it meets nobody who is rewording them."""
    kind = type(row)
    db.session.execute(sa.update(kind).where(kind.id == row.id).values(status=status))


def rows_in_order(event: Event, kind: Kind) -> Sequence[Any]:
    """The goals, the objectives or the presentations of an event, in order."""
    rows = sa.select(kind).where(kind.event_id == event.id).order_by(kind.position, kind.id)
    return db.session.scalars(rows).all()


def move_in_order(event: Event, row: Row, up: bool) -> None:
    """One place up or down."""
    wait_for_event_lock(event)
    rows = rows_in_order(event, type(row))
    if row in rows:  # somebody may have removed it while we waited
        number_positions(move_by_one(rows, row, -1 if up else 1))


def choose_speakers(event: Event, row: Presentation, people: Collection[int]) -> int:
    """These people of the directory (their ids) could give the presentation too; gives how many are new.

    Raises Refused where one of them is not in the directory any more.
    """
    wait_for_event_lock(event)
    wanted = set(people)
    if set(db.session.scalars(sa.select(Person.id).where(Person.id.in_(wanted)))) != wanted:
        raise Refused(
            _("Somebody you chose is no longer in the directory. Go back and choose again.")
        )
    there = sa.select(PresentationSpeaker.person_id).where(
        PresentationSpeaker.presentation_id == row.id
    )
    new = wanted - set(db.session.scalars(there))
    db.session.add_all(
        PresentationSpeaker(presentation_id=row.id, person_id=key) for key in sorted(new)
    )
    db.session.flush()
    return len(new)


def speaker_of(row: Presentation, person: int) -> PresentationSpeaker | None:
    """Somebody (their id) who could give this presentation; None where it is nobody by now."""
    return db.session.get(PresentationSpeaker, (row.id, person))
