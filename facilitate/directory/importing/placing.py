"""Which organisation a row means: one that is there, one that is near (somebody decides), a new one."""

from collections import Counter
from dataclasses import replace

from ...lib.numbers import read_whole
from ..alike import office_words
from .facts import FIELDS, OfficeFactsReader
from .known_directory import KnownDirectory
from .plan import (
    NEW,
    OUT,
    ColumnMapping,
    ImportDecisions,
    OfficeFacts,
    ReadRow,
    RowNote,
    RowNoteKind,
    RowProblem,
    RowTrouble,
    UnknownOffice,
    form_key,
)


class OfficePlacing:
    """Finds the organisation of each row; a number is one that is there, a text the key of a new one."""

    def __init__(
        self,
        here: KnownDirectory,
        plan: ColumnMapping,
        decided: ImportDecisions,
        facts: OfficeFactsReader,
    ) -> None:
        self.here, self.plan, self.decided, self.facts = here, plan, decided, facts
        self.new: dict[str, tuple[str, OfficeFacts]] = {}
        self._near: dict[str, tuple[int, ...]] = {}
        self._rows: Counter[str] = Counter()
        self._asked: dict[str, str] = {}
        self._first: dict[tuple[str, ...], str] = {}
        self._told: set[tuple[int | str, str, str]] = set()

    def of(self, read: ReadRow) -> int | str | None:
        """The organisation of a row; None where that is a problem, which is then noted."""
        for name in (read.raw.get("organisation", ""), read.office):
            if name and (found := self.here.named.exact(name)) is not None:
                if read.raw.get("organisation") == self.here.offices[found].name:
                    read.problems.pop("organisation", None)
                if self.plan.people:
                    self._tell_what_stays(read, found)
                return found
        if not read.office or "organisation" in read.problems:
            return None
        name = self._first.setdefault(office_words(read.office), read.office)
        near = self._near.get(name)
        if near is None:
            near = self._near[name] = tuple(self.here.near_offices(name))
        self._rows[name] += 1
        return self._decided(read, name, near)

    def _tell_what_stays(self, read: ReadRow, office: int) -> None:
        """What the row says of an organisation that is there, and is not what the directory says: once for each value."""
        for field, text, value in self.facts.said_of(read):
            there = getattr(self.here.offices[office], field)
            if value is None:
                read.notes.append(RowNote(read.row, RowNoteKind.NOT_USED, text, field))
            elif value != str(there or "") and (office, field, value) not in self._told:
                self._told.add((office, field, value))
                read.notes.append(RowNote(read.row, RowNoteKind.STAYS, text, field))

    def _decided(self, read: ReadRow, name: str, near: tuple[int, ...]) -> int | str | None:
        chosen = self.chosen(name)
        if (number := read_whole(chosen)) in self.here.offices:
            return number
        if chosen == NEW:
            return self._add(read, name)
        trouble = RowTrouble.LEFT_OUT if chosen == OUT else RowTrouble.OFFICE_OPEN
        read.problems["organisation"] = RowProblem(read.row, trouble, name)
        return None

    def chosen(self, name: str) -> str:
        """What was decided of an organisation that is not there; where none is near, it is made, and where it surely is one, that."""
        sure = self.here.sure_office(name)
        usual = (str(sure) if sure is not None else "") if self._near[name] else NEW
        return self.decided.offices.get(form_key("office", name), usual)

    def _add(self, read: ReadRow, name: str) -> str | None:
        """A new organisation, with what its rows say of it: the first that says something counts."""
        key, facts = form_key("office", name), self.facts.of(read)
        if "district" in read.problems:
            return None
        before = self.new.get(key, (name, OfficeFacts()))[1]
        self._tell_elsewhere(read, key, before, facts)
        guess = self.facts.guess(name)
        usual = replace(guess, sector=self._sector(key) or guess.sector)
        if facts.county not in (None, usual.county):
            usual = replace(usual, district=None)  # the name's place is in another county
        if not (before.sector or facts.sector):
            self._asked[name] = str(usual.sector or "")
        for field in FIELDS:
            value = getattr(before, field) or getattr(facts, field) or getattr(usual, field)
            if field in ("county", "district") and (before.county or before.district):
                value = getattr(before, field)  # a place is one thing
            facts = replace(facts, **{field: value})
        if facts.sector is None:
            read.problems["sector"] = RowProblem(read.row, RowTrouble.SECTOR, name)
            return None
        self.new[key] = (name, facts)
        return key

    def _tell_elsewhere(
        self, read: ReadRow, key: str, before: OfficeFacts, facts: OfficeFacts
    ) -> None:
        """That a row puts a new organisation in another county than those before it: once for each county."""
        if facts.county in (None, before.county) or not before.county:
            return
        if (told := (key, "county", str(facts.county))) not in self._told:
            self._told.add(told)
            text = read.raw.get("district") or read.raw.get("county", "")
            read.notes.append(RowNote(read.row, RowNoteKind.ELSEWHERE, text, "county"))

    def _sector(self, key: str) -> int | None:
        """The sector of a new organisation whose rows do not say it: as decided for it, else for all of them."""
        chosen = self.decided.sectors.get(key, "")
        known = any(value == chosen for _name, value in self.facts.lists.names["sector"].rows)
        return int(chosen) if known else self.plan.sector

    def strange(self) -> list[UnknownOffice]:
        """The organisations that are not there: first those that somebody has to decide on."""
        found = [
            UnknownOffice(
                name=name,
                rows=self._rows[name],
                near=near,
                chosen=self.chosen(name),
                sector=self._asked.get(name),
            )
            for name, near in self._near.items()
        ]
        return sorted(found, key=lambda one: (not one.near, -one.rows))
