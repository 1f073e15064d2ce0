"""What happens to webhooks: made, called, tried again with pauses, paused when nobody answers."""

import base64
import http.client
import json
import secrets
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import contains_eager

from .. import clock
from ..accounts.models import User
from ..data.db import db
from ..events.models import Event
from ..run.jobs import daily, enqueue_job, every_minute, slow_job
from ..web.signing import seal_here
from .calling import PREFIX, InsideNetwork, post_call
from .models import SECRET, CallState, Happened, Webhook, WebhookCall

PAUSES = tuple(timedelta(minutes=one) for one in (1, 5, 30, 2 * 60, 6 * 60, 15 * 60))
"""How long a call that nobody took waits before it is tried again: a day in all; then the webhook is paused."""
KEPT = timedelta(days=14)
"""For how long calls that are over are shown."""
AT_ONCE, TURN = 50, 60
"""Calls that are made before other jobs have their turn, and after how many seconds it is theirs anyway."""
SHOWN = 30
API_OF = {
    Happened.EVENT: "",
    Happened.GOALS: "/goals",
    Happened.OBJECTIVES: "/objectives",
    Happened.AGENDA: "/steps",
    Happened.TASKS: "/tasks",
    Happened.PEOPLE: "/people",
    Happened.ANSWERS: "/answers",
    Happened.VOTES: "/votes",
    Happened.NOTES: "/notes",
    Happened.DECISIONS: "/decisions",
    Happened.ACTIONS: "/actions",
    Happened.COSTS: "/costs",
    Happened.CONTRIBUTIONS: "/contributions",
    Happened.RELEASES: "",
}
"""Where a program reads what became of it, below the event's address in the API."""


def new_webhook(event: Event, user: User, address: str, kinds: Sequence[str], told: int) -> Webhook:
    """One more address that is told; `told`: how many answers there are already."""
    hook = Webhook(
        event_id=event.id,
        user_id=user.id,
        address=address,
        kinds=" ".join(kinds),
        secret=seal_here(SECRET, PREFIX + base64.b64encode(secrets.token_bytes(24)).decode()),
        answers=told,
        created_at=clock.now(),
    )
    db.session.add(hook)
    db.session.flush()
    return hook


def note_call(hook: Webhook, kind: Happened, about: dict[str, Any], at: datetime) -> WebhookCall:
    """A call that waits to be sent. The caller commits."""
    found = WebhookCall(
        webhook_id=hook.id,
        key=f"msg_{secrets.token_urlsafe(15)}",
        kind=kind,
        about=about,
        at=at,
        again_at=at,
    )
    db.session.add(found)
    db.session.flush()
    return found


def pause_webhook(hook: Webhook) -> None:
    """Nothing more is sent; what waits stays."""
    hook.paused_at = clock.now()


def resume_webhook(hook: Webhook) -> None:
    """From now on it is told again; what was given up is tried once more."""
    hook.paused_at, hook.failed = None, False
    db.session.execute(
        sa.update(WebhookCall)
        .where(WebhookCall.webhook_id == hook.id, WebhookCall.state != CallState.SENT)
        .values(state=CallState.WAITING, tries=0, again_at=clock.now())
    )


def webhooks_of(event: Event) -> Sequence[Webhook]:
    """The event's webhooks, the oldest first."""
    query = sa.select(Webhook).where(Webhook.event_id == event.id).order_by(Webhook.id)
    return db.session.scalars(query).all()


def webhook_calls(event: Event) -> Sequence[WebhookCall]:
    """The last calls of an event's webhooks, the newest first."""
    query = (
        sa.select(WebhookCall)
        .join(WebhookCall.webhook)
        .options(contains_eager(WebhookCall.webhook))
        .where(Webhook.event_id == event.id)
        .order_by(WebhookCall.id.desc())
        .limit(SHOWN)
    )
    return db.session.scalars(query).all()


def unheard_among(hooks: Sequence[Webhook]) -> set[int]:
    """Those to which something could not be sent yet: it is tried again."""
    if not hooks:
        return set()
    here = WebhookCall.webhook_id.in_([one.id for one in hooks])
    tried = WebhookCall.state == CallState.WAITING, WebhookCall.tries > 0
    return set(db.session.scalars(sa.select(WebhookCall.webhook_id).where(here, *tried)))


def call_body(found: WebhookCall, slug: str, base_url: str) -> bytes:
    """What is sent: what happened and where to read it, none of its words."""
    told = {
        "id": found.key,
        "kind": found.kind.value,
        "event": slug,
        "at": f"{found.at:%Y-%m-%dT%H:%M:%SZ}",
        **found.about,
        "read": f"{base_url}/api/v1/events/{slug}{API_OF[found.kind]}",
    }
    return json.dumps(told).encode()


def send_calls_soon() -> None:
    """Let a worker send what waits. Call after the commit."""
    enqueue_job(send_calls)


@slow_job
def send_calls() -> None:
    """Send what is due, one after the other; between two calls nothing is held."""
    settings, began = current_app.extensions["settings"], time.monotonic()
    for call_id in _due():
        found = _take(call_id)
        if found is None:
            continue
        hook, slug = found.webhook, found.webhook.event.slug
        body = call_body(found, slug, settings.base_url)
        address, secret, key = hook.address, hook.own_secret, found.key
        db.session.commit()  # nobody waits for the other side
        at = int(clock.now().timestamp())
        try:
            inside = settings.webhooks_inside
            status = post_call(address, secret, key, body, at=at, inside=inside) if secret else 0
        except (OSError, http.client.HTTPException, ValueError, InsideNetwork):
            status = 0
        _note(call_id, status)
        if time.monotonic() - began > TURN:
            send_calls_soon()
            return


@every_minute
def send_what_waits() -> None:
    """What was not taken before, once its pause is over."""
    send_calls()


def _due() -> list[int]:
    query = (
        sa.select(WebhookCall.id)
        .join(WebhookCall.webhook)
        .where(
            WebhookCall.state == CallState.WAITING,
            WebhookCall.again_at <= clock.now(),
            Webhook.paused_at.is_(None),
        )
    )
    found = list(db.session.scalars(query.order_by(WebhookCall.id).limit(AT_ONCE)))
    db.session.commit()
    return found


def _take(call_id: int) -> WebhookCall | None:
    """The call, for this worker alone until its next pause is over; None where another one has it."""
    now = clock.now()
    taken = db.session.execute(
        sa.update(WebhookCall)
        .where(
            WebhookCall.id == call_id,
            WebhookCall.state == CallState.WAITING,
            WebhookCall.again_at <= now,
        )
        .values(tries=WebhookCall.tries + 1, again_at=now + PAUSES[0])
        .returning(WebhookCall.id)
        .execution_options(synchronize_session=False)
    ).first()
    db.session.commit()
    return db.session.get(WebhookCall, call_id, populate_existing=True) if taken else None


def _note(call_id: int, status: int) -> None:
    """What came of it: taken, tried again later, or given up, and then the webhook rests too."""
    found = db.session.get(WebhookCall, call_id)
    if found is None:  # the webhook was removed meanwhile
        return
    found.status = status
    if 200 <= status < 300:
        found.state = CallState.SENT
    elif found.tries <= len(PAUSES):
        found.again_at = clock.now() + PAUSES[found.tries - 1]
    else:
        found.state = CallState.FAILED
        found.webhook.paused_at, found.webhook.failed = clock.now(), True
    db.session.commit()


@daily
def forget_calls() -> None:
    """Calls that are over go after two weeks; secrets that an earlier version kept as they are get sealed."""
    over = WebhookCall.state != CallState.WAITING, WebhookCall.at < clock.now() - KEPT
    db.session.execute(sa.delete(WebhookCall).where(*over))
    for hook in db.session.scalars(sa.select(Webhook)):
        if hook.is_plain:
            hook.secret = seal_here(SECRET, hook.secret)
    db.session.commit()
