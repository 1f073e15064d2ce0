"""The main menu and an event's thread: three bands of work and the views, how far each room is, where one is.

This thread is the list of rooms beside each page of an event; the page *The thread*, from answer to action, is the room `tracing`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Flask, current_app, request, url_for

from .. import clock
from ..accounts.doors import is_in_a_team
from ..consultation.models import QuestionnairePurpose
from ..events.models import Event
from ..events.stations import (
    Band,
    RoomProgress,
    RoomState,
    StationStop,
    is_still_asked,
    station_stops,
)
from .i18n import _, _l, _n, label_of, register_labels, speaks_otherwise
from .picking import names_list, pick_one

register_labels(
    {
        Band.BEFORE: _l("Before"),
        Band.IN_THE_ROOM: _l("In the room"),
        Band.AFTER: _l("After"),
        Band.VIEWS: _l("Views"),
    }
)
register_labels(
    {
        RoomState.NOT_BEGUN: _l("not started"),
        RoomState.UNDER_WAY: _l("under way"),
        RoomState.READY: _l("ready"),
        RoomState.UNNEEDED: _l("not needed"),
    }
)


@dataclass(frozen=True)
class ThreadEntry:
    """One line of the thread. `eighths`: how full its mark is."""

    key: str
    name: str
    url: str
    told: RoomProgress
    here: bool = False

    @property
    def said(self) -> str:
        """`under way: 12 answers, 8 read`; of a view only what is wrong with it."""
        if self.told.state is RoomState.UNNEEDED:
            return self.told.reason
        return f"{label_of(self.told.state)}: {self.told.reason}"

    @property
    def eighths(self) -> int:
        """How full its mark is: between one and seven eighths while it is under way."""
        return min(7, max(1, self.told.part * 8 // 100))


@dataclass(frozen=True)
class ThreadBand:
    """One band of the thread with its stations."""

    band: Band
    entries: Sequence[ThreadEntry]

    @property
    def here(self) -> bool:
        """Whether the page that is open belongs to it."""
        return any(one.here for one in self.entries)

    @property
    def ready(self) -> str:
        """`2 of 6 ready`; of the views nothing."""
        needed = [one for one in self.entries if one.told.state is not RoomState.UNNEEDED]
        if not needed:
            return ""
        done = sum(one.told.state is RoomState.READY for one in needed)
        return _("%(done)d of %(all)d ready", done=done, all=len(needed))


def main_menu() -> list[tuple[str, str]]:
    """The planner's own pages: name and endpoint."""
    shared = [(_("Forums"), "forums.list_forums"), (_("Directory"), "directory.list_organisations")]
    return [
        (_("Events"), "overview.show_front_page"),
        *(shared if is_in_a_team() else []),
        (_("Techniques"), "techniques.show_shelf"),
        (_("Library"), "library.show_library"),
        (_("What we learned"), "practice.search_learned"),
        (_("Figures"), "overview.show_compared_figures"),
    ]


def shelf_tabs(here: str) -> list[tuple[str, str, bool]]:
    """The tabs of what the planner holds for everybody: name, address, whether it is this one."""
    tabs = [(_("Library"), "library.show_library"), (_("Bulletin"), "bulletin.list_editions")]
    return [(name, url_for(endpoint), endpoint == here) for name, endpoint in tabs]


def event_thread(event: Event) -> list[ThreadBand]:
    """The stations of an event by band, in working order, with one question to the database."""
    here, stops = request.endpoint or "", station_stops(event)
    return [
        ThreadBand(band, [_entry(one, event, here) for one in stops if one.station.band is band])
        for band in Band
        if any(one.station.band is band for one in stops)
    ]


def _entry(stop: StationStop, event: Event, here: str) -> ThreadEntry:
    page = stop.station.page
    return ThreadEntry(
        key=stop.station.key,
        name=str(stop.station.name),
        url=url_for(page, slug=event.slug),
        told=stop.told,
        here=_is_here(here, page),
    )


def _is_here(here: str, endpoint: str) -> bool:
    """Whether the page `here` belongs to that station.

    Two rooms hold two stations each: people and figures, consultation and evaluation (its purpose is in the address). What is
    asked months later belongs to what changed.
    """
    own = here.split(".")[0]
    if own == "participation":
        own = (
            "participation.show_figures"
            if here.startswith("participation.show_figures")
            else "participation.show_people"
        )
    elif own == "consultation":
        purpose = QuestionnairePurpose(
            (request.view_args or {}).get("purpose", QuestionnairePurpose.CONSULTATION)
        )
        after = purpose.is_after or here.startswith("consultation.show_evaluation")
        own = "consultation.show_evaluation" if after else "consultation.show_consultation"
        own = "outcomes" if purpose.months else own
    return own == endpoint if "." in own else own == endpoint.split(".")[0]


def next_stop(event: Event) -> StationStop | None:
    """What the page of a station ends with: what is to be done next elsewhere in its room, else in the first one after it.

    Nothing on other pages, on another page of the room as long as its next act is done there or where it speaks of groups,
    not of the café whose act it would be, and where nothing is left to do for whoever is signed in.
    """
    here = request.endpoint or ""
    stops = station_stops(event)
    at = next(
        (
            at
            for at, one in enumerate(stops)
            if here == one.station.page or here in one.station.other_pages
        ),
        None,
    )
    if at is None or stops[at].station.band is Band.VIEWS:
        return None
    act = stops[at].act
    done_here = act is not None and act.place.endpoint == here
    if here in stops[at].station.other_pages and (done_here or speaks_otherwise()):
        return None
    today = clock.today_in(event)
    for one in [*stops[at:], *stops[:at]]:
        asked = one.act if is_still_asked(one.station, event, today) else None
        if asked and asked.place.endpoint != here:
            return one
    return None


def days_to_go(event: Event) -> str:
    """`114 days to go`, `today`, or nothing once it is over."""
    left = (event.first_day - clock.today_in(event)).days
    if left > 0:
        return _n("%(num)d day to go", "%(num)d days to go", left)
    return _("now") if event.last_day >= clock.today_in(event) else ""


GIVES_ADDRESSES = frozenset(
    {
        "agenda.show_sharing",
        "bulletin.send_edition",
        "bulletin.show_edition",
        "cafe.show_harvest",
        "cafe.show_papers",
        "cafe.show_room",
        "cafe.show_table_addresses",
        "calendars.show_calendars",
        "checklists.edit_mails",
        "consultation.list_invitations",
        "consultation.print_answer_codes",
        "consultation.send_letters",
        "consultation.show_consultation",
        "consultation.show_evaluation",
        "consultation.show_poster",
        "consultation.show_share",
        "directory.ask_for_confirmation",
        "directory.remind_of_confirmation",
        "events.edit_team",
        "events.invite_to_team",
        "forums.ask_members",
        "forums.show_position",
        "forums.tell_day",
        "forums.tell_members",
        "library.show_story",
        "participation.edit_door_links",
        "participation.send_invitation_mails",
        "participation.show_figures_outside",
        "participation.show_invitation_mail",
        "participation.show_invitations",
        "participation.show_letters",
        "practice.send_forum_lesson_mail",
        "practice.show_forum_lessons",
        "practice.show_lessons",
        "report.show_following",
        "report.show_releasing",
        "report.show_sending",
        "report.tell_owners",
        "situation.ask_approval",
        "situation.ask_parts",
        "situation.show_table",
        "voting.print_vote_codes",
        "voting.show_vote",
    }
)
"""Pages whose links, codes, papers or mails are opened on other devices."""


def local_only_address() -> str:
    """The planner's address, on a page that hands it out, where no other device can reach it; else nothing."""
    address: str = current_app.extensions["settings"].base_url
    host = urlsplit(address).hostname or ""
    here = host == "localhost" or host == "::1" or host.startswith("127.")
    return address if here and request.endpoint in GIVES_ADDRESSES else ""


def init_app(app: Flask) -> None:
    """Give the layouts their menus."""
    app.jinja_env.globals.update(
        main_menu=main_menu,
        shelf_tabs=shelf_tabs,
        is_in_a_team=is_in_a_team,
        thread=event_thread,
        way_on=next_stop,
        days_to_go=days_to_go,
        only_here=local_only_address,
        names_list=names_list,
        pick_one=pick_one,
    )
