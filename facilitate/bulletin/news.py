"""What is new in the rooms since the last edition and may be told: each one line, in both languages, with its link."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa

from ..agenda.models import AgendaVersion
from ..data.db import db, model_again
from ..directory.models import Organisation
from ..events.models import TEACHING, Event
from ..forums.kinds import forum_kind
from ..forums.models import Forum, ForumMeeting, ForumMember
from ..lib.text import Words
from ..library.models import LibraryDocument
from ..library.shelf import DocumentKind, LibraryReaders
from ..practice.models import Lesson
from ..release.models import ReleasedWords, TextSource
from ..release.two_people import BY
from ..report.models import Edition, Proceedings
from ..report.released_report import edition_is_out
from ..situation.models import SituationReview
from ..situation.panorama.open_data import SOURCE as OPEN_DATA
from ..situation.panorama.open_data import release_id, released_panoramas
from ..situation.panorama.queries import Panorama
from ..situation.panorama.wording import changes_said
from ..situation.period import of_period, period_key
from ..web.addresses import full_address
from ..web.i18n import _, _n, format_day, format_days, in_both_languages, pick_wording
from .models import BulletinKind


@dataclass(frozen=True, kw_only=True)
class RoomNews:
    """Something that may be told. `source`: which row it is about, the same for ever; `link`: where a stranger reads more.

    `at`: when it could be told first; None where it is news in every edition.
    """

    source: str
    kind: BulletinKind
    at: datetime | None
    heading: Words
    text: Words
    link: str = ""


def find_news(today: date) -> list[RoomNews]:
    """All that is so and may be told, in the order of the kinds: no withdrawn report, no day gone by."""
    return [
        *_reports(),
        *_dates(today),
        *_lessons(),
        *_analyses(),
        *_trends(),
        *_documents(today),
        *_partners(today),
    ]


def _reports() -> Iterator[RoomNews]:
    rows = db.session.execute(
        sa.select(Event, sa.func.max(Edition.released_at), Proceedings.token)
        .join(Edition, Edition.event_id == Event.id)
        .join(Proceedings, Proceedings.event_id == Event.id)
        .where(*edition_is_out())
        .group_by(Event.id, Proceedings.token)
        .order_by(Event.first_day, Event.id)
    )
    for event, at, token in rows:
        yield _report_news(event, at, token)


def _report_news(event: Event, at: datetime | None, token: str) -> RoomNews:
    return RoomNews(
        source=f"report:{event.id}",
        kind=BulletinKind.REPORT,
        at=at,
        heading=in_both_languages(lambda: _("Report: %(event)s", event=pick_wording(event.title))),
        text=in_both_languages(
            lambda: _(
                "%(days)s: what was said, decided and promised, in Albanian and in English.",
                days=_days(event),
            )
        ),
        link=full_address("report.show_public_report", token=token),
    )


def _dates(today: date) -> Iterator[RoomNews]:
    """Published programmes, and meetings of forums, that are still to come."""
    published = sa.select(sa.func.max(AgendaVersion.published_at)).where(
        AgendaVersion.event_id == Event.id
    )
    shown = published.scalar_subquery()
    meets = sa.exists().where(ForumMeeting.event_id == Event.id)
    rows = db.session.execute(
        sa.select(Event, shown, meets)
        .where(
            Event.last_day >= today,
            Event.archived_at.is_(None),
            Event.days_unknown.is_(False),
            sa.or_(shown.is_not(None), meets),
        )
        .order_by(Event.first_day, Event.id)
    )
    for event, at, is_meeting in rows:
        yield _date_news(event, at, is_meeting)


def _date_news(event: Event, at: datetime | None, is_meeting: bool) -> RoomNews:
    place = ", ".join(filter(None, (event.venue, event.town)))
    return RoomNews(
        source=f"date:{event.id}",
        kind=BulletinKind.TRAINING if event.kind in TEACHING else BulletinKind.DATE,
        at=None if is_meeting else at,
        heading=event.title,
        text=in_both_languages(lambda: f"{_days(event)}. {place}".rstrip(". ") + "."),
        link=full_address("agenda.show_public_programme", slug=event.slug) if at else "",
    )


def _lessons() -> Iterator[RoomNews]:
    """Practice sheets with lessons that two people let out; the lessons themselves are read there."""
    released = (
        sa.select(
            ReleasedWords.event_id,
            ReleasedWords.forum_id,
            sa.func.max(ReleasedWords.at).label("at"),
        )
        .where(ReleasedWords.source == TextSource.SHEET)
        .group_by(ReleasedWords.event_id, ReleasedWords.forum_id, ReleasedWords.digest)
        .having(sa.func.count(sa.distinct(ReleasedWords.user_id)) >= BY)
        .subquery()
    )
    mine = sa.or_(Lesson.event_id == released.c.event_id, Lesson.forum_id == released.c.forum_id)
    number = (
        sa.select(sa.func.count(Lesson.id)).where(mine, Lesson.taken.is_(True)).scalar_subquery()
    )
    rows = db.session.execute(
        sa.select(Event.id, Event.title, Forum.id, Forum.name, released.c.at, number)
        .select_from(released)
        .outerjoin(Event, Event.id == released.c.event_id)
        .outerjoin(Forum, Forum.id == released.c.forum_id)
        .order_by(Event.id, Forum.id)
    )
    for event_id, title, forum_id, name, at, lessons in rows:
        if not lessons:
            continue
        source = f"lessons:event:{event_id}" if event_id else f"lessons:forum:{forum_id}"
        yield _lesson_news(source, at, lessons, title if event_id else name)


def _lesson_news(source: str, at: datetime, lessons: int, of: Words) -> RoomNews:
    return RoomNews(
        source=source,
        kind=BulletinKind.LESSON,
        at=at,
        heading=in_both_languages(lambda: _("Lessons learned: %(name)s", name=pick_wording(of))),
        text=in_both_languages(
            lambda: _n(
                "%(num)d lesson is on the practice sheet. Ask the organisers for it.",
                "%(num)d lessons are on the practice sheet. Ask the organisers for it.",
                lessons,
            )
        ),
    )


def _analyses() -> Iterator[RoomNews]:
    """Half-years whose numbers a committee approved."""
    rows = db.session.execute(
        sa.select(Forum.id, Forum.name, SituationReview.period, SituationReview.approved_on)
        .join(SituationReview, SituationReview.forum_id == Forum.id)
        .where(SituationReview.approved_on.is_not(None))
        .order_by(SituationReview.period, Forum.id)
    )
    for forum_id, name, period, day in rows:
        yield _analysis_news(forum_id, name, period, day)


def _analysis_news(forum_id: int, name: Words, period: int, day: date | None) -> RoomNews:
    return RoomNews(
        source=f"analysis:{forum_id}:{period}",
        kind=BulletinKind.ANALYSIS,
        at=datetime.combine(day, time.max, UTC) if day else None,
        heading=in_both_languages(
            lambda: _("Situation analysis: %(forum)s", forum=pick_wording(name))
        ),
        text=in_both_languages(
            lambda: _(
                "The numbers for the %(period)s are approved. Ask the secretariat for the analysis.",
                period=of_period(period),
            )
        ),
    )


def _trends() -> Iterator[RoomNews]:
    """What rose and fell in the numbers that two people have released for everybody."""
    found = released_panoramas()
    if not found:
        return
    pressed = sa.select(ReleasedWords.row_id, sa.func.max(ReleasedWords.at)).where(
        ReleasedWords.source == OPEN_DATA
    )
    at = {row[0]: row[1] for row in db.session.execute(pressed.group_by(ReleasedWords.row_id))}
    for one in found:
        if changes_said(one):
            yield _trend_news(one, at[release_id(one.kind, one.period)])


def _trend_news(found: Panorama, at: datetime) -> RoomNews:
    kind, key = found.kind, period_key(found.period)
    return RoomNews(
        source=f"trend:{kind}:{key}",
        kind=BulletinKind.TREND,
        at=at,
        heading=in_both_languages(
            lambda: _(
                "%(kind)s: numbers for the %(period)s",
                kind=pick_wording(forum_kind(kind).name),
                period=of_period(found.period),
            )
        ),
        text=in_both_languages(lambda: " ".join(changes_said(found))),
        link=full_address("situation.export_open_data", kind=kind, period=key),
    )


IN_FORCE = {
    DocumentKind.LAW: BulletinKind.LAW,
    DocumentKind.STANDARD: BulletinKind.PROCEDURE,
    DocumentKind.PROCEDURE: BulletinKind.PROCEDURE,
}
"""The documents of the library that everybody has to know of, and what of the bulletin they are."""


def _documents(today: date) -> Iterator[RoomNews]:
    """Laws, standards and procedures of the public library that are in force."""
    one = LibraryDocument
    rows = db.session.scalars(
        sa.select(one)
        .where(
            one.readers == LibraryReaders.PUBLIC,
            one.kind.in_(IN_FORCE),
            one.replaced_by_id.is_(None),
            sa.or_(one.ended_on.is_(None), one.ended_on > today),
        )
        .order_by(one.id)
    )
    for row in rows:
        yield _document_news(row)


def _document_news(row: LibraryDocument) -> RoomNews:
    def said() -> str:
        cited = ", ".join(filter(None, (row.number, format_day(row.on, "dated") if row.on else "")))
        return " ".join(f"{one.rstrip('.')}." for one in (cited, pick_wording(row.about)) if one)

    file = full_address("library.send_public_document", document_id=row.id) if row.size else ""
    return RoomNews(
        source=f"document:{row.id}",
        kind=IN_FORCE[row.kind],
        at=row.at,
        heading=in_both_languages(lambda: pick_wording(row.title)),
        text=in_both_languages(said),
        link=row.address or file,
    )


NEW = timedelta(days=366)
"""How long an organisation is new in a forum."""


def _partners(today: date) -> Iterator[RoomNews]:
    """Organisations that are new in a forum, all that came on one day together; observers too."""
    row, before = ForumMember, model_again(ForumMember, "before")
    first = sa.select(sa.func.min(before.since)).where(
        before.forum_id == row.forum_id, before.organisation_id == row.organisation_id
    )
    found = db.session.execute(
        sa.select(Forum.id, Forum.name, row.since, Organisation.name.label("office"))
        .join(Forum, Forum.id == row.forum_id)
        .join(Organisation, Organisation.id == row.organisation_id)
        .where(
            row.since.between(today - NEW, today),
            sa.or_(row.until.is_(None), row.until >= today),
            row.since == first.scalar_subquery(),
            Forum.ended_on.is_(None),
        )
        .order_by(row.since, Forum.id, Organisation.sorting, Organisation.id)
    )
    came: dict[tuple[int, date], tuple[Words, list[str]]] = {}
    for forum, name, since, office in found:
        if since:
            came.setdefault((forum, since), (name, []))[1].append(office)
    for (forum, since), (name, offices) in came.items():
        yield _partner_news(f"partner:{forum}:{since}", since, name, list(dict.fromkeys(offices)))


def _partner_news(source: str, since: date, forum: Words, offices: Sequence[str]) -> RoomNews:
    names = f"{'; '.join(offices)}."
    return RoomNews(
        source=source,
        kind=BulletinKind.PARTNER,
        at=datetime.combine(since, time.max, UTC),
        heading=in_both_languages(lambda: _("New in: %(forum)s", forum=pick_wording(forum))),
        text=Words(names, names),
    )


def _days(event: Event) -> str:
    return format_days(event.first_day, event.last_day, year=True)
