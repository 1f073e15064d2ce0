"""Where the tables and pictures of a report are changed: they are made of other pages and never edited in the text."""

from flask import url_for

from ...events.access import Can, may
from ...events.models import Event
from ...web.i18n import _l

ORIGINS = {
    "programme-": (_l("Agenda"), "agenda.show_agenda", Can.SEE),
    "timing-": (_l("Agenda"), "agenda.show_agenda", Can.SEE),
    "asked-": (_l("Objectives"), "objectives.show_objectives", Can.SEE),
    "participation-": (_l("People"), "participation.show_people", Can.SEE_PEOPLE),
    "participants-": (_l("People"), "participation.show_people", Can.SEE_PEOPLE),
    "decisions-": (_l("Decisions and actions"), "notes.show_decisions", Can.SEE),
    "actions-": (_l("Following up"), "report.show_following", Can.SEE),
    "photos-": (_l("Photos"), "notes.show_photos", Can.TAKE_NOTES),
    "strand-": (_l("Photos"), "notes.show_photos", Can.TAKE_NOTES),
    "evaluation-": (_l("Evaluation"), "consultation.show_evaluation", Can.SEE),
    "sponsors-": (_l("Sponsors"), "budget.show_sponsors", Can.SEE_BUDGET),
    "annexes-": (_l("Annexes"), "report.show_annexes", Can.SEE),
}
"""By how the key of an exhibit begins: the page its contents come from, and what it takes to open that."""


def origin_of(event: Event, key: str) -> tuple[str, str] | None:
    """Name and address of the page an exhibit is made of; None where the person signed in may not open it."""
    name, endpoint, needed = next(
        page for begins, page in ORIGINS.items() if key.startswith(begins)
    )
    return (str(name), url_for(endpoint, slug=event.slug)) if may(needed) else None
