"""Two offices and two people who are known before a file comes."""

import pytest
import sqlalchemy as sa

from facilitate.data.db import db
from facilitate.directory.models import Person, Sector

from ..rows import add_office, add_worker, key_of


@pytest.fixture
def known(app, cast) -> dict[str, int]:
    """Two offices, Ana in the first, Besa in the second, both long ago."""
    with app.app_context():
        zyra, qendra = (
            add_office("Zyra e Punësimit", "local_government", "vlore"),
            add_office("Qendra Drita", "civil_society"),
        )
        rows = [add_worker("Ana Çela", zyra), add_worker("Besa Gjoni", qendra)]
        for row in rows:
            row.since = None
        db.session.commit()
        return {
            "zyra": zyra.id,
            "qendra": qendra.id,
            "ana": rows[0].id,
            "besa": rows[1].id,
            "donor": key_of(Sector, "donor"),
        }


def people_known(app) -> list[tuple[str, str, str, str]]:
    """Name, organisation, address and telephone of everybody in the directory."""
    with app.app_context():
        rows = db.session.scalars(sa.select(Person).order_by(Person.id))
        return [(row.name, row.organisation.name, row.email, row.phone) for row in rows]
