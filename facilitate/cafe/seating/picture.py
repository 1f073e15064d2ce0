"""The picture of a seating, rounds across and tables down, each person a dot; and the same as a list of names.

Written as plain HTML strings: a large café has 1,500 dots, which a loop of a template would take too long for. Everything
that people typed is escaped here. Hidden names (`names=False`): letters and regions only.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from html import escape

from markupsafe import Markup

from ...lib.clock import format_wall_time
from ...web.i18n import _, current_language
from ..floor import CAPITAL, CafeFloor, Guest
from ..labels import host_said
from ..models import CafeTable
from ..rounds import Round
from ..seats import Seating
from .wording import region_in_sentence

LIGHT = {"local_government", "intergovernmental"}
"""Sectors whose colour is light: dark letters."""
LOCK = '<svg class="icon lock" viewBox="0 0 16 16" aria-hidden="true"><path d="M3 7h1V5a4 4 0 0 1 8 0v2h1v8H3zm3 0h4V5a2 2 0 0 0-4 0z"/></svg>'


def draw_seating(
    floor: CafeFloor,
    seating: Seating,
    sectors: Mapping[str, str],
    *,
    names: bool,
    who: str = "",
    found: Collection[str] = (),
    only: int = 0,
) -> Markup:
    """The table. `sectors`: their names by key; `who`: whose path is shown; `found`: who was looked for; `only`: the round a
    phone shows (0: all)."""
    dots = Dots(
        floor=floor, seating=seating, sectors=sectors, names=names, who=who, found=set(found)
    )
    rounds = _rounds(floor, seating, only)
    rows = [
        f"<tr>{_heading(floor, table, names=names)}"
        + "".join(
            f'<td{held}><span class="onphone">{head}</span><div class="dots">{dots.at(number, table)}</div></td>'
            for number, head, held in rounds
        )
        + "</tr>"
        for table in floor.tables
    ]
    heads = "".join(f'<th scope="col"{held}>{head}</th>' for _number, head, held in rounds)
    return Markup(
        f'<table class="seats"><caption class="hidden">{escape(_("Who sits where"))}</caption><thead><tr>'
        f'<th class="num" scope="col"><span class="hidden">{escape(_("Table"))}</span></th>'
        f'<th scope="col">{escape(_("Question and host"))}</th>{heads}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
    )


def _round_name(floor: CafeFloor, one: Round) -> str:
    """The round and when it begins; of a step that is parked nobody knows when."""
    said = _("Round %(number)d", number=one.number)
    return f"{said} · {format_wall_time(one.start)}" if floor.on else said


def _rounds(floor: CafeFloor, seating: Seating, only: int) -> list[tuple[int, str, str]]:
    """Number, heading and attributes of each round."""
    found = []
    for one in floor.times[: len(seating.rounds)]:
        text = escape(_round_name(floor, one))
        if one.number <= floor.cafe.held:
            text += f' <span class="chip">{escape(_("held"))}</span>'
        elif one.number in seating.locked_rounds:
            text += f' <span class="chip">{LOCK}{escape(_("locked"))}</span>'
        if question := floor.round_questions[one.number - 1].to(current_language()):
            text += f'<small class="q">{escape(question)}</small>'
        kinds = ["held"] * (one.number <= floor.cafe.held) + ["out"] * (only not in (0, one.number))
        found.append((one.number, text, f' class="{" ".join(kinds)}"' if kinds else ""))
    return found


def _heading(floor: CafeFloor, table: CafeTable, *, names: bool) -> str:
    """A table's number, name, question and host."""
    spoken = current_language()
    name, question, host = (
        floor.name_of(table).to(spoken),
        table.question.to(spoken),
        host_said(floor, table, named=names),
    )
    if all(floor.round_questions):
        question = ""
    title = " – ".join(escape(part) for part in (name, question) if part)
    said = f"<small>{escape(host)}</small>" if host else ""
    phone = f'<span class="onphone">{escape(_("Table"))} </span>'
    return f'<td class="num"><b>{phone}{table.number}</b></td><th scope="row"><span class="q">{title}</span>{said}</th>'


class Dots:
    """The dots of all cells; what is the same in every round of a person is put together once."""

    def __init__(
        self,
        floor: CafeFloor,
        seating: Seating,
        sectors: Mapping[str, str],
        names: bool,
        who: str,
        found: set[str],
    ) -> None:
        self.floor, self.seating = floor, seating
        self.host_at = floor.host_at
        self.order = {key: place for place, key in enumerate(sectors)}
        self.parts = {
            key: self.part(key, guest, sectors, names, who, found)
            for key, guest in floor.people.items()
        }
        gone = escape(_("no longer in the list"))
        self.stranger = (len(self.order), "", '<a class="dot gone', f'" title="{gone}', "?")
        self.spots = [
            escape(_("round %(number)d", number=number))
            for number in range(1, len(seating.rounds) + 1)
        ]
        self.tables = {
            table.id: escape(_("table %(number)d", number=table.number)) for table in floor.tables
        }
        self.words = {
            name: escape(text)
            for name, text in (
                ("host", _("host")),
                ("locked", _("locked")),
                ("gone", _("not here")),
            )
        }
        self.mixed_locks = bool(seating.locked)

    def part(
        self,
        key: str,
        guest: Guest,
        sectors: Mapping[str, str],
        names: bool,
        who: str,
        found: set[str],
    ) -> tuple[int, str, str, str, str]:
        """Place in the row, name to sort by, the tag's beginning, its title, the letter."""
        sector = guest.sector or "other"
        light = " light" if sector in LIGHT else ""
        marks = (" on" if key == who else "") + (" found" if key in found else "")
        where = region_in_sentence(CAPITAL) if guest.region == CAPITAL else guest.region_name
        title = ", ".join(
            part for part in (guest.name if names else "", sectors.get(sector, ""), where) if part
        )
        return (
            self.order.get(sector, len(self.order)),
            guest.name,
            f'<a data-k="{key}" href="?step={self.floor.cafe.step_id}&amp;who={key}" class="dot s-{sector}{light}{marks}',
            f'" title="{escape(title)}',
            escape(guest.letter) or "·",
        )

    def at(self, number: int, table: CafeTable) -> str:
        """The dots of one cell: the host first, then sector by sector."""
        people = self.seating.people_at(number, table.id)
        rows = []
        for key in people:
            host = self.host_at.get(key) == table.id
            place, name, start, title, letter = self.parts.get(key, self.stranger)
            rows.append((not host, place, name, key, start, title, letter))
        rows.sort()
        tail = f", {self.tables[table.id]}, {self.spots[number - 1]}"
        return "".join(
            self.dot(number, key, start, title, letter, tail, host=not no_host)
            for no_host, _place, _name, key, start, title, letter in rows
        )

    def dot(
        self, number: int, key: str, start: str, title: str, letter: str, tail: str, *, host: bool
    ) -> str:
        """One person in one round."""
        mark = words = ""
        if host:
            start, words = f"{start} host", f"{words}, {self.words['host']}"
        guest = self.floor.guests.get(key)
        if guest is None or number in guest.absent:
            start, words = f"{start} gone", f"{words}, {self.words['gone']}"
        if self.mixed_locks and (number, key) in self.seating.locked:
            start, words, mark = f"{start} locked", f"{words}, {self.words['locked']}", LOCK
        return f'{start}{title}{tail}{words}"><b aria-hidden="true">{letter}</b>{mark}</a>'


def list_seating(
    floor: CafeFloor, seating: Seating, sectors: Mapping[str, str], *, names: bool
) -> Markup:
    """A seating as a plain table: who sits at each table in each round, by name, or by sector where names are hidden."""
    if names:
        shown = {key: escape(guest.name) for key, guest in floor.people.items()}
    heads = "".join(
        f'<th scope="col">{escape(_round_name(floor, one))}</th>'
        for one in floor.times[: len(seating.rounds)]
    )
    rows = []
    for table in floor.tables:
        cells = []
        for number in range(1, len(seating.rounds) + 1):
            people = seating.people_at(number, table.id)
            text = (
                ", ".join(sorted(shown.get(key, "?") for key in people))
                if names
                else escape(_counted(floor, people, sectors))
            )
            head = f'<span class="onphone">{escape(_("Round %(number)d", number=number))}: </span>'
            cells.append(f"<td>{head}{text}</td>")
        rows.append(
            f'<tr><th scope="row">{escape(_("Table %(number)d", number=table.number))}</th>{"".join(cells)}</tr>'
        )
    return Markup(
        f'<table class="flow bynames"><thead><tr><th scope="col">{escape(_("Table"))}</th>{heads}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def _counted(floor: CafeFloor, people: Sequence[str], sectors: Mapping[str, str]) -> str:
    counts = Counter(floor.people[key].sector or "other" for key in people if key in floor.people)
    return ", ".join(f"{counts[key]} {name}" for key, name in sectors.items() if counts[key])
