"""What every planner starts with: the sectors, and Albania's counties and districts."""

import sqlalchemy as sa

from ..data.content import PACKAGE, read_toml, words_from_toml
from ..data.db import db
from .models import County, District, Sector


def seed_directory() -> None:
    """Put in sectors, counties and districts where there are none; what an administrator changed stays."""
    folder = PACKAGE / "directory"
    if db.session.scalar(sa.select(sa.func.count(Sector.id))) == 0:
        for position, row in enumerate(read_toml(folder / "sectors.toml")["sectors"], 1):
            db.session.add(
                Sector(
                    key=row["key"],
                    name=words_from_toml(row),
                    short=words_from_toml(row, "short"),
                    letter=row["letter"],
                    position=position,
                )
            )
    if db.session.scalar(sa.select(sa.func.count(County.id))) == 0:
        for row in read_toml(folder / "albania.toml")["counties"]:
            county = County(key=row["key"], name=row["name"])
            db.session.add(county)
            db.session.flush()
            for part in row["districts"]:
                capital = part.get("capital", False)
                db.session.add(
                    District(
                        key=part["key"], name=part["name"], county_id=county.id, capital=capital
                    )
                )
    db.session.flush()
