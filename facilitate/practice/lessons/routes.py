"""The pages of lessons: those of others, and telling what was learned, by link and without account, on a phone."""

import secrets
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from flask import abort, flash, redirect, render_template, session, url_for
from flask_login import current_user

from ... import clock
from ...accounts.doors import public_page
from ...data.db import db
from ...events.access import Can, needs
from ...events.models import Event
from ...exchange.plain_pages import serve_plain_list
from ...forums.doors import forum_keepers
from ...forums.models import Forum
from ...lib.text import Words
from ...web.i18n import _, current_language, refresh
from ...web.limits import is_within_limit
from ..blueprint import bp
from ..models import LessonLink
from ..sheet_owner import SheetOwner, owner_language, owner_name, serve_for_both, today_for_owner
from . import actions, pages
from .forms import TellForm, tell_form
from .lesson_list import conversation_of_forum_lessons, conversation_of_lessons
from .steps import step_named

BEHIND_A_LINK = "120/hour"
"""Posts with one link: a whole team shares it."""


@bp.route("/l/<lesson_token>", methods=["GET", "POST"])
@public_page
def tell_lesson(lesson_token: str) -> Any:
    """The form; what it holds becomes one lesson or two. Sent twice they are the same."""
    link, of = _behind(lesson_token)
    form = tell_form(of)
    form.key.data = form.key.data or secrets.token_urlsafe(9)
    if today_for_owner(of) > link.closes_on:
        return render_template("practice/lessons/closed.html", title=owner_name(of), link=link)
    if not form.validate_on_submit():
        return _page(of, link, form, form.status)
    if not is_within_limit(BEHIND_A_LINK, "lessons", lesson_token):
        return _page(
            of,
            link,
            form=form,
            status=429,
            sentence=_("Too many came at once. Please wait a little, then send it again."),
        )
    _keep(of, form)
    flash(_("Thank you. Your answer was saved; write more whenever you like."))
    db.session.commit()
    return redirect(url_for("practice.tell_lesson", lesson_token=lesson_token))


def _behind(token: str) -> tuple[LessonLink, SheetOwner]:
    """The link and its event or forum; the page speaks their language until somebody chooses another."""
    row = db.session.execute(
        sa.select(LessonLink, Event, Forum)
        .outerjoin(Event, Event.id == LessonLink.event_id)
        .outerjoin(Forum, Forum.id == LessonLink.forum_id)
        .where(LessonLink.token == token)
    ).first()
    if row is None:
        abort(404)
    of: SheetOwner = row.Event or row.Forum
    if "language" not in session and not current_user.is_authenticated:
        session["language"] = owner_language(of)
        refresh()
    return row.LessonLink, of


def _page(of: SheetOwner, link: LessonLink, form: TellForm, status: int, sentence: str = "") -> Any:
    page = render_template(
        "practice/lessons/tell.html", title=owner_name(of), link=link, form=form, sentence=sentence
    )
    return page, status


def _keep(of: SheetOwner, form: TellForm) -> None:
    step, now = step_named(of, form.step.data if form.step else None), clock.now()
    for ending, text, keep in (("k", form.keep.data, True), ("o", form.otherwise.data, False)):
        if text:
            said = Words("", text) if current_language() == "sq" else Words(text, "")
            key = f"{form.key.data}-{ending}"[:100]
            actions.save_lesson(
                of, key, said, keep=keep, step=step, name=form.name.data or "", at=now
            )


PAGES: tuple[tuple[str, Callable[..., Any], tuple[str, ...]], ...] = (
    ("", pages.show_lessons, ("GET",)),
    ("/link", pages.open_lesson_link, ("POST",)),
    ("/link/remove", pages.remove_lesson_link, ("POST",)),
    ("/qr.svg", pages.show_lesson_qr, ("GET",)),
    ("/mail", pages.send_lesson_mail, ("GET", "POST")),
    ("/new", pages.add_lesson, ("GET", "POST")),
    ("/<int:lesson_id>", pages.edit_lesson, ("GET", "POST")),
    ("/<int:lesson_id>/decide", pages.decide_lesson, ("POST",)),
)
"""The pages there are of both: the end of their address, what they do, how they are asked."""


for path, act, methods in PAGES:
    serve_for_both(
        bp,
        f"/lessons{path}",
        act,
        *methods,
        event=needs(Can.WRITE_REPORT),
        forum=forum_keepers,
    )
serve_plain_list(
    bp,
    "/events/<slug>/lessons",
    "lessons_",
    reads=needs(Can.WRITE_REPORT),
    writes=needs(Can.WRITE_REPORT),
    of=conversation_of_lessons,
)
serve_plain_list(
    bp,
    "/forums/<slug>/lessons",
    "forum_lessons_",
    reads=forum_keepers,
    writes=forum_keepers,
    of=conversation_of_forum_lessons,
)
