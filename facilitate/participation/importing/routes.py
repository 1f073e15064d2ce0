"""An event's people from a file: its columns, what would change, everybody on the list; undone at once."""

from functools import partial
from typing import Any

from flask import Response, flash, redirect, request, url_for
from flask_login import current_user

from ...data.db import db
from ...directory.importing import preview
from ...directory.importing.actions import wait_for_directory
from ...directory.importing.conversation import ImportConversation
from ...directory.importing.step import directory_stamp
from ...events.access import Can, needs
from ...events.models import Event
from ...exchange.marking_up import settle_choices
from ...exchange.merge import Comparison
from ...exchange.waiting import WaitingFiles
from ...mail.outbox import send_mails_soon
from ...web.i18n import _, _n
from ...web.limits import limiter
from ..blueprint import bp
from . import actions, telling
from .queries import people_stamp
from .step import PeopleStep
from .what_happened import PEOPLE_HISTORY

WAITING, ANSWERED = WaitingFiles("participants"), WaitingFiles("participants-answers")


def _talk(event: Event) -> ImportConversation:
    return ImportConversation(
        page="participation.import_people",
        ways={"slug": event.slug},
        owner_id=event.id,
        waiting=WAITING,
        answered=ANSWERED,
        back=url_for("participation.show_people", slug=event.slug),
        step_of=partial(PeopleStep, event=event),
        stamp=lambda: f"{directory_stamp()}-{people_stamp(event)}",
        answer_of=lambda step: telling.people_import_answer(step, _settled(step)),
        layout="layouts/event.html",
        folder="participation/importing",
        context={"event": event, "telling": telling},
    )


def _settled(step: PeopleStep) -> Comparison:
    """What changes, with what was chosen where both sides did, one by one or for all the others."""
    usual = request.form.get("clash-rest", "")
    sides = {
        (edit.record.code, change.name): request.form.get(
            f"clash-{edit.record.code}-{'gone' if edit.gone else change.name}"
        )
        for edit in step.comparison.clashing
        for change in edit.clashes
    }
    return settle_choices(
        step.comparison, {at for at, side in sides.items() if (side or usual) == "file"}
    )


@bp.route("/events/<slug>/people/import", methods=["GET", "POST"])
@needs(Can.EDIT_PEOPLE)
@limiter.limit("30/minute", methods=["POST"])
def import_people(event: Event) -> Any:
    """First step: the file."""
    return _talk(event).ask_for_file()


@bp.route("/events/<slug>/people/import/<token>", methods=["GET", "POST"])
@needs(Can.EDIT_PEOPLE)
def import_people_columns(event: Event, token: str) -> Any:
    """Second step: what each column is; sent, the third: what would change."""
    return _talk(event).ask_for_columns(token)


@bp.post("/events/<slug>/people/import/<token>/confirm")
@needs(Can.EDIT_PEOPLE)
def import_people_confirm(event: Event, token: str) -> Any:
    """Last step: everybody is on the list as it was shown, or nobody."""
    wait_for_directory()
    talk = _talk(event)
    step: Any = talk.step(token)
    if (page := talk.page_before(step, token)) is not None:
        return page
    mails = _take_in(event, talk, step, token)
    db.session.commit()
    send_mails_soon(mails)
    talk.drop(token)
    return redirect(talk.back)


def _take_in(event: Event, talk: ImportConversation, step: PeopleStep, token: str) -> list[int]:
    """Write it, say so, offer to undo it; gives the mails for the queue."""
    source, found = talk.keep_answer(step, token), _settled(step)
    change = actions.apply_people_import(event, step, found, by=current_user.id, source=source)
    if change is None:
        flash(_("Nothing was changed."))
        return []
    said = _n(
        "%(num)d person on the list was added or changed.",
        "%(num)d people on the list were added or changed.",
        change.count,
    )
    left = preview.count_problem_rows(step.outcome.problems)
    said += (
        " " + _n("%(num)d row was left out.", "%(num)d rows were left out.", left) if left else ""
    )
    flash(
        said,
        "undo:" + url_for("participation.import_people_undo", slug=event.slug, change_id=change.id),
    )
    return actions.seat_after_import(event, change)


@bp.post("/events/<slug>/people/import/<token>/marked.xlsx")
@needs(Can.EDIT_PEOPLE)
def import_people_marked(event: Event, token: str) -> Any:
    return _talk(event).send_marked(token)


@bp.get("/events/<slug>/people/import/answers/<token>.xlsx")
@needs(Can.EDIT_PEOPLE)
def import_people_answer(event: Event, token: str) -> Response:
    return _talk(event).send_answer(token)


@bp.post("/events/<slug>/people/import/undo/<int:change_id>")
@needs(Can.EDIT_PEOPLE)
def import_people_undo(event: Event, change_id: int) -> Any:
    """Undo what a list changed, as a whole; twice clicked is once undone."""
    told = PEOPLE_HISTORY.take_back(event, change_id, current_user.id, False)
    flash(_("The changes from “%(file)s” were undone.", file=told.source))
    db.session.commit()
    return redirect(url_for("participation.show_people", slug=event.slug))


@bp.post("/events/<slug>/people/import/<token>/cancel")
@needs(Can.EDIT_PEOPLE)
def import_people_cancel(event: Event, token: str) -> Any:
    return _talk(event).cancel(token)
