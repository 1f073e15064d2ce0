"""A theme in a few sentences, where the organisation has connected a model of its own: asked for by a press, checked, kept nowhere else."""

import json
from typing import Any

import sqlalchemy as sa
from flask import abort, current_app, redirect, render_template, request, url_for

from ... import clock
from ...data.db import db, get_or_404
from ...data.noted import note_value, noted_value
from ...events.access import Can, needs
from ...events.models import Event
from ...lib.own_model import ModelAway, ask_model, read_model_address
from ...release.clearing import clear_texts
from ...release.models import TextSource
from ...release.texts import RoomText, owner_of_event
from ...run.jobs import enqueue_job, slow_job
from ...run.settings import Settings
from ...web.i18n import _l, pick_wording, register_labels
from ...web.limits import limiter
from ..blueprint import bp
from ..models import Coding, Passage, Reply, Theme
from .summarising import (
    MOST_PASSAGES,
    WhyStruck,
    check_summary,
    read_summary,
    summary_messages,
    summary_note,
)

register_labels(
    {
        WhyStruck.NO_PASSAGE: _l("names no passage it rests on"),
        WhyStruck.WORDS: _l("says what its passages do not say"),
        WhyStruck.NUMBER: _l("has a number that its passages do not give"),
    }
)
ASKED, DONE, AWAY = "asked", "done", "away"


def has_model() -> bool:
    """Whether the organisation has connected a model."""
    settings: Settings = current_app.extensions["settings"]
    return bool(settings.model)


def cleared_passages(event: Event, theme: Theme) -> tuple[dict[int, str], int]:
    """The theme's passages in the words that may leave, by their number, and how many wait for the privacy check."""
    rows = db.session.execute(
        sa.select(Passage.id, Reply.text, Passage.start, Passage.end)
        .join_from(Coding, Passage, Coding.passage_id == Passage.id)
        .join(Reply, Reply.id == Passage.reply_id)
        .where(Coding.theme_id == theme.id)
        .order_by(Passage.id)
        .limit(MOST_PASSAGES)
    )
    said = {number: text[start:end] for number, text, start, end in rows}
    cleared = clear_texts(
        owner_of_event(event),
        [RoomText(TextSource.QUOTE, number, text, text) for number, text in said.items()],
    )
    told = {
        number: cleared.said_of(TextSource.QUOTE, number, text) for number, text in said.items()
    }
    kept = {number: text for number, text in told.items() if text}
    return kept, len(said) - len(kept)


@slow_job
def summarise_theme(theme_id: int) -> None:
    """Ask the model, and note what it says: it is checked whenever it is shown."""
    settings: Settings = current_app.extensions["settings"]
    theme = db.session.get(Theme, theme_id)
    if theme is None or not settings.model:
        return
    event = db.session.get_one(Event, theme.event_id)
    passages, _waiting = cleared_passages(event, theme)
    messages = summary_messages(theme.name.to(event.language), passages)
    db.session.commit()  # nothing is held while the model thinks
    noted: dict[str, Any] = {"state": DONE, "at": clock.now().isoformat()}
    try:
        noted["said"] = read_summary(ask_model(read_model_address(settings.model), messages))
    except ModelAway:
        noted["state"] = AWAY
    note_value(summary_note(theme_id), json.dumps(noted))
    db.session.commit()


@bp.route("/events/<slug>/consultation/themes/<int:theme_id>/summary", methods=["GET", "POST"])
@needs(Can.CODE_ANSWERS)
@limiter.limit("10/minute", methods=["POST"])
def summarise(event: Event, theme_id: int) -> Any:
    """The sentences with their passages, those that do not stand struck out; `POST` asks the model (again)."""
    theme = get_or_404(Theme, Theme.id == theme_id, Theme.event_id == event.id, ~Theme.gone)
    if not has_model():
        abort(404)
    here = url_for("consultation.summarise", slug=event.slug, theme_id=theme_id)
    passages, waiting = cleared_passages(event, theme)
    if request.method == "POST" and passages:
        note_value(summary_note(theme_id), json.dumps({"state": ASKED}))
        db.session.commit()
        enqueue_job(summarise_theme, theme_id)
        return redirect(here)
    noted = json.loads(noted_value(summary_note(theme_id)) or "{}")
    return render_template(
        "consultation/reading/summary.html",
        event=event,
        theme=theme,
        name=pick_wording(theme.name),
        page=here,
        passages=passages,
        waiting=waiting,
        state=noted.get("state", ""),
        sentences=check_summary(noted.get("said", ()), passages),
    )
