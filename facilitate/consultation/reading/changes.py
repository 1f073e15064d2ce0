"""What is done to themes (edited, merged, split, removed), each kept so that it can be taken back."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ... import clock
from ...accounts.models import User
from ...data.db import db
from ...events.actions import wait_for_event_lock
from ...events.models import Event, Goal, Objective
from ...lib.text import Words
from ...web.i18n import _, pick_wording
from ...web.refused import Refused
from ..models import ChangeKind, Coding, Stance, Theme, ThemeChange
from ..order import after_last, move_row
from ..queries import themes_of
from .actions import COLOURS
from .merging import Coded, merge_additions, split_returns
from .undoing import DoneChange, blocking_change

POINTERS: tuple[tuple[str, type[Goal] | type[Objective]], ...] = (
    ("objective_id", Objective),
    ("goal_id", Goal),
)


@dataclass(frozen=True)
class ThemeChangeLine:
    """A line of what was done to themes: the change, and what has to be taken back before it can be."""

    change: ThemeChange
    blocked_by: ThemeChange | None


def lock_themes(event: Event, ids: Collection[int]) -> list[Theme]:
    """These themes, in the order of the ids asked for, while nobody else changes or puts them.

    Raises Refused where one went meanwhile.
    """
    wait_for_event_lock(event)
    rows = {theme.id: theme for theme in _locked(event, ids)}
    if any(key not in rows or rows[key].gone for key in ids):
        raise Refused(
            _("This theme was merged or removed in the meantime. Check the list of themes.")
        )
    return [rows[key] for key in ids]


def _locked(event: Event, ids: Collection[int]) -> Sequence[Theme]:
    return db.session.scalars(
        sa.select(Theme)
        .where(Theme.id.in_(ids), Theme.event_id == event.id)
        .order_by(Theme.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def theme_wording(theme: Theme) -> dict[str, Any]:
    """What an edit can change, as it is now."""
    return {
        "name": _pair(theme.name),
        "description": _pair(theme.description),
        "colour": theme.colour,
    }


def note_theme_edit(
    event: Event, theme: Theme, before: dict[str, Any], user: User
) -> ThemeChange | None:
    """Keep how a theme was before an edit; an edit that changed nothing is none."""
    if before == theme_wording(theme):
        return None
    return _keep(event, user, ChangeKind.EDIT, [theme], was=before)


def merge_themes(event: Event, source: Theme, target: Theme, user: User) -> ThemeChange:
    """Merge one theme into another: what it was put on has the other one too, and it is gone.

    Its objective and goal go along where the other has none. Raises Refused where one went meanwhile.
    """
    if source.id == target.id:
        raise Refused(_("A theme cannot be merged into itself."))
    source, target = lock_themes(event, [source.id, target.id])
    added = merge_additions(codings_of(source, target), source.id, target.id)
    _add(added)
    taken = {}
    for name, _model in POINTERS:
        if getattr(target, name) is None and getattr(source, name) is not None:
            taken[name] = getattr(source, name)
            setattr(target, name, taken[name])
            setattr(source, name, None)
    source.gone = True
    db.session.flush()
    rows = [[coded.passage, coded.stance, coded.user] for coded in sorted(added)]
    return _keep(event, user, ChangeKind.MERGE, [source, target], added=rows, taken=taken)


def split_theme(
    event: Event, theme: Theme, passages: Collection[int], name: Words, user: User
) -> ThemeChange:
    """Make a new theme of some of a theme's passages. Raises Refused where none of them has it any more."""
    (theme,) = lock_themes(event, [theme.id])
    chosen = [coded.passage for coded in codings_of(theme) if coded.passage in set(passages)]
    if not chosen:
        raise Refused(_("None of these passages has the theme any more. Please check again."))
    position = after_last(Theme.position, Theme.event_id == event.id)
    new = Theme(event_id=event.id, position=position, name=name, colour=(position - 1) % COLOURS)
    db.session.add(new)
    db.session.flush()
    db.session.execute(
        sa.update(Coding)
        .where(Coding.theme_id == theme.id, Coding.passage_id.in_(chosen))
        .values(theme_id=new.id)
        .execution_options(synchronize_session=False)
    )
    return _keep(event, user, ChangeKind.SPLIT, [theme, new], number=len(chosen))


def remove_theme(event: Event, theme: Theme, user: User) -> ThemeChange:
    """Take a theme off every passage. It is kept, so that it can come back."""
    (theme,) = lock_themes(event, [theme.id])
    theme.gone = True
    return _keep(event, user, ChangeKind.REMOVE, [theme])


def move_theme(event: Event, theme: Theme, up: bool) -> None:
    """One place up or down."""
    wait_for_event_lock(event)
    themes = list(themes_of(event))
    if theme in themes:  # somebody may have removed it while we waited
        for number, row in enumerate(move_row(themes, theme, up), 1):
            db.session.execute(sa.update(Theme).where(Theme.id == row.id).values(position=number))


def theme_history(event: Event) -> list[ThemeChangeLine]:
    """What was done to the event's themes, the latest first."""
    rows = db.session.scalars(
        sa.select(ThemeChange)
        .where(ThemeChange.event_id == event.id)
        .options(joinedload(ThemeChange.user))
        .order_by(ThemeChange.id.desc())
    ).all()
    done = [_done(row) for row in rows]
    by_id = {row.id: row for row in rows}
    return [
        ThemeChangeLine(
            row, by_id.get(blocking_change(done, row.id) or 0) if not row.undone else None
        )
        for row in rows
    ]


def undo_theme_change(event: Event, change: ThemeChange) -> None:
    """Take a change back. Raises Refused where it was taken back already, or something later has to be first."""
    wait_for_event_lock(event)
    db.session.refresh(change)
    if change.undone:
        raise Refused(_("That has already been undone."))
    blocking = next(
        entry.blocked_by for entry in theme_history(event) if entry.change.id == change.id
    )
    if blocking:
        raise Refused(_("Undo this first: %(change)s", change=theme_change_sentence(blocking)))
    themes = {theme.id: theme for theme in _locked(event, change.before["themes"])}
    rows = [themes[key] for key in change.before["themes"]]
    match change.kind:
        case ChangeKind.EDIT:
            was = change.before["was"]
            rows[0].name, rows[0].description = Words(**was["name"]), Words(**was["description"])
            rows[0].colour = was["colour"]
        case ChangeKind.MERGE:
            _unmerge(change, *rows)
        case ChangeKind.SPLIT:
            _unsplit(*rows)
        case ChangeKind.REMOVE:
            rows[0].gone = False
    change.undone = True
    db.session.flush()


def theme_change_sentence(change: ThemeChange) -> str:
    """What was done, in one plain sentence, with the names as they were then."""
    names = [pick_wording(Words(**name)) for name in change.before["names"]]
    match change.kind:
        case ChangeKind.EDIT:
            return _("“%(theme)s” was edited.", theme=names[0])
        case ChangeKind.MERGE:
            return _("“%(theme)s” was merged into “%(other)s”.", theme=names[0], other=names[1])
        case ChangeKind.SPLIT:
            return _("“%(other)s” was split off from “%(theme)s”.", theme=names[0], other=names[1])
        case ChangeKind.REMOVE:
            return _("“%(theme)s” was removed.", theme=names[0])


def codings_of(*themes: Theme) -> list[Coded]:
    """Every coding with one of these themes."""
    columns = (Coding.passage_id, Coding.theme_id, Coding.stance, Coding.user_id)
    rows = db.session.execute(
        sa.select(*columns).where(Coding.theme_id.in_([theme.id for theme in themes]))
    )
    return [Coded(passage, theme, stance.value, user) for passage, theme, stance, user in rows]


def _unmerge(change: ThemeChange, source: Theme, target: Theme) -> None:
    """What the merge put on goes, unless somebody has changed it since; pointers go home."""
    put = {passage: (stance, user) for passage, stance, user in change.before["added"]}
    same = [
        coded.passage
        for coded in codings_of(target)
        if put.get(coded.passage) == (coded.stance, coded.user)
    ]
    db.session.execute(
        sa.delete(Coding)
        .where(Coding.theme_id == target.id, Coding.passage_id.in_(same))
        .execution_options(synchronize_session=False)
    )
    for name, model in POINTERS:
        taken = change.before["taken"].get(name)
        if taken is not None:
            if getattr(target, name) == taken:
                setattr(target, name, None)
            if db.session.get(model, taken) is not None:
                setattr(source, name, taken)
    source.gone = False


def _unsplit(source: Theme, new: Theme) -> None:
    _add(split_returns(codings_of(source, new), source.id, new.id))
    db.session.execute(
        sa.delete(Coding)
        .where(Coding.theme_id == new.id)
        .execution_options(synchronize_session=False)
    )
    for name, _model in POINTERS:  # an objective made of the new theme meanwhile keeps its answers
        if getattr(source, name) is None:
            setattr(source, name, getattr(new, name))
        setattr(new, name, None)
    new.gone = True


def _add(codings: Iterable[Coded]) -> None:
    rows = [
        {
            "passage_id": one.passage,
            "theme_id": one.theme,
            "stance": Stance(one.stance),
            "user_id": one.user,
        }
        for one in sorted(codings, key=lambda one: (one.passage, one.theme))
    ]
    if rows:
        db.session.execute(sa.insert(Coding), rows)


def _keep(
    event: Event, user: User, kind: ChangeKind, themes: Sequence[Theme], **before: Any
) -> ThemeChange:
    names = [_pair(theme.name) for theme in themes]
    if kind is ChangeKind.EDIT:
        names = [before["was"]["name"]]
    change = ThemeChange(
        event_id=event.id,
        user_id=user.id,
        at=clock.now(),
        kind=kind,
        before={"themes": [theme.id for theme in themes], "names": names, **before},
    )
    db.session.add(change)
    db.session.flush()
    return change


def _done(change: ThemeChange) -> DoneChange:
    return DoneChange(change.id, frozenset(change.before["themes"]), change.undone)


def _pair(wording: Words) -> dict[str, str]:
    return {"en": wording.en, "sq": wording.sq}
