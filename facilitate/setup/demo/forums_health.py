"""What the demo's team thinks of its groups, its coalition and coordination as a whole, last year and this year."""

from collections.abc import Mapping
from datetime import date

from ...accounts.models import User
from ...data.content import PACKAGE, read_toml
from ...data.db import db
from ...forums.models import Assessment, Forum

TABLE = PACKAGE / "setup" / "demo" / "forums_health.toml"


def load_opinions(forums: Mapping[str, Forum], users: Mapping[str, User], today: date) -> None:
    """One row for each opinion."""
    for said in read_toml(TABLE)["said"]:
        notes = {(one["by"], one["factor"]): one["text"] for one in said.get("notes", ())}
        forum = forums[said["forum"]].id if said["forum"] else None
        db.session.add_all(
            Assessment(
                forum_id=forum,
                scale=said["scale"],
                factor=factor,
                year=year,
                user_id=users[who].id,
                score=int(score),
                note=notes.get((who, factor), "") if year == today.year else "",
            )
            for who, years in said["by"].items()
            for year, scores in zip((today.year - 1, today.year), years, strict=True)
            for factor, score in zip(said["factors"], scores, strict=False)
            if score != "-"
        )
