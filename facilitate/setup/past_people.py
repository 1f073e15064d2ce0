"""Who came to a past meeting, as people write it: a line each, the name and the organisation behind a comma."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ..data.db import db
from ..directory.alike import fold_name, name_words
from ..directory.columns import PEOPLE
from ..directory.importing.cells import normal_office_name, split_whole_name
from ..directory.importing.facts import OfficeFactsReader
from ..directory.importing.foreign_lists import part_office
from ..directory.importing.known_directory import KnownDirectory
from ..directory.importing.plan import ImportDecisions
from ..directory.importing.queries import read_known_directory, read_known_lists
from ..directory.importing.reading import NOTHING
from ..directory.models import Level, OfficeKind, Organisation, Person
from ..exchange.columns import NO_NAME
from ..exchange.plain_lists import PartlyRead
from ..exchange.sentences import unreadable_said
from ..lib.text import Words, sort_text
from ..web.i18n import _

_APART = re.compile(r"^([^,;()]+?)(?:\s*\(([^()]+)\)|\s+[–—-]\s+([^;()]+))\s*$")
"""Name and organisation as many write them: `Ana Hoxha (Bashkia Vlorë)`, `Ana Hoxha – Bashkia Vlorë`."""


@dataclass(frozen=True)
class TypedPerson:
    """Somebody on a line: the name in two parts, the organisation, and the numbers of both where the directory knows them."""

    given: str
    family: str
    office: str
    person_id: int | None = None
    office_id: int | None = None

    @property
    def line(self) -> str:
        """`Ana Hoxha, Bashkia Vlorë`."""
        return f"{self.given} {self.family}, {self.office}"


@dataclass
class PastPeople:
    """The directory as the lines are looked up in it. `offices`, `people`: the rows it got by them."""

    offices: list[Organisation] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)

    @cached_property
    def here(self) -> KnownDirectory:
        """Everybody, read once somebody is asked for."""
        return read_known_directory()

    @cached_property
    def facts(self) -> OfficeFactsReader:
        """What the name of an organisation says."""
        return OfficeFactsReader(read_known_lists(), ImportDecisions())

    def read(self, text: str) -> str:
        """The lines as they are kept, in the order of the alphabet.

        Raises ValueError with what is wrong, PartlyRead where there are others that are kept.
        """
        kept, wrong = [], []
        for line in people_lines(text):
            try:
                kept.append(self.typed(line).line)
            except ValueError as one:
                wrong.append(str(one))
        if wrong and kept:
            raise PartlyRead(lines_in_order(kept), " ".join(dict.fromkeys(wrong)))
        if wrong:
            raise ValueError(wrong[0])
        return lines_in_order(kept)

    def typed(self, line: str) -> TypedPerson:
        """Whom a line means. Raises ValueError where nobody can tell."""
        plain = _with_comma(line).replace(";", ",")
        name, _comma, office = (part.strip() for part in plain.partition(","))
        given, family = split_whole_name(name)
        if not given:
            raise ValueError(
                _("Write first and last name, a comma and the organisation: “%(line)s”.", line=line)
            )
        office = normal_office_name(office)
        if self.here.named.exact(office) is None:
            office = self._without_position(office)
        called = self.here.called(name_words(f"{given} {family}"))
        if not office:
            if len(called) != 1:
                raise ValueError(
                    _(
                        "Write the organisation after the name, separated by a comma: “%(line)s”.",
                        line=line,
                    )
                )
            return self._known(called[0])
        place = self.here.named.exact(office)
        there = [key for key in called if self.here.people[key].office == place]
        if there:
            return self._known(there[0])
        if place is None and self.facts.guess(office).sector is None:
            said = _(
                "“%(name)s” is not in the directory, and its name does not say what it is. Add it there first.",
                name=office,
            )
            raise ValueError(said)
        check_names(given, family, office if place is None else "")
        name = self.here.offices[place].name if place is not None else office
        return TypedPerson(given, family, name, office_id=place)

    def _without_position(self, said: str) -> str:
        """`specialiste, Bashkia Vlorë` and `Bashkia Vlorë, specialiste` both name Bashkia Vlorë."""
        office, position = part_office(said, position_first=True)
        return office if position else part_office(said, position_first=False)[0]

    def _known(self, person_id: int) -> TypedPerson:
        one = self.here.people[person_id]
        office = self.here.offices[one.office]
        return TypedPerson(
            given=one.given,
            family=one.family,
            office=office.name,
            person_id=person_id,
            office_id=office.id,
        )

    def find_or_add(self, lines: Iterable[str]) -> list[Person]:
        """The people of these lines; who is not known yet, and an organisation that is not, is new in the directory."""
        typed = [self.typed(line) for line in lines]
        ids = [one.person_id for one in typed if one.person_id is not None]
        query = sa.select(Person).where(Person.id.in_(ids)).options(joinedload(Person.organisation))
        known = {row.id: row for row in db.session.scalars(query)}
        return [
            known[one.person_id] if one.person_id is not None else self._add(one) for one in typed
        ]

    def _add(self, one: TypedPerson) -> Person:
        words = name_words(f"{one.given} {one.family}")
        office = self._office(one)
        for row in self.people:
            if row.organisation_id == office.id and name_words(row.name) == words:
                return row
        row = Person(
            given_name=one.given,
            family_name=one.family,
            organisation=office,
            position=Words(),
            email="",
            phone="",
            since=None,
        )
        db.session.add(row)
        db.session.flush()
        self.people.append(row)
        return row

    def _office(self, one: TypedPerson) -> Organisation:
        if one.office_id is not None:
            return db.session.get_one(Organisation, one.office_id)
        for row in self.offices:
            if row.name == one.office:
                return row
        guess = self.facts.guess(one.office)
        row = Organisation(
            name=one.office,
            kind=guess.kind or OfficeKind.OTHER,
            level=guess.level or Level.COUNTY,
            sector_id=guess.sector,
            county_id=guess.county,
            district_id=guess.district,
        )
        db.session.add(row)
        db.session.flush()
        self.offices.append(row)
        return row


def check_names(given: str, family: str, office: str) -> None:
    """What the directory's forms refuse as a name, too. Raises ValueError with what is wrong."""
    for name, said in (("given_name", given), ("family_name", family), ("organisation", office)):
        column = replace(PEOPLE[name], is_name=True)
        if len(said) > column.limit or said.startswith(NO_NAME):
            raise ValueError(unreadable_said(column, said, ValueError(said)))


def text_lines(text: str) -> list[str]:
    """The lines of a cell that say something; numbers and strokes before them are no part of what they say."""
    stripped = (line.strip().lstrip("-–•*·").strip() for line in text.splitlines())
    lines = (_without_number(line) for line in stripped)
    return [line for line in lines if line and fold_name(line) not in NOTHING]


def people_lines(text: str) -> list[str]:
    """A line each person: those of one line stand between semicolons, where each says an organisation, too."""
    found: list[str] = []
    for line in text_lines(text):
        several = [part.strip() for part in line.split(";") if part.strip()]
        each = len(several) > 1 and all("," in _with_comma(part) for part in several)
        found += several if each else [line]
    return found


def _with_comma(line: str) -> str:
    return _APART.sub(lambda found: f"{found[1]}, {found[2] or found[3]}", line)


def _without_number(line: str) -> str:
    head, dot, rest = line.partition(".") if "." in line[:4] else line.partition(")")
    return rest.strip() if dot and head.isdigit() and len(head) < 4 else line


def lines_in_order(lines: Iterable[str]) -> str:
    """Each line once, in the order of the alphabet."""
    kept: Sequence[str] = sorted(set(lines), key=sort_text)
    return "\n".join(kept)
