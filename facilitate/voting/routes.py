"""The votes of an event for the team: prepared, opened and closed in the room, read afterwards."""

import io
from collections.abc import Sequence
from typing import Any

import segno
from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from ..data.db import db, get_or_404
from ..events.access import Can, needs
from ..events.models import Event
from ..lib.text import Words
from ..run.jobs import enqueue_job
from ..web.downloads import send_download
from ..web.i18n import _, pick_wording
from . import paper_pages, phone_pages, step_pages, wall_pages, wording
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
from .addresses import vote_url
from .blueprint import bp
from .forms import VoteForm, lines_of_options, options_in_lines
from .models import StepVote, VoteWord
from .offers import option_offers
from .queries import (
    options_of,
    results_of,
    step_titles_of,
    steps_to_choose,
    vote_or_404,
    votes_of,
)
from .vote_page import render_vote

__all__ = ["bp", "paper_pages", "phone_pages", "step_pages", "wall_pages"]


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
