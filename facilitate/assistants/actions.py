"""What becomes of proposals: made after the form was read, carried out by whoever accepts, as if they had typed it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from flask_login import current_user
from sqlalchemy.orm import joinedload
from werkzeug.exceptions import HTTPException
from wtforms import Field, Form, SelectField

from .. import clock
from ..api.form_json import STATES, Fields, as_sent, fields_of, fill_fields
from ..api.models import ApiToken
from ..api.operation import OPERATIONS, WriteOperation
from ..api.page_forms import open_forms, send_form
from ..api.problems import ApiProblem
from ..data.db import db
from ..events.models import Event
from ..lib.text import clean_text
from ..web.forms import WordsField
from ..web.i18n import LANGUAGES, _, use_language
from ..web.refused import Refused
from .models import Proposal, ProposalState, ProposedChange

MOST = 50
"""Proposals of one event that may wait at once."""
LONGEST = 500
SHOWN = 30
"""Decided proposals that are still listed."""


def make_proposal(
    event: Event, token: ApiToken, name: str, asked: Mapping[str, Any], why: str
) -> Proposal:
    """Keep it for a person. `asked`: `id` of what it changes, and `changes` by field.

    Raises ApiProblem where the page's form would not take it, and what the page's door raises.
    """
    operation, place = _operation(name), _place(name, asked)
    sent = asked.get("changes")
    if not isinstance(sent, dict) or not sent:
        raise ApiProblem(422, _("Say in “changes” what each field should be."))
    waiting = sa.select(sa.func.count(Proposal.id)).where(
        Proposal.event_id == event.id, Proposal.state == ProposalState.WAITING
    )
    if (db.session.scalar(waiting) or 0) >= MOST:
        raise ApiProblem(409, _("Too many proposals wait to be decided."))
    forms = open_forms(
        operation.form_page, {"slug": event.slug, **place, **operation.always}, operation.forms
    )
    if not forms:
        raise ApiProblem(403)
    before, after = as_sent(forms), fill_fields(forms, operation.given(sent))
    made = Proposal(
        event_id=event.id,
        by_id=token.user_id,
        assistant=token.name,
        operation=ProposedChange(name),
        place=place,
        sent=sent,
        was={key: before[key] for key in STATES if key in before} if place else {},
        cells=list(_cells(forms, before, after)),
        why=clean_text(why)[:LONGEST],
        made_at=clock.now(),
    )
    db.session.add(made)
    db.session.commit()
    return made


def _operation(name: str) -> WriteOperation:
    operation = OPERATIONS.get(name)
    if name not in list(ProposedChange) or not isinstance(operation, WriteOperation):
        raise ApiProblem(403, _("An assistant cannot propose that."))
    return operation


def _place(name: str, asked: Mapping[str, Any]) -> dict[str, int]:
    """Which row it changes; a new one has no place yet."""
    if name.startswith("create_"):
        return {}
    number = asked.get("id")
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < 2**31:
        raise ApiProblem(422, _("Say in “id” what is to be changed."))
    return {f"{name.removeprefix('edit_')}_id": number}


def _cells(forms: Sequence[Form], before: Fields, after: Fields) -> Iterator[dict[str, Any]]:
    """What becomes different, field by field, in the words of the form; of a new row what it holds.

    What the row is called comes first, changed or not.
    """
    known = fields_of(forms)
    names = [name for name, field in known.items() if isinstance(field, WordsField)][:1]
    for name, field in sorted(known.items(), key=lambda pair: pair[0] not in names):
        keys = {key for key in (*before, *after) if key == name or key.startswith(f"{name}-")}
        for key in sorted(keys) if name not in STATES else ():
            was, now = before.getlist(key), after.getlist(key)
            if was != now or name in names:
                code = key.rpartition("-")[2]
                yield {
                    "label": _label(field),
                    "language": code if code in LANGUAGES else "",
                    "was": _shown(field, was),
                    "now": _shown(field, now),
                }


def _label(field: Field) -> dict[str, str]:
    said = {}
    for code in LANGUAGES:
        with use_language(code):
            said[code] = str(field.label.text)
    return said


def _shown(field: Field, values: Sequence[str]) -> str:
    """What was typed, or the name of what was chosen."""
    names = (
        {str(key): str(name) for key, name, *_rest in field.iter_choices()}
        if isinstance(field, SelectField)
        else {}
    )
    return ", ".join(names.get(value, value) for value in values)


def proposals_of(event: Event) -> tuple[Sequence[Proposal], Sequence[Proposal]]:
    """Those that wait, the oldest first, and the newest of those somebody has decided about."""
    mine = sa.select(Proposal).where(Proposal.event_id == event.id)
    whole = mine.options(joinedload(Proposal.by), joinedload(Proposal.decided_by))
    waits = Proposal.state == ProposalState.WAITING
    waiting = db.session.scalars(whole.where(waits).order_by(Proposal.id)).all()
    decided = whole.where(~waits).order_by(Proposal.decided_at.desc(), Proposal.id.desc())
    return waiting, db.session.scalars(decided.limit(SHOWN)).all()


def decide_proposal(proposal: Proposal, state: ProposalState) -> bool:
    """Whether it was this person who decided, of several who press at once; commits."""
    decided = db.session.execute(
        sa.update(Proposal)
        .where(Proposal.id == proposal.id, Proposal.state == ProposalState.WAITING)
        .values(state=state, decided_at=clock.now(), decided_by_id=current_user.id)
        .returning(Proposal.id)
        .execution_options(synchronize_session=False)
    ).first()
    db.session.commit()
    return decided is not None


def carry_out(proposal: Proposal) -> None:
    """Do what it proposes by its page, as the person signed in: with their rights, and undone like their own changes.

    Raises Refused with the reason where it cannot be done; then it waits on.
    """
    try:
        _send(proposal)
    except (ApiProblem, HTTPException, Refused) as problem:
        db.session.rollback()
        db.session.execute(
            sa.update(Proposal)
            .where(Proposal.id == proposal.id)
            .values(state=ProposalState.WAITING, decided_at=None, decided_by_id=None)
        )
        db.session.commit()
        raise Refused(_reason(problem)) from problem


def _send(proposal: Proposal) -> None:
    operation = _operation(proposal.operation)
    page = {"slug": proposal.event.slug, **proposal.place, **operation.always}
    forms = open_forms(operation.form_page, page, operation.forms)
    if not forms:
        raise ApiProblem(403)
    fields = fill_fields(forms, operation.given(proposal.sent))
    for name, state in proposal.was.items():
        fields[name] = state
    send_form(operation.page, page, fields)


def _reason(problem: Exception) -> str:
    """Why it could not be done, in one sentence for the page."""
    if isinstance(problem, ApiProblem):
        said = [text for texts in (problem.errors or {}).values() for text in texts]
        if problem.status == 412:
            return _("Somebody has changed the same since. Decline it, or change it yourself.")
        return " ".join([problem.detail, *said]).strip() or _("This cannot be done now.")
    if isinstance(problem, HTTPException):
        gone = problem.code == 404
        return _("It is not there any more.") if gone else _("You are not allowed to do this.")
    return str(problem)
