"""The application: settings, database, languages, doors and rooms put together."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from flask import Flask, request, url_for
from flask_wtf import CSRFProtect
from jinja2 import pass_environment
from jinja2.filters import do_truncate
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, Rule

from .. import clock
from ..accounts import routes as accounts
from ..agenda import routes as agenda
from ..agenda.reusing.actions import TEMPLATE_REMOVALS
from ..agenda.station import AGENDA
from ..agenda.versions.what_happened import AGENDA_BIN, AGENDA_HISTORY
from ..api import routes as api
from ..assistants import routes as assistants
from ..assistants.station import PROPOSALS
from ..budget import routes as budget
from ..budget.contributions.bin import CONTRIBUTION_BIN, COST_BIN
from ..budget.excel.actions import IMPORTS as BUDGETS_IMPORTED
from ..budget.rates.actions import REMOVALS as RATES_REMOVED
from ..budget.station import BUDGET
from ..bulletin import routes as bulletin
from ..bulletin.actions import BULLETIN_EDITS, BULLETIN_REMOVALS
from ..cafe import routes as cafe
from ..cafe.actions import REMOVALS as CAFE_TABLES_REMOVED
from ..cafe.changing.what_happened import CAFE_HISTORY
from ..cafe.laying.table_list import IMPORTS as CAFE_TABLES_IMPORTED
from ..cafe.mixing.actions import MIX_RECORDS
from ..cafe.station import CAFE
from ..calendars import routes as calendars
from ..checklists import routes as checklists
from ..checklists.starting.actions import LIST_IMPORTS, LIST_REMOVALS
from ..checklists.station import CHECKLIST
from ..checklists.working.actions import REMOVALS as TASK_TALK_REMOVED
from ..checklists.working.what_happened import CHECKLIST_BIN, CHECKLIST_HISTORY
from ..confirming.routes import ENTRY_RECORDS  # its pages are the directory's
from ..consultation import routes as consultation
from ..consultation.asking.actions import REMOVALS as QUESTIONS_REMOVED
from ..consultation.inviting.withdrawing import REMOVALS as INVITATIONS_REMOVED
from ..consultation.reading.changes import THEME_BIN, THEMES
from ..consultation.station import CONSULTATION, EVALUATION
from ..directory import routes as directory
from ..events import routes as events
from ..events import stations
from ..events.access import may
from ..forums import routes as forums
from ..forums.actions import FORUM_REMOVALS
from ..forums.programme.actions import FORUM_LISTS
from ..forums.removing import FORUM_ROWS
from ..guides import routes as guides
from ..guides.looks.actions import LOOK_BIN
from ..guides.rehearsing.actions import REHEARSALS_REMOVED
from ..guides.station import GUIDE
from ..help import routes as help_pages
from ..history import bins
from ..history import rooms as history_rooms
from ..history import routes as history
from ..history.directory import REMOVALS as DIRECTORY_REMOVED
from ..history.facts import FACTS_HISTORY
from ..history.merges import MERGE_HISTORY
from ..history.team import REMOVALS as TEAM_REMOVED
from ..lib.numbers import HIGHEST
from ..lib.pdf import pdf_maker
from ..lib.text import before_colon, capitalize_first, name_initials
from ..library import routes as library
from ..library.actions import LIBRARY_EDITS, LIBRARY_REMOVALS
from ..notes import routes as notes
from ..notes.deciding.bins import NOTE_BINS
from ..notes.station import NOTES
from ..objectives import indicator_pages as objectives
from ..objectives.actions import REMOVALS as OBJECTIVES_REMOVED
from ..objectives.station import OBJECTIVES
from ..outcomes import routes as outcomes
from ..overview import routes as overview
from ..overview.station import VIEWS
from ..participation import routes as participation
from ..participation.actions import REMOVALS as PEOPLE_REMOVED
from ..participation.importing.actions import IMPORTS as PEOPLE_IMPORTED
from ..participation.station import PEOPLE
from ..persons import routes as persons
from ..practice import routes as practice
from ..practice.lessons.lesson_list import FORUM_IMPORTS as FORUM_LESSONS_IMPORTED
from ..practice.lessons.lesson_list import FORUM_LINKS_REMOVED, LINKS_REMOVED
from ..practice.lessons.lesson_list import IMPORTS as LESSONS_IMPORTED
from ..report import routes as report
from ..report.papers.annexes import ANNEX_REMOVALS
from ..report.sending.actions import REMOVALS as REPORT_REMOVED
from ..report.station import REPORT
from ..roster.routes import ROSTER_RECORDS  # its pages are the directory's and the agenda's
from ..run import jobs
from ..run.settings import Settings
from ..searching import routes as searching
from ..setup import routes as setup
from ..setup.past_meetings import IMPORTS as PAST_MEETINGS_IMPORTED
from ..situation import routes as situation
from ..situation.tables.year_list import IMPORTS as SITUATION_YEARS_IMPORTED
from ..techniques import routes as techniques
from ..tracing import routes as tracing
from ..voting import routes as voting
from ..voting.actions import REMOVALS as VOTES_REMOVED
from ..watching import routes as watching
from ..watching.requests import request_number
from ..webhooks import routes as webhooks
from . import (
    answer_cache,
    assets,
    compiled_templates,
    compressing,
    database_errors,
    error_pages,
    kept_pieces,
    limits,
    mistakes,
    navigation,
    pieces,
    security,
)
from .base import create_base
from .downloads import offers_pdf
from .request_values import CleanRequest

ROOMS = [
    overview,
    events,
    consultation,
    objectives,
    tracing,
    outcomes,
    agenda,
    cafe,
    voting,
    checklists,
    guides,
    participation,
    budget,
    notes,
    practice,
    report,
    calendars,
    forums,
    situation,
    library,
    bulletin,
    techniques,
    directory,
    setup,
    history,
    searching,
    help_pages,
    watching,
    persons,
    api,
    webhooks,
    assistants,
]
STATIONS = [
    CONSULTATION,
    OBJECTIVES,
    AGENDA,
    PEOPLE,
    BUDGET,
    CHECKLIST,
    CAFE,
    GUIDE,
    NOTES,
    EVALUATION,
    REPORT,
    *VIEWS,
]
"""What each room says of how far it is, in working order: the event's thread and its desk."""


def stations_for(settings: Settings) -> list[stations.Station]:
    """The stops of an event's thread; proposals are one where assistants are let in."""
    return [*STATIONS, PROPOSALS] if settings.assistants else STATIONS


REMOVALS = [
    TEAM_REMOVED,
    REHEARSALS_REMOVED,
    QUESTIONS_REMOVED,
    INVITATIONS_REMOVED,
    OBJECTIVES_REMOVED,
    CAFE_TABLES_REMOVED,
    VOTES_REMOVED,
    TASK_TALK_REMOVED,
    PEOPLE_REMOVED,
    RATES_REMOVED,
    LINKS_REMOVED,
    ANNEX_REMOVALS,
    REPORT_REMOVED,
]
"""What is deleted with a way back, by room."""
PLANNER_REMOVALS = [
    DIRECTORY_REMOVED,
    FORUM_REMOVALS,
    FORUM_ROWS,
    FORUM_LINKS_REMOVED,
    TEMPLATE_REMOVALS,
    LIST_REMOVALS,
    LIBRARY_REMOVALS,
    BULLETIN_REMOVALS,
]
"""The same of the planner itself."""
PLANNER_HISTORIES = [
    MERGE_HISTORY,
    ROSTER_RECORDS.history,
    ENTRY_RECORDS.history,
    LIST_IMPORTS.history,
    FORUM_LESSONS_IMPORTED.history,
    PAST_MEETINGS_IMPORTED.history,
    *(one.history for one in (*FORUM_LISTS, SITUATION_YEARS_IMPORTED)),
    LIBRARY_EDITS.history,
    BULLETIN_EDITS.history,
    *(one.history for one in PLANNER_REMOVALS),
]
HISTORIES = [
    FACTS_HISTORY,
    THEMES.history,
    AGENDA_HISTORY,
    CAFE_HISTORY,
    CHECKLIST_HISTORY,
    PEOPLE_IMPORTED.history,
    BUDGETS_IMPORTED.history,
    CAFE_TABLES_IMPORTED.history,
    MIX_RECORDS.history,
    LESSONS_IMPORTED.history,
    *(one.history for one in REMOVALS),
]
"""The rooms that tell what was done in them, in the order of the event's thread."""
BINS = [
    THEME_BIN,
    AGENDA_BIN,
    CHECKLIST_BIN,
    COST_BIN,
    CONTRIBUTION_BIN,
    *NOTE_BINS,
    *(one.bin for one in REMOVALS),
]
"""The rooms whose removed rows stand in the event's bin."""
PLANNER_BINS = [LOOK_BIN, *(one.bin for one in PLANNER_REMOVALS)]
"""The same of the planner itself."""
csrf = CSRFProtect()


class Address(Rule):
    """Werkzeug compiles two functions for each address, which takes a third of a second: here for those that somebody asks for."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        compile_builder = super()._compile_builder

        @cache
        def compiled() -> Callable[..., tuple[str, str]]:
            return compile_builder(append_unknown)

        def build(rule: Rule, /, **values: Any) -> tuple[str, str]:
            return compiled()(rule, **values)

        return build


class Planner(Flask):
    """Takes only what can be kept, and logs where something broke without the address: behind a personal link it says who was there."""

    request_class = CleanRequest
    url_rule_class = Address

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Nothing here is asynchronous: Flask would look for it twenty times a request."""
        return func

    def log_exception(self, exc_info: Any) -> None:
        about = (request.method, request.endpoint, request_number())
        self.logger.error("Exception at %s %s (request %s)", *about, exc_info=exc_info)


class RowConverter(IntegerConverter):
    """`<int:…>` in an address: a number that a row can have; with another one there is no such page."""

    def __init__(self, map: Any) -> None:
        super().__init__(map, max=HIGHEST)


def create_app(settings: Settings | None = None) -> Flask:
    """The planner as a WSGI application."""
    settings = settings or Settings.from_environment()
    app = create_base(settings, Planner)
    app.url_map.converters["int"] = RowConverter
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]
    compressing.init_app(app)
    jobs.init_app(app, settings)
    limits.init_app(app, settings)
    csrf.init_app(app)
    security.init_app(app, settings)
    accounts.init_app(app)
    for room in ROOMS:
        app.register_blueprint(room.bp)
    for name in (
        *consultation.WITHOUT_ACCOUNT,
        *participation.WITHOUT_ACCOUNT,
        *practice.WITHOUT_ACCOUNT,
        *report.WITHOUT_ACCOUNT,
        *accounts.WITHOUT_COOKIE,
        *api.WITHOUT_COOKIE,
        *assistants.WITHOUT_COOKIE,
    ):
        csrf.exempt(
            app.view_functions[name]
        )  # nobody's rights are used, and a phone may take no cookie
    navigation.init_app(app)
    stations.init_app(app, stations_for(settings))
    history_rooms.init_app(app, HISTORIES, PLANNER_HISTORIES)
    bins.init_app(app, BINS, PLANNER_BINS)
    app.register_blueprint(history.planner_bp)
    assets.init_app(app, settings)
    pieces.init_app(app)
    answer_cache.init_app(app)
    kept_pieces.init_app(app)
    error_pages.init_app(app)
    mistakes.init_app(app)
    database_errors.init_app(app, error_pages.page_before)
    watching.init_app(app, settings)
    compiled_templates.init_app(app.jinja_env)
    app.jinja_env.filters["initials"] = name_initials
    app.jinja_env.filters["capitalize_first"] = capitalize_first
    app.jinja_env.filters["before_colon"] = before_colon
    app.jinja_env.filters["truncate"] = pass_environment(partial(do_truncate, end="…"))
    app.jinja_env.globals.update(
        pdf_maker=pdf_maker,
        offers_pdf=offers_pdf,
        here=_here,
        may=may,
        today=clock.today,
        today_in=clock.today_in,
    )
    return app


def _here() -> str:
    """The address to come back to after changing the language; what only a button opens is none."""
    if request.url_rule and "GET" not in (request.url_rule.methods or ()):
        return url_for("overview.show_front_page")
    return request.full_path.rstrip("?") if request.method == "GET" else request.path
