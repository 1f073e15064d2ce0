"""One field that finds anything: what was found, pages by their names too, as a page of results and as a short list below the field."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_login import current_user

from .. import clock
from ..accounts.doors import is_in_a_team, signed_in
from ..data.matching import LONGEST, holds_words, rank_match
from ..events.access import Can
from ..events.stations import registered_stations
from ..lib.text import clean_text
from ..web.i18n import _
from . import queries
from .queries import MOST_LISTED, SearchableEvent, SearchHit, SearchScope, build_search_scope

MOST_EVENTS = 6
"""Of how many events the pages are offered: the one somebody comes from, then the nearest."""


def planner_pages() -> Iterator[tuple[str, str]]:
    """The planner's own pages and commands the person signed in may use: name and address."""
    yield _("New event"), url_for("setup.new_event")
    yield _("Events"), url_for("overview.show_front_page")
    yield _("Techniques"), url_for("techniques.show_shelf")
    yield _("Library"), url_for("library.show_library")
    yield _("What we learned"), url_for("practice.search_learned")
    yield _("Figures"), url_for("overview.show_compared_figures")
    yield _("Help"), url_for("help.show_help_index")
    yield _("My account"), url_for("accounts.edit_account")
    if is_in_a_team():
        yield _("Forums"), url_for("forums.list_forums")
        yield _("Situation analysis"), url_for("situation.show_first_panorama")
        yield _("Directory"), url_for("directory.list_organisations")
        yield _("People in the directory"), url_for("directory.list_people")
        yield _("New person"), url_for("directory.create_person")
    if current_user.administrator:
        yield _("Accounts"), url_for("accounts.show_accounts")
        yield _("Import a file"), url_for("directory.list_bring_back")
        yield _("Mail server"), url_for("watching.edit_mail_setup")
        yield _("The planner"), url_for("watching.show_planner")


def event_pages(event: SearchableEvent) -> Iterator[tuple[str, str]]:
    """The pages and commands of an event, for what one may do in it."""
    offered = [
        (_("Desk"), "events.show_desk", Can.SEE),
        *((str(one.name), one.page, one.sees) for one in registered_stations()),
        (_("Add an objective"), "objectives.create_objective", Can.EDIT_OBJECTIVES),
        (_("Add a step"), "agenda.add_step", Can.EDIT_AGENDA),
        (_("Import an agenda"), "agenda.import_agenda", Can.EDIT_AGENDA),
        (_("Draft an agenda"), "agenda.show_drafts", Can.EDIT_AGENDA),
        (_("Copy from another event"), "agenda.copy_steps", Can.EDIT_AGENDA),
        (_("Who leads"), "agenda.edit_leads", Can.EDIT_AGENDA),
        (_("Rooms"), "agenda.edit_rooms", Can.EDIT_AGENDA),
        (_("What to bring"), "agenda.show_shopping", Can.SEE),
        (_("Versions"), "agenda.show_versions", Can.SEE),
        (_("Votes"), "voting.show_votes", Can.SEE),
        (_("New task"), "checklists.create_task", Can.EDIT_CHECKLIST),
        (_("Add people"), "participation.add_people_to_list", Can.EDIT_PEOPLE),
        (_("Import a list of people"), "participation.list_bring_back", Can.EDIT_PEOPLE),
        (_("Cost line"), "budget.create_cost", Can.EDIT_BUDGET),
        (_("Invitations"), "participation.show_invitations", Can.EDIT_PEOPLE),
        (_("Team"), "events.edit_team", Can.EDIT_TEAM),
        (_("Settings"), "events.edit_event", Can.EDIT_EVENT),
        (_("Practice sheet"), "practice.show_sheet", Can.SEE),
        (_("Run live"), "agenda.show_live", Can.RUN_AGENDA),
        (_("What happened"), "history.show_history", Can.SEE),
        (_("Outbox"), "overview.show_event_outbox", Can.SEE_OUTBOX),
        (_("Bin"), "history.show_bin", Can.SEE),
        (_("Archive"), "report.show_archive", Can.WRITE_REPORT),
    ]
    for name, endpoint, can in offered:
        if can in event.allowed:
            yield name, url_for(endpoint, slug=event.slug)


def search_pages(asked: SearchScope) -> list[SearchHit]:
    """Pages whose name, with their event's, holds what was typed; those of the event one comes from first."""
    found = [
        ((rank_match(name, asked.words), -1, 0), SearchHit(title=name, url=url))
        for name, url in planner_pages()
        if holds_words(name, asked.words)
    ]
    nearest = sorted(asked.events, key=lambda one: asked.near(one.id))[:MOST_EVENTS]
    for turn, event in enumerate(nearest):
        for name, url in event_pages(event):
            if holds_words(name, asked.words[:1]) and holds_words(
                f"{name} {event.name}", asked.words
            ):
                order = (rank_match(name, asked.words), turn, len(found))
                found.append((order, SearchHit(title=name, detail=event.name, url=url)))
    return [one for _order, one in sorted(found, key=lambda pair: pair[0])]


def search_events(asked: SearchScope) -> list[SearchHit]:
    """Events by their title in either language, or their town."""
    fits = [
        (
            rank_match(f"{one.title.en} {one.title.sq}", asked.words),
            *asked.near(one.id),
            one.id,
            one,
        )
        for one in asked.events
        if holds_words(
            f"{one.title.en} {one.title.sq} {one.town} {one.first_day.year}", asked.words
        )
    ]
    fits.sort(key=lambda one: one[:4])
    return [
        SearchHit(
            title=one.name,
            detail=f"{one.town} {one.first_day.year}".strip(),
            url=url_for("events.show_desk", slug=one.slug),
        )
        for *_order, one in fits
    ]


bp = Blueprint("searching", __name__)
SHORT = 5
"""Results of each kind below the field; the page shows more."""


@dataclass(frozen=True)
class HitGroup:
    """What was found of one kind."""

    name: str
    rows: list[SearchHit]


def search_everything(typed: str, here: str, most: int) -> list[HitGroup]:
    """Everything that holds what was typed, by kind; each kind asks once, whatever there is."""
    asked = build_search_scope(typed, here, clock.today())
    if not asked.words:
        return []
    in_a_team = is_in_a_team()
    found = [
        HitGroup(_("Events"), search_events(asked)),
        HitGroup(_("Pages"), search_pages(asked)),
        HitGroup(_("Forums"), queries.search_forums(asked) if in_a_team else []),
        HitGroup(_("People"), queries.search_people(asked, most) if in_a_team else []),
        HitGroup(_("Steps"), queries.search_steps(asked)),
        HitGroup(_("Tasks"), queries.search_tasks(asked)),
        HitGroup(_("Techniques"), queries.search_techniques(asked)),
        HitGroup(_("Library"), queries.search_library(asked, most)),
        HitGroup(_("Advice and training"), queries.search_guidance(asked) if in_a_team else []),
        HitGroup(_("Answers"), queries.search_answers(asked)),
        HitGroup(_("Notes"), queries.search_notes(asked)),
    ]
    return [HitGroup(one.name, one.rows[:most]) for one in found if one.rows]


def _typed() -> str:
    return clean_text(request.args.get("q", ""))[:LONGEST]


@bp.get("/find")
@signed_in
def show_found() -> Any:
    typed = _typed()
    return render_template(
        "searching/find.html",
        typed=typed,
        groups=search_everything(typed, request.args.get("event", ""), MOST_LISTED),
    )


@bp.get("/find/short")
@signed_in
def show_found_short() -> Any:
    """The first results of each kind, as a part of the page one is on."""
    typed = _typed()
    return render_template(
        "searching/results.html",
        typed=typed,
        groups=search_everything(typed, request.args.get("event", ""), SHORT),
    )
