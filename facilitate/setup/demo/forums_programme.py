"""What the demo's committee of Korçë saw in municipalities, the money it asked for with an NGO, what it advised and taught."""

from ...data.db import db
from ...directory.models import Organisation
from ...forums.models import Forum
from ...forums.programme.queries import municipalities_of
from ...forums.programme_models import (
    GuidanceEntry,
    GuidanceKind,
    MoneyRequest,
    RequestStatus,
    StandardCheck,
)
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

ADVISED = (
    (
        GuidanceKind.ADVICE_GIVEN,
        9,
        "Bashkia",
        "Kush njoftohet i pari kur personi flet vetëm një gjuhë të huaj dhe zyra nuk ka përkthyes?",
        "",
        "",
        0,
    ),
    (
        GuidanceKind.ADVICE_GIVEN,
        75,
        "Drejtoria arsimore",
        "A mund të referojë shkolla drejtpërdrejt, pa pritur mbledhjen e tryezës teknike?",
        "Po. Shkolla njofton menjëherë njësinë për mbrojtjen e fëmijëve të bashkisë; tryeza njoftohet më pas. Shih hapin 2 të procedurës standarde.",
        "Shërbimi social shtetëror",
        0,
    ),
    (
        GuidanceKind.TRAINING_GIVEN,
        120,
        "Mësues dhe psikologë shkollash",
        "Shenjat e para dhe hapat e referimit",
        "",
        "Shërbimi social shtetëror, OJF-ja vendore",
        24,
    ),
    (
        GuidanceKind.TRAINING_RECEIVED,
        200,
        "Koordinatori kombëtar",
        "Roli i anëtarëve të komitetit",
        "",
        "Anëtarët e komitetit",
        11,
    ),
)


def load_programme(making: Making, forum: Forum) -> None:
    """A visit two months ago, one finding of it overdue; a request that was granted, its report to come; advice and trainings."""
    offices = [row.office for row in municipalities_of(forum)]
    for town in [row for row in offices if isinstance(row, Organisation)][:1]:
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
            language="sq",
            place="Korçë",
            office="Prefektura Korçë",
            signed="Kryetari i Komitetit Rajonal",
            annexes="Plani i dhomës\nMarrëveshja e partnerëve",
        )
    )
    for kind, ago, other, topic, answer, who, people in ADVISED:
        db.session.add(
            GuidanceEntry(
                forum_id=forum.id,
                kind=kind,
                asked_on=making.before(ago),
                other=other,
                topic=topic,
                answer=answer,
                answered_on=making.before(ago - 4) if answer else None,
                who=who,
                people=people,
            )
        )
    db.session.flush()
