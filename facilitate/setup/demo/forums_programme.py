"""What the demo's committee of Korçë saw in municipalities, and the money it asked for with an NGO."""

from ...data.db import db
from ...forums.models import Forum
from ...forums.programme.queries import municipalities_of
from ...forums.programme_models import MoneyRequest, RequestStatus, StandardCheck
from .forums_making import Making

FOUND = (
    ("contact", True, "", None, ""),
    (
        "referral",
        False,
        "Hapat i di vetëm një punonjëse; nuk janë të shkruar.",
        -20,
        "Drejtoria e shërbimit social",
    ),
    ("children", True, "", None, ""),
    (
        "communities",
        False,
        "Programi ka mbetur pa fonde që në pranverë.",
        14,
        "Kryetari i bashkisë",
    ),
)


def load_programme(making: Making, forum: Forum) -> None:
    """A visit two months ago, one finding of it overdue; a request that was granted, its report to come."""
    for town in municipalities_of(forum)[:1]:
        for standard, kept, finding, days, who in FOUND:
            db.session.add(
                StandardCheck(
                    forum_id=forum.id,
                    organisation_id=town.id,
                    visited_on=making.before(60),
                    standard=standard,
                    kept=kept,
                    finding=finding,
                    mend_by=None if days is None else making.before(-days),
                    mends=who,
                )
            )
    db.session.add(
        MoneyRequest(
            forum_id=forum.id,
            title="Dhomë e sigurt për raste urgjente në Korçë",
            description="Komiteti, bashkia dhe OJF-ja kërkojnë bashkë fonde për një dhomë të sigurt, ku një person "
            "mund të strehohet brenda ditës. Bashkia jep dhomën, OJF-ja punonjësen.",
            partners="OJF-ja vendore: 300 000 lekë\nBashkia: dhoma",
            asked=120_000_000,
            sent_to="Fondacioni për fëmijët",
            sent_on=making.before(90),
            state=RequestStatus.GRANTED,
            answered_on=making.before(30),
            granted=90_000_000,
            answer="Miratohet për një vit.",
            report_due=making.before(-150),
        )
    )
    db.session.flush()
