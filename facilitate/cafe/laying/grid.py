"""The questions, hosts and note-takers of all tables in one grid: what stands in it, what was typed or pasted into it.

A host may be typed as they are offered (“name, organisation”), by the name alone where nobody else has it, as somebody of the
team, or as any other name. Pasted are lines of question, host, note-taker and seats, one a table, as Excel copies them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa
from werkzeug.datastructures import MultiDict

from ...agenda.models import StepObjective
from ...consultation.constellation.queries import theme_counts
from ...consultation.models import Theme
from ...data.db import db
from ...events.models import Event, Member, Objective
from ...lib.text import Words, clean_text, plain_text
from ...web.forms import NumberField, TextField, VersionedForm, WordsField
from ...web.i18n import _, _l, in_both_languages, pick_wording
from ..actions import SEATS, add_table
from ..floor import LINKED, CafeFloor
from ..labels import online_host_said_of
from ..models import CafeTable, CafeTablePlace
from ..people import listed_people
from .forms import QUESTION

COLUMNS = 4


class GridForm(VersionedForm):
    """One table as a row of the grid; its fields have the prefix `t` and the number of its row in the database."""

    question = WordsField(_l("Question or topic"), limit=QUESTION)
    host = TextField(_l("Host"), render_kw={"list": "hosts-known", "autocomplete": "off"})
    note_taker = TextField(
        _l("Note-taker"), render_kw={"list": "team-known", "autocomplete": "off"}
    )
    seats = NumberField(_l("Seats"), least=2, most=100)


@dataclass(frozen=True)
class HostNames:
    """Whom a name may mean: people of the list (id of the participation) and of the team (id of the member), by plain name.

    `waited_for`: those of the list who have not said yet that they come, by id. Their name stands at the table until they do.
    `online`: who takes part online, and so hosts no table in the room.
    """

    guests: Mapping[str, int]
    team: Mapping[str, int]
    offered: Sequence[str]
    waited_for: Mapping[int, str]
    online: frozenset[int] = frozenset()

    def wrong_place(self, typed: str, place: str) -> str:
        """Why whoever is typed cannot host a table in that place; empty where they can."""
        if self.guests.get(plain_text(typed)) not in self.online or place in LINKED:
            return ""
        return online_host_said_of(typed)

    def host(self, typed: str) -> dict[str, Any]:
        """The columns of a host."""
        name = plain_text(typed)
        guest = self.guests.get(name)
        member = None if guest else self.team.get(name)
        return {
            "host_participation_id": guest,
            "host_id": member,
            "host_name": self.waited_for.get(guest, "") if guest else "" if member else typed,
        }

    def note_taker(self, typed: str) -> dict[str, Any]:
        """The columns of a note-taker."""
        member = self.team.get(plain_text(typed))
        return {"note_taker_id": member, "note_taker_name": "" if member else typed}


def known_names(event: Event, floor: CafeFloor, team: Sequence[Member]) -> HostNames:
    """Everybody who may be a host: whoever is on the list, whether or not they have said that they come, and the team."""
    listed = [guest for guest in floor.people.values() if not guest.walk_in and not guest.out]
    expected = [guest for guest in listed_people(event) if guest.key not in floor.people]
    listed += expected
    names = Counter(plain_text(guest.name) for guest in listed)
    guests = {plain_text(guest.in_full): int(guest.key[1:]) for guest in listed}
    guests |= {
        plain_text(guest.name): int(guest.key[1:])
        for guest in listed
        if names[plain_text(guest.name)] == 1
    }
    offered = [*(guest.in_full for guest in listed), *(member.name for member in team)]
    return HostNames(
        guests=guests,
        team={plain_text(member.name): member.id for member in team},
        offered=offered,
        waited_for={int(guest.key[1:]): guest.name for guest in expected},
        online=frozenset(int(guest.key[1:]) for guest in listed if guest.online),
    )


def grid_row(floor: CafeFloor, table: CafeTable) -> SimpleNamespace:
    """A table as its row shows it."""
    return SimpleNamespace(
        version=table.version,
        question=table.question,
        host=host_as_typed(floor, table),
        note_taker=floor.note_taker_of(table),
        seats=table.seats,
    )


def host_as_typed(floor: CafeFloor, table: CafeTable) -> str:
    """The host as the grid and the list write them: a participant with their organisation."""
    guest = floor.people.get(f"p{table.host_participation_id}")
    return guest.in_full if guest else floor.host_of(table)


def grid_forms(
    floor: CafeFloor, *, typed: bool = True
) -> list[tuple[CafeTable, SimpleNamespace, GridForm]]:
    """Each table with its row as it stands and its form; not `typed`: whatever was sent is not about them."""
    sent = {} if typed else {"formdata": None}
    rows = [(table, grid_row(floor, table)) for table in floor.tables]
    return [(table, row, GridForm(obj=row, prefix=f"t{table.id}-", **sent)) for table, row in rows]


def save_grid(floor: CafeFloor, known: HostNames) -> tuple[list[GridForm], bool]:
    """Take over what was typed, all of it or nothing; gives the forms, with their mistakes, and whether it was taken."""
    found = grid_forms(floor)
    fine = [form.saves(row) for _table, row, form in found]
    _check_hosts([(table.number, form) for table, _row, form in found], known)
    _check_places([(table.place, form) for table, _row, form in found], known)
    forms = [form for _table, _row, form in found]
    if not all(fine) or any(form.errors for form in forms):
        return forms, False
    for table, row, _form in found:
        _put(table, row, known, grid_row(floor, table))
    return forms, True


def _put(table: CafeTable, row: Any, known: HostNames, shown: Any) -> None:
    """What was typed, in the table; whose name stands as it was `shown` is who they were: a name may mean somebody else."""
    table.question, table.seats = row.question, row.seats
    people: dict[str, Any] = {}
    if row.host != shown.host:
        people |= known.host(row.host)
    if row.note_taker != shown.note_taker:
        people |= known.note_taker(row.note_taker)
    for name, value in people.items():
        setattr(table, name, value)


def _check_hosts(found: Sequence[tuple[int, GridForm]], known: HostNames) -> None:
    """Nobody hosts two tables, nobody takes notes at two, and who hosts does not write."""
    hosts: dict[str, int] = {}
    writers: dict[str, int] = {}
    for number, form in found:
        host, writer = plain_text(form.host.data or ""), plain_text(form.note_taker.data or "")
        for name, taken, field, said in (
            (host, hosts, form.host, _("already the host of table %(number)d")),
            (writer, writers, form.note_taker, _("already takes notes at table %(number)d")),
        ):
            if name in taken and (name in known.team or name in known.guests):
                field.errors = [*field.errors, said % {"number": taken[name]}]
            if name:
                taken.setdefault(name, number)
        if host and host == writer:
            form.note_taker.errors = [
                *form.note_taker.errors,
                _("The host listens and asks; somebody else writes."),
            ]


def _check_places(found: Iterable[tuple[CafeTablePlace, GridForm]], known: HostNames) -> None:
    """Who takes part online hosts no table in the room."""
    for place, form in found:
        if said := known.wrong_place(form.host.data or "", place):
            form.host.errors = [*form.host.errors, said]


def pasted_cells(text: str) -> list[list[str]]:
    """The cells of a table copied from Excel, a list a line that says something: question, host, note-taker, seats, and what is beyond."""
    lines = [[clean_text(cell) for cell in line.split("\t")] for line in text.splitlines()]
    return [[*cells, *[""] * (COLUMNS - len(cells))] for cells in lines if any(cells)]


def save_pasted(
    floor: CafeFloor, lines: Sequence[Sequence[str]], language: str, known: HostNames
) -> list[str]:
    """Fill the tables from the first on, and make more where there are more lines: all of it, or nothing, with what is wrong.

    What was pasted is looked through as if it were typed. An empty cell changes nothing; the other language of a question stays.
    """
    new = SimpleNamespace(version=1, question=Words(), host="", note_taker="", seats=SEATS)
    rows = [grid_row(floor, table) for table in floor.tables]
    rows += [SimpleNamespace(**vars(new)) for _new in range(len(lines) - len(rows))]
    forms = [
        _form_of(row, lines[at] if at < len(lines) else [""] * COLUMNS, language)
        for at, row in enumerate(rows)
    ]
    for form in forms[: len(lines)]:
        form.validate()
    _check_hosts(list(enumerate(forms, 1)), known)
    places = [table.place for table in floor.tables]
    places += [CafeTablePlace.ROOM] * (len(forms) - len(places))
    _check_places(list(zip(places, forms, strict=True)), known)
    wrong = [
        f"{_('Table %(number)d', number=number)}: {field.label.text}: {said}"
        for number, form in enumerate(forms, 1)
        for field in form
        for said in field.errors
    ]
    wrong += [
        _("Only four columns are read; the fifth says “%(text)s”.", text=beyond)
        for _question, _host, _writer, _seats, *more in lines
        if (beyond := next(filter(None, more), ""))
    ]
    if wrong:
        return wrong
    more = [
        add_table(floor.cafe, CafeTable(question=Words(), seats=SEATS))
        for _row in rows[len(floor.tables) :]
    ]
    for table, row, form in zip([*floor.tables, *more], rows, forms, strict=True):
        form.populate_obj(row)
        _put(table, row, known, grid_row(floor, table))
    return []


def _form_of(row: Any, cells: Sequence[str], language: str) -> GridForm:
    """The form of a table as if the cells were typed over what stands there."""
    question, host, writer, seats, *_beyond = cells
    typed = {
        "question-en": row.question.en,
        "question-sq": row.question.sq,
        "host": host or row.host,
        "note_taker": writer or row.note_taker,
        "seats": seats or str(row.seats),
    }
    if question:
        typed[f"question-{language}"] = question
    return GridForm(MultiDict(typed), meta={"csrf": False})


def questions_from(event: Event, step_id: int) -> list[tuple[Words, int | None]]:
    """Questions that the event's own work suggests, each with the objective it serves: of the step's objectives, then of the

    themes of the consultation, those most answers speak of first.
    """
    serves = sa.select(StepObjective.objective_id).where(StepObjective.step_id == step_id)
    objectives = db.session.scalars(
        sa.select(Objective).where(Objective.id.in_(serves)).order_by(Objective.position)
    )
    counts = {one.theme: one.total for one in theme_counts(event)}
    themes = list(db.session.scalars(sa.select(Theme).where(Theme.id.in_(counts))))
    themes.sort(key=lambda theme: (-counts[theme.id], theme.position, theme.id))
    return [
        *((_about_objective(one), one.id) for one in objectives),
        *((_about_theme(one), one.objective_id) for one in themes),
    ]


def _about_objective(one: Objective) -> Words:
    return in_both_languages(
        lambda: _("“%(text)s”: what will it take?", text=pick_wording(one.text).rstrip(".?! "))
    )


def _about_theme(one: Theme) -> Words:
    return in_both_languages(
        lambda: _(
            "“%(name)s”: what works, and what should we do next?", name=pick_wording(one.name)
        )
    )


def fill_questions(floor: CafeFloor, suggested: Sequence[tuple[Words, int | None]]) -> int:
    """Give tables without a question one of those suggested that no table has yet; says how many."""
    asked = {plain_text(table.question.en or table.question.sq) for table in floor.tables}
    free = [one for one in suggested if plain_text(one[0].en or one[0].sq) not in asked]
    empty = [table for table in floor.tables if not table.question]
    for table, (question, objective_id) in zip(empty, free, strict=False):
        table.question = question
        table.objective_id = table.objective_id or objective_id
    return min(len(empty), len(free))
