"""Who came to the demo's conferences: the whole numbers behind the published shares, and how people are picked.

2004: 38 civil society, 22 international NGOs and 12 government of 88; 2005: 56 NGO and 15 government of 92;
2006: 51 government and 45 civil society of 119, over 80 from outside the capital, over 40 presenters;
2008: 40 local government and 38 civil society of 108. The other numbers are plausible and invented.
"""

import random
from dataclasses import dataclass, field

from ...directory.models import Organisation, Person
from ...lib.text import Words, plain_text


@dataclass(frozen=True)
class DemoAttendance:
    """How many came: sector key → (from the capital, from outside it); how many of all presented."""

    sectors: dict[str, tuple[int, int]]
    presenters: int

    @property
    def total(self) -> int:
        return sum(inside + outside for inside, outside in self.sectors.values())


CONFERENCES = {
    "launch-2004": DemoAttendance(
        {
            "central_government": (8, 0),
            "local_government": (1, 3),
            "civil_society": (16, 22),
            "international_ngo": (18, 4),
            "intergovernmental": (6, 0),
            "donor": (5, 0),
            "media": (3, 0),
            "academia": (2, 0),
        },
        presenters=6,
    ),
    "annual-2005": DemoAttendance(
        {
            "central_government": (6, 0),
            "local_government": (1, 8),
            "civil_society": (17, 39),
            "intergovernmental": (7, 0),
            "donor": (5, 0),
            "media": (3, 0),
            "business": (1, 0),
            "academia": (2, 1),
            "other": (2, 0),
        },
        presenters=18,
    ),
    "annual-2006": DemoAttendance(
        {
            "central_government": (13, 0),
            "local_government": (2, 36),
            "civil_society": (4, 41),
            "international_ngo": (4, 3),
            "intergovernmental": (4, 1),
            "donor": (4, 0),
            "media": (2, 1),
            "business": (1, 0),
            "academia": (1, 1),
            "other": (1, 0),
        },
        presenters=42,
    ),
    "annual-2008": DemoAttendance(
        {
            "central_government": (12, 0),
            "local_government": (3, 37),
            "civil_society": (11, 27),
            "international_ngo": (5, 1),
            "intergovernmental": (4, 0),
            "donor": (3, 0),
            "media": (2, 0),
            "business": (1, 0),
            "academia": (1, 1),
        },
        presenters=24,
    ),
}

COMING = DemoAttendance(
    {
        "central_government": (10, 0),
        "local_government": (4, 38),
        "civil_society": (8, 26),
        "international_ngo": (5, 1),
        "intergovernmental": (4, 0),
        "donor": (3, 0),
        "media": (2, 1),
        "business": (1, 1),
        "academia": (1, 2),
        "other": (1, 0),
    },
    presenters=26,
)
"""Invited to the coming conference; most have said that they come."""


@dataclass
class RandomNames:
    """Draws people at random, the same ones each time: a name is given once."""

    table: dict[str, list[str]]
    positions: dict[str, list[dict[str, str]]]
    rng: random.Random
    taken: set[str] = field(default_factory=set)

    def person(self, organisation: Organisation) -> Person:
        """Somebody new who works in that organisation."""
        while True:
            given = self.rng.choice(
                self.table["given_f" if self.rng.random() < 0.55 else "given_m"]
            )
            family = self.rng.choice(self.table["family"])
            if f"{given} {family}" not in self.taken:
                break
        self.taken.add(f"{given} {family}")
        title = self.rng.choice(self.positions[organisation.kind])
        address = "".join(
            letter
            for letter in plain_text(f"{given}.{family}")
            if letter.isalpha() or letter == "."
        )
        return Person(
            given_name=given,
            family_name=family,
            organisation=organisation,
            position=Words(title["en"], title["sq"]),
            email=f"{address}@{organisation.kind.replace('_', '-')}.example",
            phone=f"+355 6{self.rng.randint(7, 9)} {self.rng.randint(200, 999)} {self.rng.randint(1000, 9999)}",
            languages="sq" if self.rng.random() < 0.7 else "sq en",
        )


@dataclass
class PeoplePool:
    """The people of every organisation; those who came before come again about every second time."""

    organisations: list[Organisation]
    names: RandomNames
    people: dict[int, list[Person]] = field(default_factory=dict)

    def pick(self, sector: str, inside: bool, number: int) -> list[Person]:
        """So many people of that sector from inside or outside the capital, spread over organisations."""
        rng = self.names.rng
        found = [
            organisation
            for organisation in self.organisations
            if organisation.sector.key == sector
            and bool(organisation.district and organisation.district.capital) == inside
        ]
        if not found and number:
            raise ValueError(
                f"no organisation of {sector} {'in' if inside else 'outside'} the capital"
            )
        rng.shuffle(found)
        picked: list[Person] = []
        while len(picked) < number:
            for organisation in found[: number - len(picked)]:
                known = [p for p in self.people.setdefault(organisation.id, []) if p not in picked]
                if known and rng.random() < 0.5:
                    person = rng.choice(known)
                else:
                    person = self.names.person(organisation)
                    self.people[organisation.id].append(person)
                picked.append(person)
        return picked

    def fill(self, attendance: DemoAttendance) -> list[Person]:
        """Everybody of one event, sector by sector."""
        people: list[Person] = []
        for sector, (inside, outside) in attendance.sectors.items():
            people += self.pick(sector, True, inside) + self.pick(sector, False, outside)
        return people
