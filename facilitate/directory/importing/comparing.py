"""The rows of people against the directory: new, changed, the same, suspected to be somebody who is there, not to be taken."""

from collections.abc import Sequence
from typing import Any

from ...lib.numbers import read_whole
from ...lib.text import Words, plain_text
from ..alike import Words as NameWords
from ..alike import name_words
from .cells import read_phones
from .facts import OfficeFactsReader
from .known_directory import KnownDirectory, KnownLists, PersonOnFile
from .placing import OfficePlacing
from .plan import (
    NEW,
    OUT,
    SAME,
    ChangedRow,
    ColumnMapping,
    DirectoryOutcome,
    ImportDecisions,
    LikenessReason,
    ReadRow,
    RowFieldChange,
    RowProblem,
    RowTrouble,
    SuspectRow,
)

Place = int | str


class PeopleComparison:
    """Goes through the rows once; what was found before in the file counts too."""

    def __init__(
        self, here: KnownDirectory, lists: KnownLists, plan: ColumnMapping, decided: ImportDecisions
    ) -> None:
        self.here, self.decided = here, decided
        self.facts = OfficeFactsReader(lists, decided)
        self.placing = OfficePlacing(here, plan, decided, self.facts)
        self.outcome = DirectoryOutcome()
        self._met: dict[int, int] = {}
        self._added: dict[tuple[NameWords, Place], ReadRow] = {}
        self._names: dict[NameWords, int] = {}

    def all(self, reads: Sequence[ReadRow], problems: Sequence[RowProblem]) -> DirectoryOutcome:
        """Everything the rows turn out to be."""
        self.outcome.problems += problems
        for read in reads:
            self._one(read)
        self.outcome.unknown, self.outcome.strange = self.facts.unknown(), self.placing.strange()
        used = {place for _read, place in self.outcome.new}
        used |= {
            one.values["organisation_id"]
            for one in self.outcome.changed
            if "organisation_id" in one.values
        }
        self.outcome.offices = {
            key: facts for key, facts in self.placing.new.items() if key in used
        }
        self.outcome.problems.sort()
        return self.outcome

    def _one(self, read: ReadRow) -> None:
        place = self.placing.of(read)
        if "family_name" in read.problems and read.number not in self.here.people:
            return self._not_taken(read)
        words = name_words(read.name)
        person, suspect = self._who(read, words, place)
        if suspect:
            self.outcome.suspects.append(suspect)
            person = self._decided(suspect)
            if person is None and suspect.chosen != NEW:
                trouble = RowTrouble.LEFT_OUT if suspect.chosen == OUT else RowTrouble.PERSON_OPEN
                self.outcome.problems.append(RowProblem(read.row, trouble, read.name))
                return None
        if person is not None:
            return self._met_again(read, self.here.people[person], place, suspect)
        return self._add(read, words, place)

    def _not_taken(self, read: ReadRow) -> None:
        self.outcome.problems += read.problems.values()

    def _who(
        self, read: ReadRow, words: NameWords, place: Place | None
    ) -> tuple[int | None, SuspectRow | None]:
        """Who a row certainly is, or whom it looks like."""
        here, email = self.here, read.texts.get("email", "")
        if read.number is not None and read.number in here.people:
            if self._is(read, words, here.people[read.number]):
                return read.number, None
            return None, self._suspect(read, LikenessReason.NUMBER, [read.number])
        called, reached = here.called(words), here.at_address(email)
        there = [one for one in called if here.people[one].office == place]
        if len(there) == 1:
            return there[0], None
        both = [one for one in there or called if one in reached]
        if len(both) == 1:
            return both[0], None
        for why, found in ((LikenessReason.EMAIL, reached), (LikenessReason.NAME, there or called)):
            if found:
                return None, self._suspect(read, why, found)
        near = here.near(words, place) if isinstance(place, int) else []
        if near:
            return None, self._suspect(read, LikenessReason.NEAR, near)
        earlier = self._names.get(words, 0)
        if earlier and (words, place) not in self._added:
            return None, self._suspect(read, LikenessReason.FILE, [], earlier)
        return None, None

    def _is(self, read: ReadRow, words: NameWords, person: PersonOnFile) -> bool:
        """Whether a row with somebody's number is about them: a word of the name is the same, or the address."""
        email = read.texts.get("email", "").casefold()
        return (
            bool(set(words) & set(self.here.words(person.id)))
            or (bool(email) and email == person.email.casefold())
            or _as_written(read, person)
        )

    def _suspect(
        self, read: ReadRow, why: LikenessReason, people: list[int], earlier: int = 0
    ) -> SuspectRow:
        usual = self.decided.rest
        if usual == SAME:
            usual = f"{SAME}:{people[0]}" if len(people) == 1 else ""
        return SuspectRow(
            read=read,
            why=why,
            people=tuple(people[:5]),
            earlier=earlier,
            chosen=self.decided.people.get(read.row) or usual,
        )

    def _decided(self, suspect: SuspectRow) -> int | None:
        kind, _colon, number = suspect.chosen.partition(":")
        found = read_whole(number) if kind == SAME else None
        return found if found in suspect.people else None

    def _met_again(
        self, read: ReadRow, person: PersonOnFile, place: Place | None, suspect: SuspectRow | None
    ) -> None:
        named = suspect is None or suspect.why in (LikenessReason.EMAIL, LikenessReason.NUMBER)
        _forgive(read, person)
        if read.problems or place is None:
            return self._not_taken(read)
        values, changes = self._changes(read, person, place, named)
        if person.id in self._met and values:
            self.outcome.problems.append(
                RowProblem(read.row, RowTrouble.TWICE, str(self._met[person.id]))
            )
            return None
        self.outcome.who[read.row] = read, person.id
        if person.id in self._met:
            self.outcome.unchanged.append(read)
            return None
        self._met[person.id] = read.row
        self.outcome.notes += read.notes
        if values:
            self.outcome.changed.append(ChangedRow(read, person.id, values, tuple(changes)))
        else:
            self.outcome.unchanged.append(read)
        return None

    def _add(self, read: ReadRow, words: NameWords, place: Place | None) -> None:
        if read.problems or place is None:
            return self._not_taken(read)
        before = self._added.get((words, place))
        if before:
            if before.texts == read.texts:
                self.outcome.unchanged.append(read)
            else:
                self.outcome.problems.append(
                    RowProblem(read.row, RowTrouble.TWICE, str(before.row))
                )
            return None
        self._added[words, place] = read
        self._names.setdefault(words, read.row)
        self.outcome.new.append((read, place))
        self.outcome.notes += read.notes
        return None

    def _changes(
        self, read: ReadRow, person: PersonOnFile, place: Place, named: bool
    ) -> tuple[dict[str, Any], list[RowFieldChange]]:
        """What a row changes of somebody; an empty cell changes nothing."""
        values: dict[str, Any] = {}
        changes: list[RowFieldChange] = []
        if (
            named
            and not _as_written(read, person)
            and name_words(read.name) != self.here.words(person.id)
        ):
            values |= {"given_name": read.given, "family_name": read.family}
            changes.append(RowFieldChange("name", f"{person.given} {person.family}", read.name))
        if place != person.office:
            values["organisation_id"] = place
            after = (
                self.placing.new[place][0]
                if isinstance(place, str)
                else self.here.offices[place].name
            )
            changes.append(
                RowFieldChange("organisation", self.here.offices[person.office].name, after)
            )
        position = person.position
        for field in ("position_en", "position_sq"):
            before, text = getattr(person.position, field[-2:]), read.texts.get(field, "")
            if text and plain_text(text) != plain_text(before) and read.raw.get(field) != before:
                position = (
                    Words(text, position.sq) if field == "position_en" else Words(position.en, text)
                )
                changes.append(RowFieldChange(field, before, text))
        if position != person.position:
            values["position"] = position
        for field, before in (
            ("email", person.email),
            ("phone", person.phone),
            ("languages", person.languages),
        ):
            text = read.texts.get(field, "")
            if text and read.raw.get(field) != before and not _same(field, text, before):
                values[field] = text
                changes.append(RowFieldChange(field, before, text))
        return values, changes


def _same(field: str, text: str, before: str) -> bool:
    if field == "email":
        return text.casefold() == before.casefold()
    if field == "phone":
        try:
            return text in read_phones(before)[:1]
        except ValueError:
            return False
    return text == before


def _as_written(read: ReadRow, person: PersonOnFile) -> bool:
    """Whether the name stands in the file letter for letter as in the directory."""
    return (read.raw.get("given_name"), read.raw.get("family_name")) == (
        person.given,
        person.family,
    )


def _forgive(read: ReadRow, person: PersonOnFile) -> None:
    """What stands in the directory word for word is no mistake of the file."""
    there = {
        "given_name": person.given,
        "family_name": person.family,
        "email": person.email,
        "phone": person.phone,
        "position_en": person.position.en,
        "position_sq": person.position.sq,
    }
    for field, text in there.items():
        if read.raw.get(field, "") == text:
            read.problems.pop(field, None)
            read.notes = [note for note in read.notes if note.field != field]
