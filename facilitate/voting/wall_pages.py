"""The vote on the room's wall: question, code and what it has come to, as it comes; personal codes on paper."""

from typing import Any

from flask import render_template, request

from ..events.access import Can, needs
from ..events.asked_language import asked_language
from ..events.models import Event
from ..lib.qr_codes import picture_address, qr_pictures
from ..web.i18n import LANGUAGES, use_language
from . import wording
from .addresses import pass_codes, vote_url
from .blueprint import bp
from .clearance import clear_result
from .models import StepVote, VoteStatus
from .queries import options_of, result_of, vote_or_404, vote_revision


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
