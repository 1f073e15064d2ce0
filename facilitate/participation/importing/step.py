"""A list between the file and an event: who each row is, as the directory knows them, and what it says of them here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from wtforms import BooleanField

from ... import clock
from ...directory.columns import NAMED
from ...directory.importing.facts import OfficeFactsReader
from ...directory.importing.foreign_lists import ATTENDANCE, is_cross
from ...directory.importing.forms import ListColumnsForm, read_decisions
from ...directory.importing.headings import Test, heading_variants
from ...directory.importing.known_directory import KnownLists
from ...directory.importing.plan import (
    DirectoryOutcome,
    ReadRow,
    RowNote,
    RowNoteKind,
    RowProblem,
    RowTrouble,
    form_key,
)
from ...directory.importing.queries import read_known_lists
from ...directory.importing.step import ListImport
from ...directory.models import Gender
from ...events.models import Event
from ...exchange.merge import Comparison, ListRecord, Value, compare_lists
from ...exchange.merge import ListProblem as Told
from ...exchange.remarks import find_date_order
from ...lib.days import DateOrder, find_column_order, typed_day
from ...lib.tables import FileTable
from ...lib.uploads import text_of_cell
from ...web.forms import EnumField
from ...web.i18n import _, _l, pick_wording
from ..columns import LIST, READ_HERE, exported_values
from ..forms import PartsField
from ..models import ParticipantRole, Participation, Standing, roles_in_order
from ..queries import answered_people, known_genders, participations_by_person
from . import role_words


class PeopleColumnsForm(ListColumnsForm):
    """What holds for people whose row does not say how far they are and what they do."""

    standing = EnumField(
        _l("Status of new people without a status in the file"),
        of=Standing,
        default=Standing.LISTED,
    )
    parts = PartsField(_l("Roles of new people without a role in the file"))
    month_first = BooleanField(_l("In dates such as 3/4/2027 the month comes first"))

    def check_columns(self) -> None:
        """As any list, and its rows are people."""
        super().check_columns()
        if not NAMED & set(self.targets):
            self.form_errors.append(_("Choose the column that holds the name."))


class PeopleStep(ListImport):
    """Everything the pages stand on. The directory gets people it does not know; what it says of others stays."""

    read, ours, form_kind = READ_HERE, LIST, PeopleColumnsForm

    def __init__(
        self,
        table: FileTable,
        sent: Mapping[str, Any],
        event: Event,
        before: Mapping[str, Any] | None = None,
    ) -> None:
        self.event = event
        self.is_over = event.last_day < clock.today_in(event)
        super().__init__(table, sent, before)

    def known_lists(self) -> KnownLists:
        """As in the directory, and how far people are, what they do, and their gender."""
        found, own = (
            read_known_lists(),
            {
                "standing": role_words.enum_names(Standing, role_words.STANDINGS),
                "parts": role_words.enum_names(ParticipantRole, role_words.PARTS),
                "gender": role_words.enum_names(Gender, role_words.GENDERS),
            },
        )
        return replace(found, names={**found.names, **own})

    def usual(self, guessed: Sequence[str]) -> Mapping[str, Any]:
        """A list of an event that is over and says nothing else names those who came."""
        came = self.is_over and "standing" not in guessed
        return {"standing": Standing.ATTENDED if came else Standing.LISTED}

    def tests(self) -> Mapping[str, Test]:
        names = self.lists.names
        return {
            **super().tests(),
            "standing": lambda text: names["standing"].exact(text) is not None,
            "parts": lambda text: names["parts"].exact(text) is not None,
        }

    @cached_property
    def there(self) -> dict[int, Participation]:
        """The event's list by the number of the person."""
        return participations_by_person(self.event)

    @cached_property
    def outcome(self) -> DirectoryOutcome:
        """Who the rows are. What they would change of people in the directory is told, and stays as it is."""
        found = super().outcome
        for one in found.changed:
            found.notes += [
                RowNote(one.read.row, RowNoteKind.STAYS, change.after, change.field)
                for change in one.changes
            ]
        found.changed = []
        found.notes = [note for note in found.notes if not self._is_listed_so(note, found)]
        self._facts = OfficeFactsReader(self.lists, read_decisions(self.sent))
        self._genders = known_genders(person for _read, person in found.who.values())
        self._exported: dict[str, ListRecord] = {}
        self._repeated: list[ListRecord] = []
        self.records = self._records(found)
        found.unknown += self._facts.unknown()
        return found

    def _is_listed_so(self, note: RowNote, found: DirectoryOutcome) -> bool:
        """Whether the row says of somebody what the event's list says of them, who may have been elsewhere by then."""
        _read, person = found.who.get(note.row, (None, 0))
        row = self.there.get(person)
        if note.told is not RowNoteKind.STAYS or row is None:
            return False
        return note.value in {
            "organisation": [row.organisation.name],
            "sector": [pick_wording(row.sector.name), pick_wording(row.sector.short)],
            "county": [row.county.name if row.county else ""],
            "district": [row.district.name if row.district else ""],
            "position_en": [row.person.position.sq],
            "position_sq": [row.person.position.en],
        }.get(note.field, [])

    @cached_property
    def comparison(self) -> Comparison:
        """What the rows change in the event's list."""
        self.outcome  # noqa: B018 - it makes the records
        now = {str(person): participation_record(row) for person, row in self.there.items()}
        if "exported" in self.plan.columns:
            found = compare_lists(self._exported, self.records, now, whole=False)
            return replace(found, repeated=tuple(self._repeated))
        base = {code: self._without_what_they_said(one) for code, one in now.items()}
        found = compare_lists(base, self.records, now, whole=False)
        return replace(found, missing=(), since=frozenset(), repeated=tuple(self._repeated))

    def _without_what_they_said(self, record: ListRecord) -> ListRecord:
        """A list from elsewhere knows nothing of who came or answered by their link: what it says otherwise is asked."""
        if record.get("standing") != Standing.ATTENDED and int(record.code) not in self.answered:
            return record
        values = {name: value for name, value in record.values.items() if name != "standing"}
        return replace(record, values=values)

    @cached_property
    def answered(self) -> set[int]:
        """Those of the list who answered by their link."""
        return answered_people(self.event)

    @cached_property
    def offices_of_new(self) -> Mapping[str, str]:
        """Those whom the directory does not know, by the code of their row, with the name of their organisation."""
        offices = {key: name for key, (name, _facts) in self.outcome.offices.items()}
        return {
            f"new-{read.row}": offices[place]
            if isinstance(place, str)
            else self.here.offices[place].name
            for read, place in self.outcome.new
        }

    def office_of(self, code: str) -> str:
        """The name of somebody's organisation, of a new one with its sector."""
        if new := self.offices_of_new.get(code):
            facts = self.outcome.offices.get(form_key("office", new))
            return f"{new} ({self.name_of('sector', facts[1].sector)})" if facts else new
        return str(self.here.offices[self.here.people[int(code)].office].name)

    def _records(self, found: DirectoryOutcome) -> list[ListRecord]:
        """What the file says of everybody, once."""
        kept: dict[str, ListRecord] = {}
        for code, read in self._people(found):
            record = self._record(code, read, found)
            before = kept.setdefault(code, record)
            if before is not record:
                self._met_twice(found, record, before)
        first = {_told_of(read): read for read, _place in reversed(found.new)}
        for read in found.unchanged:  # as a new person of the file, whom the list does not know yet
            new = None if read.row in found.who else first.get(_told_of(read))
            if new is not None:
                code = f"new-{new.row}"
                self._met_twice(found, self._record(code, read, found), kept[code])
        found.problems.sort()
        return list(kept.values())

    def _met_twice(self, found: DirectoryOutcome, record: ListRecord, before: ListRecord) -> None:
        """A second row about somebody: it says the same, or something else, and is left out."""
        if before.values == record.values:
            self._repeated.append(record)
        else:
            found.problems.append(RowProblem(record.number, RowTrouble.TWICE, str(before.number)))

    def _people(self, found: DirectoryOutcome) -> Iterator[tuple[str, ReadRow]]:
        rows = [(read.row, str(person), read) for read, person in found.who.values()]
        rows += [(read.row, f"new-{read.row}", read) for read, _place in found.new]
        yield from ((code, read) for _row, code, read in sorted(rows, key=lambda one: one[0]))

    def _record(self, code: str, read: ReadRow, found: DirectoryOutcome) -> ListRecord:
        """One row; where it says nothing, who is there stays as they are."""
        row = self.there.get(int(code)) if code.isdigit() else None
        values: dict[str, Value] = {"title": row.person.name if row else self._name(code, read)}
        form: Any = self.form
        standing = self._standing(read.raw.get("standing", ""))
        if standing or row is None:
            values["standing"] = standing or form.standing.data.value
        parts = self._parts(read)
        if parts or row is None:
            values["parts"] = tuple(
                part.value for part in roles_in_order(parts or form.parts.data or ())
            )
        if (on := self._day(read, found)) is not None:
            values["invited_on"] = on
        if gender := self._gender(code, read, found):
            values["gender"] = gender
        if (
            exported := exported_values(read.raw.get("exported", ""))
        ) is not None and code.isdigit():
            self._exported[code] = ListRecord(code, {"title": values["title"], **exported})
        return ListRecord(code, values, number=read.row)

    def _standing(self, typed: str) -> str:
        """How far somebody is, as the row says it; *Attendance: yes* is who came, once nobody can still come."""
        if self.tells_who_came and is_cross(typed):
            return Standing.ATTENDED
        return self._facts.value("standing", typed)

    @cached_property
    def tells_who_came(self) -> bool:
        """Whether the event is over and the file says under a heading such as *Attendance* how far people are."""
        heads = [column.heading for column, field in self.form.mapped if field.data == "standing"]
        return self.is_over and any(ATTENDANCE & set(heading_variants(one)) for one in heads)

    def _gender(self, code: str, read: ReadRow, found: DirectoryOutcome) -> str:
        """What the row says of somebody's gender; what is known of them already stays."""
        typed = read.raw.get("gender", "")
        gender = self._facts.value("gender", typed) or ""
        known = self._genders.get(int(code)) if code.isdigit() else None
        if gender and known and known != gender:
            found.notes.append(RowNote(read.row, RowNoteKind.STAYS, typed, "gender"))
            return ""
        return str(gender)

    def _name(self, code: str, read: ReadRow) -> str:
        if not code.isdigit():
            return read.name
        person = self.here.people[int(code)]
        return f"{person.given} {person.family}"

    def _parts(self, read: ReadRow) -> list[ParticipantRole]:
        pieces = role_words.split_roles(read.raw.get("parts", ""), self.lists.names["parts"])
        return [
            ParticipantRole(value)
            for piece in pieces
            if (value := self._facts.value("parts", piece))
        ]

    @property
    def days(self) -> list[Any]:
        """What stands in the column of days."""
        at = [place for place, name in enumerate(self.form.targets) if name == "invited_on"]
        return [cells[at[0]] for _number, cells in self.rows] if at else []

    @property
    def asks_order(self) -> bool:
        """Whether in its dates the day or the month can stand first."""
        return find_column_order(self.days) is DateOrder.EITHER

    @cached_property
    def _order(self) -> tuple[DateOrder, str]:
        form: Any = self.form
        return find_date_order(self.days, form.month_first.data)

    @property
    def told(self) -> list[Told]:
        said = self._order[1]
        order = [Told(0, self.fields["invited_on"], said)] if said else []
        return [*order, *super().told]

    def _day(self, read: ReadRow, found: DirectoryOutcome) -> date | None:
        cell = read.said.get("invited_on")
        try:
            return typed_day(cell, self.event.first_day, order=self._order[0])
        except ValueError:
            found.notes.append(RowNote(read.row, RowNoteKind.DAY, text_of_cell(cell), "invited_on"))
            return None


def participation_record(row: Participation) -> ListRecord:
    """Somebody of the list as they are now."""
    return ListRecord(
        str(row.person_id),
        {
            "title": row.person.name,
            "standing": row.standing.value,
            "parts": tuple(part.value for part in row.parts),
            "invited_on": row.invited_on,
            "gender": row.person.gender.value if row.person.gender else None,
        },
    )


def _told_of(read: ReadRow) -> tuple[tuple[str, str], ...]:
    """What a row says of a person for the directory: rows that are alike in it are about the same one."""
    return tuple(sorted(read.texts.items()))
