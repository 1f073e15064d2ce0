"""The votes of an event for the team: prepared from a step, opened and closed in the room, shown on the wall, read afterwards."""

import io
from collections.abc import Collection, Sequence
from typing import Any

import segno
import sqlalchemy as sa
from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from ..cafe.printing.actions import finds_votes
from ..data.db import db, get_or_404
from ..events.access import Can, needs
from ..events.asked_language import asked_language
from ..events.extensions import PagePart, adds_to_page
from ..events.models import Event
from ..lib.qr_codes import picture_address, qr_pictures
from ..lib.text import Words
from ..run.jobs import enqueue_job
from ..web.downloads import send_download
from ..web.i18n import LANGUAGES, _, pick_wording, use_language
from . import paper_pages, phone_pages, wording
from .actions import (
    REMOVALS,
    clear_vote_traces,
    close_vote,
    copy_vote,
    create_vote,
    open_vote,
    set_options,
    withhold_word,
)
from .addresses import pass_codes, vote_url
from .blueprint import bp
from .clearance import clear_result
from .forms import VoteForm, lines_of_options, options_in_lines
from .models import StepVote, VoteStatus, VoteWord
from .queries import (
    option_offers,
    options_of,
    result_of,
    results_of,
    step_titles_of,
    steps_to_choose,
    vote_or_404,
    vote_revision,
    votes_of,
)
from .vote_page import render_vote

__all__ = ["bp", "paper_pages", "phone_pages"]


@bp.get("/events/<slug>/votes")
@needs(Can.SEE)
def show_votes(event: Event) -> Any:
    """All votes of the event, how far each is, and what it has come to."""
    votes = votes_of(event)
    return render_template(
        "voting/page.html",
        event=event,
        votes=votes,
        results=results_of(votes),
        steps=step_titles_of(votes),
        wording=wording,
    )


@bp.get("/events/<slug>/votes/<int:vote_id>")
@needs(Can.SEE)
def show_vote(event: Event, vote_id: int) -> Any:
    """One vote: open and close it, type in slips, see what it has come to."""
    return render_vote(event, vote_or_404(event, vote_id))


def _form(event: Event, row: StepVote, options: Sequence[Words]) -> VoteForm:
    """The form of a vote; it offers the steps of the agenda."""
    row.lines = lines_of_options(options)  # type: ignore[attr-defined]
    form = VoteForm(obj=row)
    form.step_id.offer(steps_to_choose(event), lambda step: pick_wording(step.title))
    return form


@bp.route("/events/<slug>/votes/new", methods=["GET", "POST"])
@needs(Can.EDIT_AGENDA)
def add_vote(event: Event) -> Any:
    """Prepare a vote; `step`: the step it is asked in, `from`: what its options begin with."""
    step_id = request.args.get("step", None, int)
    offers = option_offers(event, step_id)
    begun = next((one.options for one in offers if one.key == request.args.get("from")), [])
    row = StepVote(step_id=step_id, question=Words(), dots=3, passes=0, version=1)
    form = _form(event, row, begun)
    if form.validate_on_submit():
        form.populate_obj(row)
        create_vote(event, row, options_in_lines(form.lines.data or ""))
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("voting.show_vote", slug=event.slug, vote_id=row.id))
    return _page_of_form(event, form, None, offers, step_id)


def _page_of_form(
    event: Event, form: VoteForm, row: StepVote | None, offers: Any = (), step_id: Any = None
) -> Any:
    return render_template(
        "voting/edit.html", event=event, form=form, vote=row, offers=offers, step_id=step_id
    ), form.status


@bp.route("/events/<slug>/votes/<int:vote_id>/edit", methods=["GET", "POST"])
@needs(Can.EDIT_AGENDA)
def edit_vote(event: Event, vote_id: int) -> Any:
    row = vote_or_404(event, vote_id)
    form = _form(event, row, [one.text for one in options_of(row)])
    if form.saves(row):
        set_options(row, options_in_lines(form.lines.data or ""))
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("voting.show_vote", slug=event.slug, vote_id=row.id))
    return _page_of_form(event, form, row)


@bp.post("/events/<slug>/votes/<int:vote_id>/<any(open, close):what>")
@needs(Can.RUN_AGENDA)
def switch_vote(event: Event, vote_id: int, what: str) -> Any:
    """Open a vote to phones, or close it and freeze what it has come to."""
    row = vote_or_404(event, vote_id)
    if what == "open":
        open_vote(event, row)
        flash(_("The vote is open. The wall shows the code."))
    else:
        close_vote(event, row)
        flash(
            _(
                "The vote is closed; the numbers are kept with the step, in the notes and in the report."
            )
        )
    db.session.commit()
    if what == "close":
        enqueue_job(clear_vote_traces)
    return redirect(url_for("voting.show_vote", slug=event.slug, vote_id=row.id))


@bp.post("/events/<slug>/votes/<int:vote_id>/copy")
@needs(Can.EDIT_AGENDA)
def duplicate_vote(event: Event, vote_id: int) -> Any:
    """The same question once more, as before and after a discussion."""
    row = copy_vote(event, vote_or_404(event, vote_id))
    flash(_("Copied."))
    db.session.commit()
    return redirect(url_for("voting.show_vote", slug=event.slug, vote_id=row.id))


@bp.post("/events/<slug>/votes/<int:vote_id>/remove")
@needs(Can.EDIT_AGENDA)
def remove_vote(event: Event, vote_id: int) -> Any:
    row = vote_or_404(event, vote_id)
    back = url_for("voting.show_votes", slug=event.slug)
    change = REMOVALS.remove(event, row, row.question, current_user.id)
    flash(_("Removed."), REMOVALS.offer_undo(event, change, back))
    db.session.commit()
    return redirect(back)


@bp.post("/events/<slug>/votes/<int:vote_id>/words/<int:word_id>/<any(withhold, show):what>")
@needs(Can.TAKE_NOTES)
def change_word(event: Event, vote_id: int, word_id: int, what: str) -> Any:
    """Keep a word off the wall and out of the report, or show it again."""
    vote = vote_or_404(event, vote_id)
    word = get_or_404(VoteWord, VoteWord.id == word_id, VoteWord.vote_id == vote.id)
    withhold_word(word, what == "withhold")
    db.session.commit()
    return redirect(url_for("voting.show_vote", slug=event.slug, vote_id=vote.id))


@bp.get("/events/<slug>/votes/<int:vote_id>/qr.svg")
@needs(Can.SEE)
def show_vote_qr(event: Event, vote_id: int) -> Any:
    """The address phones open as a QR code, dark on white also where the page is dark."""
    vote, image = vote_or_404(event, vote_id), io.BytesIO()
    segno.make(vote_url(vote.code), error="m").save(
        image, kind="svg", scale=6, border=3, dark="#000", light="#fff", svgns=True, nl=False
    )
    return send_download(image.getvalue(), f"{event.slug}-{vote.code}.svg", attach=False)


@bp.get("/events/<slug>/votes/of-step/<int:step_id>")
@needs(Can.SEE)
def show_step_votes(event: Event, step_id: int) -> Any:
    """The closed votes of a step with their numbers, frozen when they were closed; nothing where it has none."""
    votes = votes_of(event, StepVote.step_id == step_id, StepVote.status == VoteStatus.CLOSED)
    results = [clear_result(event, one) for one in results_of(votes).values()]
    return render_template(
        "voting/of_step.html", event=event, results=results, vote_wording=wording
    )


@adds_to_page("agenda.show_live")
def show_running_votes(event: Event, steps: Collection[int]) -> PagePart | None:
    """Those of these steps; None where there are none."""
    votes = votes_of(event, StepVote.step_id.in_(steps))
    return PagePart("voting/running_votes.html", {"votes": votes}) if votes else None


@finds_votes
def find_slip_vote(step_id: int) -> str:
    """Where phones vote in a step with the code on a badge or slip; what else is asked there is told on the phone."""
    query = sa.select(StepVote.code).where(
        StepVote.step_id == step_id, StepVote.badges, StepVote.status != VoteStatus.CLOSED
    )
    code = db.session.scalar(query.order_by(StepVote.id).limit(1))
    return vote_url(code) if code else ""


def _shown(event: Event, vote: StepVote, revision: str) -> dict[str, Any]:
    """What wall and its changing part show, as the room may see it."""
    secret = vote.hidden and vote.status is not VoteStatus.CLOSED
    result = clear_result(event, result_of(vote))
    return {
        "event": event,
        "vote": vote,
        "result": result,
        "secret": secret,
        "revision": f"{revision}~{result.held_back}",
        "address": vote_url(vote.code),
        "options": len(options_of(vote)),
        "wording": wording,
        "spoken": asked_language(event),
        "other": next(code for code in LANGUAGES if code != asked_language(event)),
    }


@bp.get("/events/<slug>/votes/<int:vote_id>/wall")
@needs(Can.SEE)
def show_vote_wall(event: Event, vote_id: int) -> Any:
    """For the projector, in the event's language or the one asked for."""
    revision = vote_revision(
        vote_id
    )  # first: what comes in between is fetched once more, not missed
    with use_language(asked_language(event)):
        shown = _shown(event, vote_or_404(event, vote_id), revision)
        return render_template("voting/wall.html", **shown)


@bp.get("/events/<slug>/votes/<int:vote_id>/wall/now")
@needs(Can.SEE)
def show_vote_now(event: Event, vote_id: int) -> Any:
    """The wall's changing part for a page that stays open: nothing while nobody votes, and no word is released."""
    vote, revision = vote_or_404(event, vote_id), vote_revision(vote_id)
    seen = request.args.get("seen", "")
    if seen == f"{revision}~0":  # no word waits: the privacy check is not asked
        return "", 204
    shown = _shown(event, vote, revision)
    if seen == shown["revision"]:
        return "", 204
    with use_language(asked_language(event)):
        return render_template("voting/wall_now.html", **shown)


@bp.get("/events/<slug>/votes/<int:vote_id>/codes")
@needs(Can.RUN_AGENDA)
def print_vote_codes(event: Event, vote_id: int) -> Any:
    """The personal codes on paper, to be cut and handed out: each votes once, and nobody knows who got which."""
    vote = vote_or_404(event, vote_id)
    with use_language(asked_language(event)):
        codes = pass_codes(vote.id, vote.passes)
        drawn = map(picture_address, qr_pictures([vote_url(vote.code, code) for code in codes]))
        return render_template(
            "voting/print_codes.html",
            event=event,
            vote=vote,
            address=vote_url(vote.code).split("://", 1)[-1],
            codes=zip(codes, drawn, strict=True),
        )
