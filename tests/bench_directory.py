"""Speed of the directory, printed by `make bench`: 20,000 people, searched as one types, an import of 2,000, a merge."""

import random
import time
from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate import clock
from facilitate.accounts.models import User
from facilitate.api.actions import make_token
from facilitate.data.db import db
from facilitate.directory.importing.comparing import PeopleComparison
from facilitate.directory.importing.plan import ColumnMapping, ImportDecisions
from facilitate.directory.importing.queries import read_known_directory, read_known_lists
from facilitate.directory.importing.reading import read_list_rows
from facilitate.directory.models import Level, OfficeKind, Organisation, Person, Sector
from facilitate.history.merges import MERGE_HISTORY, merge_and_remember
from facilitate.lib.text import Words

from .bench_agenda import cpu_milliseconds

PEOPLE, OFFICES, ROWS = 20_000, 2_500, 2_000
GIVEN = (
    "Ana",
    "Arben",
    "Besa",
    "Blerim",
    "Çeljeta",
    "Dritan",
    "Elira",
    "Fatos",
    "Gëzim",
    "Hana",
    "Ilir",
    "Jeta",
    "Mira",
)
STEMS = [
    "Ho",
    "Gjo",
    "Ko",
    "Ndo",
    "Ze",
    "Pri",
    "Di",
    "Ma",
    "Sko",
    "Be",
    "Cu",
    "Do",
    "Fi",
    "Gra",
    "Ha",
    "Is",
    "Ja",
    "Le",
    "Mu",
    "Po",
]
ENDS = [
    "xha",
    "ka",
    "la",
    "ja",
    "ku",
    "fti",
    "ra",
    "shi",
    "ni",
    "li",
    "va",
    "ta",
    "çi",
    "llari",
    "ngu",
]


def fill_directory(seed: int = 1) -> None:
    """Up to 20,000 people in 2,500 offices."""
    luck = random.Random(seed)
    sectors = db.session.scalars(sa.select(Sector.id)).all()
    db.session.execute(
        sa.insert(Organisation),
        [
            {
                "version": 1,
                "name": f"Zyra e {luck.choice(STEMS)}{luck.choice(ENDS)} {n}",
                "kind": OfficeKind.OTHER,
                "level": Level.COUNTY,
                "sector_id": luck.choice(sectors),
                "county_id": None,
                "district_id": None,
            }
            for n in range(OFFICES)
        ],
    )
    offices = db.session.scalars(sa.select(Organisation.id)).all()
    rows = []
    for n in range(PEOPLE):
        family = (
            luck.choice(STEMS)
            + luck.choice(ENDS)
            + luck.choice(["", "j", "n", "t"])
            + luck.choice(["", "a", "i"])
        )
        rows.append(
            {
                "version": 1,
                "given_name": luck.choice(GIVEN),
                "family_name": family,
                "position": Words("", "Specialist"),
                "organisation_id": luck.choice(offices),
                "email": f"p{n}@office.example",
                "phone": "",
                "languages": "sq",
            }
        )
    db.session.execute(sa.insert(Person), rows)
    db.session.commit()


def file_rows(seed: int = 2) -> list[tuple[int, tuple[str, ...]]]:
    """2,000 rows: a quarter each there already, a slip of the pen away, elsewhere, and new."""
    luck, found = random.Random(seed), []
    people = db.session.execute(
        sa.select(Person.given_name, Person.family_name, Person.email, Organisation.name)
        .join(Person.organisation)
        .limit(8000)
    ).all()
    for n in range(ROWS):
        given, family, email, office = luck.choice(people)
        row = [
            (f"{family}, {given}", office, email),
            (f"{given} {family[:-1]}{family[-1] * 2}", office, ""),
            (f"{given} {family}", f"Shoqata e re {n % 100}", ""),
            (f"{given} {family}oqi{n}", office, f"new{n}@office.example"),
        ][n % 4]
        found.append((n + 2, row))
    return found


def import_suspects(rows: list[tuple[int, tuple[str, ...]]]) -> int:
    """What an import would do before anybody has decided anything; the directory is read anew."""
    plan = ColumnMapping(("name", "organisation", "email"), 1, sector=1)
    reads, problems = read_list_rows(rows, plan)
    return len(
        PeopleComparison(read_known_directory(), read_known_lists(), plan, ImportDecisions())
        .all(reads, problems)
        .suspects
    )


def bench_directory_pages(
    app: Flask, client: FlaskClient, line: Callable[[str, str, str], None]
) -> None:
    """Print the lines of the directory."""
    with app.test_request_context():
        fill_directory()
        rows = file_rows()
        found = import_suspects(rows)
        line(
            f"import of 2,000, {found} suspects of 20,000",
            f"{cpu_milliseconds(lambda: import_suspects(rows)) / 1000:.2f} s",
            "3 s",
        )
        db.session.rollback()
    for what, query in (
        ("one letter", "a"),
        ("a name", "ana+hoxha"),
        ("office and name", "zyra+gjo"),
        ("all of them", ""),
    ):
        address = f"/directory/people?q={query}"
        client.get(address)
        line(
            f"search as you type: {what}",
            f"{cpu_milliseconds(lambda a=address: client.get(a)):.0f} ms",
            "40 ms",
        )
    with app.app_context():
        user = db.session.scalars(sa.select(User).where(User.administrator)).first()
        assert user is not None
        until = clock.now() + timedelta(days=1)
        token = make_token(user, "bench", ["directory:read"], until, None)
        db.session.commit()
    head = {"Authorization": f"Bearer {token}"}
    asked = cpu_milliseconds(lambda: client.get("/api/v1/people?limit=1000", headers=head))
    line("1,000 people by the API", f"{asked:.0f} ms", "100 ms")
    with app.app_context():
        one = db.session.scalars(sa.select(Person).order_by(Person.id.desc())).first()
        assert one is not None
        one.family_name = "Ndryshuar"
        db.session.commit()
    start = time.process_time()
    client.get("/directory/people?q=ndrysh")
    line(
        "  the first search after a change",
        f"{(time.process_time() - start) * 1000:.0f} ms",
        "40 ms",
    )
    with app.app_context():
        two = db.session.scalars(sa.select(Person).order_by(Person.id).limit(2)).all()
        start = time.process_time()
        merged = merge_and_remember(two[0], two[1], ["email"], by=None)
        line("merging two people of 20,000", f"{(time.process_time() - start) * 1000:.0f} ms", "-")
        start = time.process_time()
        MERGE_HISTORY.take_back(None, merged.id, 1, False)
        line("  undoing it", f"{(time.process_time() - start) * 1000:.0f} ms", "-")
        db.session.rollback()
