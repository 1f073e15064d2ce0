"""The page on which people decide about proposals, and the door through which assistants come."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for

from ..accounts.doors import public_page
from ..data.db import db, get_or_404
from ..events.access import Can, needs
from ..events.models import Event
from ..web.i18n import _
from ..web.refused import Refused
from .models import Proposal, ProposalState
from .station import are_assistants_on

bp = Blueprint("assistants", __name__)


@bp.get("/events/<slug>/proposals")
@needs(Can.SEE)
def show_proposals(event: Event) -> Any:
    """What assistants propose, and what became of it."""
    from .actions import proposals_of  # noqa: PLC0415 - brings the API along

    waiting, decided = proposals_of(event)
    return render_template(
        "assistants/proposals.html",
        event=event,
        waiting=waiting,
        decided=decided,
        on=are_assistants_on(),
    )


@bp.post("/events/<slug>/proposals/<int:proposal_id>/<any(accept, decline):what>")
@needs(Can.EDIT_AGENDA)
def decide_proposal(event: Event, proposal_id: int, what: str) -> Any:
    """Carry it out as if it had been typed, by whoever may; or not."""
    from ..api import serving  # noqa: F401, PLC0415 - declares what can be done
    from . import actions  # noqa: PLC0415

    proposal = get_or_404(Proposal, Proposal.id == proposal_id, Proposal.event_id == event.id)
    state = ProposalState.ACCEPTED if what == "accept" else ProposalState.DECLINED
    if not actions.decide_proposal(proposal, state):
        flash(_("Somebody has decided about it already."))
    elif state is ProposalState.DECLINED:
        flash(_("Declined. Nothing has changed."))
    else:
        try:
            actions.carry_out(proposal)
            flash(
                _("Accepted: it is done as if you had typed it, and can be undone in the same way.")
            )
        except Refused as refused:
            flash(str(refused), "error")
    return redirect(url_for(".show_proposals", slug=event.slug))


@bp.route("/api/mcp", methods=["GET", "POST", "DELETE"])
@public_page
def serve_assistant() -> Response:
    """What an assistant asks by the Model Context Protocol: a token opens it, no cookie."""
    from ..api.problems import ApiProblem, answer_with  # noqa: PLC0415 - loaded when asked for
    from ..api.serving import token_of_request  # noqa: PLC0415

    body = request.get_data()  # what was sent is read before the database is asked anything
    try:
        if not are_assistants_on():
            raise ApiProblem(404)
        token_of_request()
        if (
            request.method == "GET"
        ):  # to be told things unasked: there are none, and a thread would wait for ever
            raise ApiProblem(405)
        from .server import answer_over_http  # noqa: PLC0415
    except ApiProblem as problem:
        told = answer_with(problem)
        if problem.status == HTTPStatus.METHOD_NOT_ALLOWED:
            told.headers["Allow"] = "POST, DELETE"
        return told
    except ImportError:
        return answer_with(ApiProblem(503, _("The library for assistants is not installed.")))
    answer = answer_over_http(body)
    db.session.rollback()
    return answer


WITHOUT_COOKIE = ("assistants.serve_assistant",)
"""A token in a header opens it: no page of another site can make a browser send one."""
