"""How far the report is: written, checked, released by two people."""

from datetime import date

from ..events.access import Can
from ..events.models import Event
from ..events.stations import (
    Band,
    CountParameters,
    EventPage,
    NextAct,
    OpenNeed,
    RoomProgress,
    RoomState,
    Station,
    StationCounts,
    count_rows,
)
from ..web.i18n import _, _l, _n, format_day
from .models import Edition, Release, SectionText


def _counts(asking: CountParameters) -> dict[str, object]:
    here = Edition.event_id == asking.event
    waits = (here, Edition.released_at.is_(None), Edition.withdrawn_at.is_(None))
    return {
        "written": count_rows(SectionText.id, SectionText.event_id == asking.event),
        "waiting": count_rows(Edition.id, *waits),
        "half": count_rows(Release.id, Release.edition_id == Edition.id, *waits),
        "out": count_rows(
            Edition.id, here, Edition.released_at.is_not(None), Edition.withdrawn_at.is_(None)
        ),
    }


def report_progress(found: StationCounts, event: Event, today: date) -> RoomProgress:
    """Ready once an edition is out."""
    if found["out"]:
        return RoomProgress(RoomState.READY, reason=_("released"), part=100)
    if found["waiting"]:
        return _waiting(found["half"])
    over = event.last_day < today
    if not over and not found["written"]:
        return RoomProgress(
            RoomState.NOT_BEGUN,
            reason=_("starts after %(day)s", day=format_day(event.last_day, "d MMMM")),
        )
    reason = (
        _n("%(num)d section edited", "%(num)d sections edited", found["written"])
        if found["written"]
        else _("assembled automatically, not read yet")
    )
    return RoomProgress(
        RoomState.UNDER_WAY if found["written"] else RoomState.NOT_BEGUN,
        reason=reason,
        part=30 if found["written"] else 0,
        act=_act(
            _("Read the report"),
            _("It is assembled from what was planned, said and decided; you can edit it."),
            _("Open the report"),
            "report.show_sections",
            Can.WRITE_REPORT,
        )
        if over
        else None,
    )


def _waiting(half: int) -> RoomProgress:
    title = _("Release the report") if half else _("Get two people to release the report")
    return RoomProgress(
        RoomState.UNDER_WAY,
        reason=_("one of two people has released it") if half else _("waiting for two people"),
        open=_("1 of 2") if half else _("0 of 2"),
        part=80 if half else 60,
        act=_act(
            title,
            _("Two different people read it before it goes out."),
            _("Go to the release"),
            "report.show_releasing",
            Can.RELEASE_REPORT,
        ),
        needs=[
            OpenNeed(
                number=2 - half,
                what=_n(
                    "person still has to release the report",
                    "people still have to release the report",
                    2 - half,
                ),
                button=_("Release"),
                place=EventPage("report.show_releasing"),
                can=Can.RELEASE_REPORT,
            )
        ],
    )


def _act(title: str, why: str, button: str, endpoint: str, can: Can) -> NextAct:
    return NextAct(title=title, why=why, button=button, place=EventPage(endpoint), can=can)


REPORT = Station(
    key="report",
    name=_l("Report"),
    page="report.show_sections",
    band=Band.AFTER,
    counts=_counts,
    told=report_progress,
)
