"""The release: an edition of the report, two people, and the address it is out under."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from flask import flash, redirect, render_template, url_for
from flask_login import current_user

from ... import clock
from ...data.db import db, get_or_404
from ...events.access import Can, needs, who_else_may
from ...events.asked_language import asked_language
from ...events.models import Event
from ...lib.watermark import stamp_watermark
from ...release.deciding import save_verdicts
from ...release.press import flash_release
from ...release.texts import owner_of_event
from ...release.verdicts import DecidedWords
from ...release.wording import still_checked_sentence
from ...web.downloads import send_download
from ...web.i18n import _, current_language, format_day, join_names, use_language
from ...web.kept_pieces import Piece, kept_piece
from ..blueprint import bp
from ..clearing.forms import VerdictForm
from ..clearing.outgoing import outgoing_texts
from ..clearing.suggesting import general_wording
from ..clearing.texts import WHOLE
from ..content import report_from_json
from ..models import Edition, Release
from ..papers.actions import report_file_name
from ..papers.late_rulings import is_changed
from ..papers.look import look_for
from ..papers.word import render_report_word
from . import actions, freezing
from .actions import editions_of, releases_of
from .freezing import UndecidedWords, freeze_with_texts, undecided_words


@bp.get("/events/<slug>/report/release")
@needs(Can.RELEASE_REPORT)
def show_releasing(event: Event) -> Any:
    editions, by, texts = editions_of(event), releases_of(event), outgoing_texts(event)
    standing = [one for one in editions if one.withdrawn_at is None]
    last, out = next(iter(standing), None), next((one for one in standing if one.released_at), None)
    released = {one.user_id for one in by.get(last.id, ())} if last else set()
    others = (
        who_else_may(event, Can.RELEASE_REPORT, {current_user.id, *released})
        if out is None
        else None
    )
    return render_template(
        "report/releasing.html",
        event=event,
        latest=last,
        out=out,
        editions=editions,
        by=by,
        mine=current_user.id in released,
        is_second=bool(released) and current_user.id not in released,
        lead=releasing_lead(
            last, out, by.get(last.id, []) if last else [], actions.last_withdrawn(editions)
        ),
        taken_off=out is not None and is_changed(event, out),
        ahead=event_ahead_text(event),
        waiting_ahead=edition_ahead_text(event, last) if last and not last.released_at else "",
        blocked=texts.said,
        unseen=texts.unseen,
        others=others,
        others_named=join_names(others or []),
    )


def _edition(event: Event, edition_id: int) -> Edition:
    return get_or_404(Edition, Edition.id == edition_id, Edition.event_id == event.id)


def _back(event: Event) -> Any:
    return redirect(url_for("report.show_releasing", slug=event.slug))


@bp.get("/events/<slug>/report/release/rest")
@needs(Can.RELEASE_REPORT)
def show_rest(event: Event) -> Any:
    return _rest(event, VerdictForm(formdata=None))


class RestOfReport(NamedTuple):
    """What was found in a report besides what was said, each with a wording in its place; what waits for a look, what is decided."""

    waiting: list[tuple[UndecidedWords, str]]
    unseen: str
    decided: Sequence[DecidedWords]


def _rest(event: Event, form: VerdictForm) -> Any:
    """What was found in the whole report besides what was said: programme, sponsors, lessons, what the team wrote."""

    def made() -> Piece:
        frozen = freezing.freeze_with_texts(event)
        found = freezing.undecided_words(event, frozen)
        waiting = [
            (one, general_wording(one.finding, one.text)) for one in found if one.finding.found
        ]
        unseen = sum(not one.finding.found for one in found)
        beside = RestOfReport(
            waiting,
            still_checked_sentence(unseen) if unseen else "",
            frozen.texts.decided.get(WHOLE, []),
        )
        return Piece("", beside, sum(len(one.text) for one, _wording in waiting), not unseen)

    kept = kept_piece(("rest", event.id, current_language(), clock.today_in(event)), made).beside
    return render_template(
        "report/rest.html",
        event=event,
        form=form,
        ahead=event_ahead_text(event),
        rest=kept.waiting,
        unseen=kept.unseen,
        decided=kept.decided,
    ), form.status


@bp.post("/events/<slug>/report/release/rest")
@needs(Can.RELEASE_REPORT)
def decide_rest(event: Event) -> Any:
    form = VerdictForm()
    if not form.validate_on_submit():
        return _rest(event, form)
    save_verdicts(
        owner_of_event(event), [WHOLE], decided=form.decided, by=current_user.id, now=clock.now()
    )
    db.session.commit()
    return redirect(url_for("report.show_rest", slug=event.slug))


@bp.post("/events/<slug>/report/release")
@needs(Can.RELEASE_REPORT)
def create_report_edition(event: Event) -> Any:
    frozen = freezing.freeze_with_texts(event)
    if not frozen.texts.undecided and freezing.undecided_words(event, frozen):
        return redirect(url_for("report.show_rest", slug=event.slug))
    edition = actions.create_edition(event, current_user, clock.now())
    if edition.released_at is not None:
        flash(
            _(
                "Nothing has changed since edition %(number)d, which is public.",
                number=edition.number,
            )
        )
    else:
        flash(
            _(
                "Edition %(number)d has been created. Read it; then two people release it.",
                number=edition.number,
            )
        )
    db.session.commit()
    return _back(event)


@bp.post("/events/<slug>/report/release/<int:edition_id>")
@needs(Can.RELEASE_REPORT)
def release_report(event: Event, edition_id: int) -> Any:
    edition = _edition(event, edition_id)
    is_out = actions.release_edition(event, edition, current_user, clock.now())
    flash_release(is_out, _("Edition %(number)d is now public.", number=edition.number))
    db.session.commit()
    return _back(event)


@bp.post("/events/<slug>/report/release/<int:edition_id>/back")
@needs(Can.RELEASE_REPORT)
def undo_report_release(event: Event, edition_id: int) -> Any:
    actions.undo_release(_edition(event, edition_id), current_user)
    flash(_("Your release has been withdrawn."))
    db.session.commit()
    return _back(event)


@bp.post("/events/<slug>/report/withdraw")
@needs(Can.RELEASE_REPORT)
def withdraw_report(event: Event) -> Any:
    actions.withdraw_editions(event, clock.now())
    flash(_("No part of the report is public any more."))
    db.session.commit()
    return _back(event)


@bp.get("/events/<slug>/report/draft.docx")
@needs(Can.RELEASE_REPORT)
def export_draft(event: Event) -> Any:
    """Only once the privacy check is done: two people are needed for what leaves the house, not for a look at it."""
    code = asked_language(event, "language")
    frozen = freeze_with_texts(event)
    frozen.texts.or_refused()
    if undecided_words(event, frozen):
        flash(_("First decide on the words that could identify somebody."))
        return redirect(url_for("report.show_rest", slug=event.slug))
    today = clock.today_in(event)
    with use_language(code):
        mark = _("Draft – not released")
    file = render_report_word(report_from_json(frozen.content[code]), look_for(event), today)
    return send_download(stamp_watermark(file, mark), f"draft-{report_file_name(event, code)}")


def event_ahead_text(event: Event) -> str:
    """That the event has not begun or is not over, and what a report lacks that is frozen now; empty afterwards."""
    today = clock.today_in(event)
    if today < event.first_day:
        return _(
            "The event has not begun: it starts on %(day)s. An edition created before then says "
            "nothing of what happens there.",
            day=format_day(event.first_day, "dated"),
        )
    if today <= event.last_day:
        return _(
            "The event is not over: it ends on %(day)s. An edition created before then says nothing "
            "of what still happens there.",
            day=format_day(event.last_day, "dated"),
        )
    return ""


def edition_ahead_text(event: Event, edition: Edition) -> str:
    """What an edition that waits leaves out, as it was created before the event was over; empty where nothing."""
    over = clock.today_in(event) > event.last_day
    if not over or clock.day_in(event.zone, edition.made_at) > event.last_day:
        return event_ahead_text(event)
    return _(
        "Edition %(number)d was created before the event was over. Create a new edition to include "
        "all of it.",
        number=edition.number,
    )


def releasing_lead(
    latest: Edition | None,
    out: Edition | None,
    by: Sequence[Release],
    withdrawn: Edition | None = None,
) -> str:
    """The first sentence of the page. `withdrawn`: the last edition that was out once and is no more."""
    people = _(" and ").join(one.user.name for one in by)
    if latest is None and withdrawn is not None and withdrawn.withdrawn_at is not None:
        return _(
            "Edition %(number)d was withdrawn on %(day)s. Nothing is public.",
            number=withdrawn.number,
            day=format_day(withdrawn.withdrawn_at, "dated"),
        )
    if latest is None:
        return _("Nothing has gone out yet. Two people in the team must read and release it.")
    if latest.released_at is not None:
        return _(
            "Edition %(number)d has been public since %(day)s, released by %(people)s.",
            number=latest.number,
            day=format_day(latest.released_at, "dated"),
            people=people,
        )
    if by:
        told = _(
            "Edition %(number)d is waiting for a second person; %(people)s has released it.",
            number=latest.number,
            people=people,
        )
    else:
        told = _(
            "Edition %(number)d is waiting for two people to release it.", number=latest.number
        )
    if out is not None:
        told += " " + _("Until then edition %(number)d stays public.", number=out.number)
    return told
