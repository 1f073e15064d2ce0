"""The directory as an import looks at it: people by name and address, organisations, what sectors and places are called."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ...lib.albanian import Case, place_in
from ...lib.text import Words
from ..alike import Offices, fold_name, is_likely_same_person, name_words, nearest_name
from ..alike import Words as NameWords
from ..models import Level, OfficeKind
from ..municipalities import Municipality, is_municipality_name, municipality_meant

_ENDING = "aeiou"
_OF_PLACES = {
    "qark",
    "qarku",
    "qarkut",
    "county",
    "district",
    "rreth",
    "rrethi",
    "rrethit",
    "i",
    "e",
    "of",
}
LARGE = 200
"""People in one organisation beyond whom only those who share a word of the name are compared."""


class PersonOnFile(NamedTuple):
    """Somebody of the directory."""

    id: int
    given: str
    family: str
    plain: str
    office: int
    position: Words
    email: str
    phone: str
    languages: str


class KnownOffice(NamedTuple):
    """An organisation of the directory."""

    id: int
    name: str
    sector: int
    kind: OfficeKind
    level: Level
    county: int | None
    district: int | None


def county_name_key(text: str) -> str:
    """What counts of the name of a county: *Qarku i Shkodrës* aside, *Shkodra* and *Shkodër* are the same."""
    words = [word for word in fold_name(text).split() if word not in _OF_PLACES] or fold_name(
        text
    ).split()
    stems = (word.rstrip(_ENDING) or word for word in words)
    return " ".join(stem[:-2] + "r" if stem.endswith("er") else stem for stem in stems)


class ListNames:
    """What the rows of a short list are called, in both languages: exactly, or what is probably meant.

    `also`: what they are called, too, and not offered.
    """

    def __init__(
        self,
        rows: Iterable[tuple[str, str]],
        places: bool = False,
        also: Iterable[tuple[str, str]] = (),
    ) -> None:
        self.rows = list(rows)
        self._key = county_name_key if places else fold_name
        self._by_key: dict[str, str] = {}
        named = [*self.rows, *also]
        declined = [
            (form, value)
            for name, value in named
            if places and (form := place_in(name, Case.DATIVE))
        ]
        for name, value in (*named, *declined):
            self._by_key.setdefault(self._key(name), value)

    def exact(self, text: str) -> str | None:
        """The value called so."""
        return self._by_key.get(self._key(text))

    def nearest(self, text: str) -> str:
        """The value that was probably meant; empty where none is near."""
        return nearest_name(text, self.rows) or ""


@dataclass(frozen=True)
class KnownLists:
    """What may stand in the columns about organisations: field → names; the county of each district, the sectors by key."""

    names: Mapping[str, ListNames]
    county_of: Mapping[int, int]
    sectors: Mapping[str, int]


class KnownDirectory:
    """The people and organisations that are there."""

    def __init__(self, people: Sequence[PersonOnFile], offices: Sequence[KnownOffice]) -> None:
        self.people = {person.id: person for person in people}
        self.offices = {office.id: office for office in offices}
        self.named = Offices((office.name, office.id) for office in offices)
        self._words: dict[int, NameWords] = {}
        self._by_name: dict[NameWords, list[int]] = defaultdict(list)
        self._by_email: dict[str, list[int]] = defaultdict(list)
        self._in: dict[int, list[int]] = defaultdict(list)
        self._of_word: dict[int, dict[str, list[int]]] = {}
        for person in people:
            words = self._words[person.id] = name_words(person.plain)
            self._by_name[words].append(person.id)
            self._in[person.office].append(person.id)
            if person.email:
                self._by_email[person.email.casefold()].append(person.id)

    def sure_office(self, name: str) -> int | None:
        """The organisation that surely has that name: written in another order, or the same municipality by another name."""
        sure, same = self.named.sure(name), self._same_municipality(name)
        return same[0] if sure is None and len(same) == 1 else sure

    def near_offices(self, name: str, most: int = 5) -> list[int]:
        """The organisations that are probably meant."""
        found = [*self._same_municipality(name), *self.named.near(name, most)]
        return list(dict.fromkeys(found))[:most]

    def _same_municipality(self, name: str) -> list[int]:
        """The offices of the municipality of that name: *Bashkia Burrel* is the one of Mat."""
        meant = municipality_meant(name) if is_municipality_name(name) else None
        return self._municipalities.get(meant, []) if meant else []

    @cached_property
    def _municipalities(self) -> dict[Municipality, list[int]]:
        found: dict[Municipality, list[int]] = defaultdict(list)
        for office in self.offices.values():
            meant = municipality_meant(office.name) if is_municipality_name(office.name) else None
            if meant and office.kind is OfficeKind.MUNICIPALITY:
                found[meant].append(office.id)
        return dict(found)

    def words(self, person: int) -> NameWords:
        """The words of somebody's name."""
        return self._words[person]

    def called(self, words: NameWords) -> list[int]:
        """Everybody of that name, in whichever order it is written."""
        return self._by_name.get(words, [])

    def at_address(self, email: str) -> list[int]:
        """Everybody with that e-mail address."""
        return self._by_email.get(email.casefold(), []) if email else []

    def near(self, words: NameWords, office: int) -> list[int]:
        """Who works there under nearly that name."""
        there = self._in.get(office, [])
        if len(there) > LARGE:
            by_word = self._by_word(office)
            there = list(dict.fromkeys(one for word in words for one in by_word.get(word, ())))
        return [one for one in there if is_likely_same_person(words, self._words[one])]

    def _by_word(self, office: int) -> dict[str, list[int]]:
        if office not in self._of_word:
            found: dict[str, list[int]] = defaultdict(list)
            for one in self._in[office]:
                for word in self._words[one]:
                    found[word].append(one)
            self._of_word[office] = found
        return self._of_word[office]
