"""What an export wrote reads back as “nothing changed”, whatever stands in the directory."""

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitate.data.db import db
from facilitate.directory.contacts.sheet import (
    contacts_to_csv,
    contacts_to_xlsx,
    office_columns,
    office_rows,
    people_columns,
    people_rows,
)
from facilitate.directory.importing.reading import read_list
from facilitate.directory.importing.step import ListImport
from facilitate.directory.models import (
    County,
    District,
    Level,
    OfficeKind,
    Organisation,
    Person,
    Sector,
)
from facilitate.directory.queries import find_organisations, find_people
from facilitate.directory.search import ListSearch
from facilitate.lib.text import Words, clean_text
from facilitate.web.i18n import use_language

pytestmark = pytest.mark.both_databases

LETTERS = st.characters(
    codec="utf-8",
    exclude_categories=("Cs", "Cc", "Cn", "Co"),
    exclude_characters="\ufeff\u2028\u2029\ufffe\uffff",
)
TEXT = st.text(LETTERS | st.sampled_from("=+-@'çËe ,;\"_x"), max_size=12).map(clean_text)
NAME = TEXT.filter(lambda text: bool(text))
CONTACT = st.sampled_from(
    ["", "a@x.example", "a.b@x.example;c", "+355 69 123 4567", "0691234567", "355", "12 (34)", "+1"]
)
ROW = st.tuples(
    NAME,
    NAME,
    TEXT,
    TEXT,
    CONTACT,
    CONTACT,
    st.sampled_from(["sq", "en", "sq en"]),
    st.integers(0, 3),
)


def fill(offices: list[str], rows: list[tuple]) -> None:
    """A directory of these and nothing else."""
    db.session.execute(sa.delete(Person))
    db.session.execute(sa.delete(Organisation))
    sectors = db.session.scalars(sa.select(Sector.id)).all()
    places = [
        (None, None),
        *((row.county_id, row.id) for row in db.session.scalars(sa.select(District).limit(5))),
    ]
    places += [(key, None) for key in db.session.scalars(sa.select(County.id).limit(3))]
    made = [
        Organisation(
            name=name,
            kind=list(OfficeKind)[n % len(OfficeKind)],
            level=list(Level)[n % 4],
            sector_id=sectors[n % len(sectors)],
            county_id=places[n % len(places)][0],
            district_id=places[n % len(places)][1],
        )
        for n, name in enumerate(offices)
    ]
    db.session.add_all(made)
    db.session.flush()
    for given_, family, en, sq, email, phone, languages, place in rows:
        db.session.add(
            Person(
                given_name=given_,
                family_name=family,
                position=Words(en, sq),
                email=email,
                phone=phone,
                languages=languages,
                organisation_id=made[place % len(made)].id,
            )
        )
    db.session.flush()


def outcome(content: bytes, name: str):
    """What a file would change, its columns as they are guessed."""
    return ListImport(read_list(content, name), {}).outcome


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["en", "sq"])
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_an_export_changes_nothing(app, ending: str, language: str, data: st.DataObject) -> None:
    offices = data.draw(st.lists(NAME, min_size=1, max_size=4, unique=True))
    rows = data.draw(st.lists(ROW, min_size=1, max_size=6))
    with app.test_request_context(), use_language(language):
        fill(offices, rows)
        contacts = data.draw(st.booleans())
        people = people_rows(find_people(ListSearch(), size=1000).rows)
        there = office_rows(find_organisations(ListSearch(), 1000).rows)
        for fields, table in ((people_columns(contacts), people), (office_columns(), there)):
            content = (
                contacts_to_xlsx("List", fields, table)
                if ending == "xlsx"
                else contacts_to_csv(fields, table)
            )
            found = outcome(content, f"list.{ending}")
            told = (found.new, found.changed, found.suspects, found.problems, found.offices)
            assert (told, len(found.unchanged)) == (([], [], [], [], {}), len(table))
        db.session.rollback()
