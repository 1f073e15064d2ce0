"""What is done to themes (edited, merged, split, removed), each kept so that it can be undone."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import sqlalchemy as sa

from ...accounts.models import User
from ...data.db import db
from ...data.row_cells import cell_of_row, recording_rows
from ...events.access import Can
from ...events.actions import after_last, number_positions, wait_for_event_lock
from ...events.models import Event
from ...history.bins import RemovedRow, RoomBin
from ...history.memory import remember_change
from ...history.recording import RoomRecords
from ...lib.cells import ChangeCell
from ...lib.rearranging import move_by_one
from ...lib.text import Words
from ...web.i18n import LANGUAGES, _, _l, pick_wording
from ...web.refused import Refused
from ..models import Coding, Stance, Theme, ThemeAct, ThemeChange
from ..queries import themes_of
from .actions import COLOURS


class Coded(NamedTuple):
    """A theme on a passage (ids of both), the stance kept as its text, and the id of who put it there."""

    passage: int
    theme: int
    stance: str
    user: int | None


def merge_additions(codings: Iterable[Coded], source: int, target: int) -> set[Coded]:
    """What merging the theme `source` into `target` adds: a coding of `target` on every passage that only has `source`.

    Codings of `source` stay where they are, and so does what `target` has on a passage already, whatever its stance:
    merging twice adds nothing the second time.
    """
    codings = set(codings)
    there = {coded.passage for coded in codings if coded.theme == target}
    return {
        coded._replace(theme=target)
        for coded in codings
        if coded.theme == source and coded.passage not in there
    }


def passages_with_both(codings: Iterable[Coded], source: int, target: int) -> set[int]:
    """Passages that have both themes already."""
    codings = set(codings)
    of = {
        theme: {coded.passage for coded in codings if coded.theme == theme}
        for theme in (source, target)
    }
    return of[source] & of[target]


POINTERS = ("objective_id", "goal_id")
EDITED = ("name", "description", "colour", "unserved_why", "passed_to")
"""What an edit can change."""
TABLE: Any = Theme.__table__


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
    return {name: getattr(theme, name) for name in EDITED}


def note_theme_edit(
    event: Event, theme: Theme, before: dict[str, Any], user: User
) -> ThemeChange | None:
    """Keep how a theme was before an edit; an edit that changed nothing is none."""
    after = theme_wording(theme)
    changed = [name for name in EDITED if before[name] != after[name]]
    if not changed:
        return None
    sides = ({"id": theme.id, **{name: one[name] for name in changed}} for one in (before, after))
    cells = [cell_of_row(TABLE, *sides)]
    return _remember(event, user, ThemeAct.EDIT, {theme.id: before["name"]}, cells)


def merge_themes(event: Event, source: Theme, target: Theme, user: User) -> ThemeChange:
    """Merge one theme into another: what it was put on has the other one too, and it is gone.

    Its objective and goal go along where the other has none. Raises Refused where one went meanwhile.
    """
    if source.id == target.id:
        raise Refused(_("A theme cannot be merged into itself."))
    source, target = lock_themes(event, [source.id, target.id])
    ids = [source.id, target.id]
    with recording_rows((Theme, Theme.id.in_(ids)), (Coding, Coding.theme_id.in_(ids))) as cells:
        _add(merge_additions(codings_of(source, target), *ids))
        for name in POINTERS:
            if getattr(target, name) is None:
                setattr(target, name, getattr(source, name))
                setattr(source, name, None)
        source.gone = True
    names = {theme.id: theme.name for theme in (source, target)}
    return _remember(event, user, ThemeAct.MERGE, names, cells)


def split_theme(
    event: Event, theme: Theme, passages: Collection[int], name: Words, user: User
) -> ThemeChange:
    """Make a new theme of some of a theme's passages. Raises Refused where none of them has it any more."""
    (theme,) = lock_themes(event, [theme.id])
    chosen = [coded.passage for coded in codings_of(theme) if coded.passage in set(passages)]
    if not chosen:
        raise Refused(_("None of these passages has the theme any more. Check again."))
    scopes = (Theme, Theme.event_id == event.id), (Coding, Coding.passage_id.in_(chosen))
    with recording_rows(*scopes) as cells:
        place = after_last(Theme.position, Theme.event_id == event.id)
        new = Theme(event_id=event.id, position=place, name=name, colour=(place - 1) % COLOURS)
        db.session.add(new)
        db.session.flush()
        db.session.execute(
            sa.update(Coding)
            .where(Coding.theme_id == theme.id, Coding.passage_id.in_(chosen))
            .values(theme_id=new.id)
            .execution_options(synchronize_session=False)
        )
    return _remember(event, user, ThemeAct.SPLIT, {theme.id: theme.name, new.id: name}, cells)


def remove_theme(event: Event, theme: Theme, user: User) -> ThemeChange:
    """Take a theme off every passage. It is kept, so that it can come back."""
    (theme,) = lock_themes(event, [theme.id])
    with recording_rows((Theme, Theme.id == theme.id)) as cells:
        theme.gone = True
    return _remember(event, user, ThemeAct.REMOVE, {theme.id: theme.name}, cells)


def move_theme(event: Event, theme: Theme, up: bool) -> None:
    """One place up or down."""
    wait_for_event_lock(event)
    themes = list(themes_of(event))
    if theme in themes:  # somebody may have removed it while we waited
        number_positions(move_by_one(themes, theme, -1 if up else 1))


def theme_change_sentence(change: ThemeChange) -> str:
    """What was done, in one plain sentence, with the names as they were then."""
    theme, _line, other = pick_wording(change.about).partition("\n")
    match change.did:
        case ThemeAct.EDIT:
            return _("“%(theme)s” was edited.", theme=theme)
        case ThemeAct.MERGE:
            return _("“%(theme)s” was merged into “%(other)s”.", theme=theme, other=other)
        case ThemeAct.SPLIT:
            return _("“%(other)s” was split off from “%(theme)s”.", theme=theme, other=other)
        case _other:
            return _("“%(theme)s” was removed.", theme=theme)


def codings_of(*themes: Theme) -> list[Coded]:
    """Every coding with one of these themes."""
    columns = (Coding.passage_id, Coding.theme_id, Coding.stance, Coding.user_id)
    rows = db.session.execute(
        sa.select(*columns).where(Coding.theme_id.in_([theme.id for theme in themes]))
    )
    return [Coded(passage, theme, stance.value, user) for passage, theme, stance, user in rows]


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


def _remember(
    event: Event,
    user: User,
    did: ThemeAct,
    names: Mapping[int, Words],
    cells: Sequence[ChangeCell],
) -> ThemeChange:
    """`names`: the themes it is about. Each has a cell that says it was there: merged or removed since, it collides."""
    mine = {key: ChangeCell(TABLE.name, key, {"id": key}, {"id": key}) for key in names}
    mine |= {cell.id: cell for cell in cells if cell.table == TABLE.name}
    there = [
        replace(cell, before={"gone": False, **cell.before}, after={"gone": False, **cell.after})
        if cell.before and cell.after
        else cell
        for cell in mine.values()
    ]
    others = [cell for cell in cells if cell.table != TABLE.name]
    about = Words(*("\n".join(name.to(one) for name in names.values()) for one in LANGUAGES))
    return remember_change(ThemeChange, event, did, [*there, *others], user.id, about=about)


THEMES = RoomRecords(
    kind=ThemeChange,
    key="themes",
    name=_l("Themes"),
    page="consultation.list_themes",
    sees=Can.CODE_ANSWERS,
    undoes=Can.CODE_ANSWERS,
    says=theme_change_sentence,
    lenient={"coding"},
)


def _removed(event: Event) -> Sequence[RemovedRow]:
    query = sa.select(ThemeChange).where(
        ThemeChange.event_id == event.id,
        ThemeChange.did == ThemeAct.REMOVE,
        ~ThemeChange.undone,
    )
    return [
        RemovedRow(row.id, pick_wording(row.about), row.at) for row in db.session.scalars(query)
    ]


def _restore(event: Event, change_id: int, by: int) -> str:
    THEMES.history.take_back(event, change_id, by, False)
    return pick_wording(db.session.get_one(ThemeChange, change_id).about)


THEME_BIN = RoomBin(
    key="themes",
    name=_l("Themes"),
    restores=Can.CODE_ANSWERS,
    removed=_removed,
    restore=_restore,
)
