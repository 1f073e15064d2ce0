"""The privacy check of a report and of a forum: line by line keep, generalise or remove; what is kept out, what goes for good; marking words."""

from typing import Any

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask_limiter.util import get_remote_address
from flask_login import current_user

from ... import clock
from ...accounts.doors import public_page
from ...data.db import db, get_or_404
from ...events.access import Can, may, needs
from ...events.models import Event
from ...forums.doors import forum_keepers
from ...forums.leaving import whose_forum
from ...forums.models import Forum
from ...lib.numbers import read_whole
from ...release import deciding
from ...release.clearing import texts_of_rooms
from ...release.models import Clearing, TextSource
from ...release.texts import RoomText, TextOwner, owner_of_event, verdicts_about
from ...release.verdicts import is_unseen
from ...release.wording import could_identify, still_checked_sentence
from ...web.i18n import _, _n, current_language
from ...web.kept_pieces import Piece, kept_piece
from ...web.limits import is_within_limit
from ...web.refused import Refused
from ..blueprint import bp
from ..released_report import released_edition
from . import actions, noticing, wording
from .finding import find_passages
from .forms import ClearingPlaceForm, VerdictForm
from .looking import finder_for
from .passages import Find, PassageRow, count_passages, passage_rows
from .queries import kept_back, places_of
from .texts import all_texts_of_event, names_known, public_names

__all__ = ["noticing"]
A_PAGE = 20
"""Lines of one page."""
ONLY_FOR = {TextSource.QUOTE: Can.READ_ANSWERS, TextSource.SAID: Can.READ_ANSWERS}
"""Sources whose texts not everybody reads who checks the notes."""


@bp.get("/events/<slug>/report/privacy")
@needs(Can.WRITE_REPORT)
def show_clearing(event: Event) -> Any:
    return _page(event, VerdictForm(formdata=None))


def _page(event: Event, form: VerdictForm) -> Any:
    rows, unseen = _found(event)
    show = request.args.get("show", "open")
    shown = rows if show == "all" else [row for row in rows if row.open]
    page = _number(request.args.get("page"), len(shown))
    these = shown[(page - 1) * A_PAGE : page * A_PAGE]
    lines, photos = kept_back(event)
    return render_template(
        "report/clearing.html",
        event=event,
        form=form,
        rows=these,
        count=count_passages(rows),
        lead=wording.clearing_lead(count_passages(rows), unseen),
        unseen=still_checked_sentence(unseen) if unseen else "",
        show="all" if show == "all" else "open",
        page=page,
        pages=_pages(len(shown)),
        places=places_of(event, [row.row_id for row in these if row.source is TextSource.LINE]),
        kept_back=lines,
        photos=photos,
        out=released_edition(event),
    ), form.status


def _found(event: Event) -> tuple[list[PassageRow], int]:
    """Every line in which something was found, and how many are to be looked through yet; kept until something is saved."""
    allowed = tuple(source.value for source, needed in ONLY_FOR.items() if may(needed))

    def asked() -> Piece:
        texts = _texts(event)
        find = finder_for(owner_of_event(event), [one.text for one in texts])
        rows, unseen = _rows(event, texts, find), sum(is_unseen(find(one.text)) for one in texts)
        more = sum(len(one.text) for row in rows for one in row.passages)
        return Piece("", (rows, unseen), more, lasting=not unseen)

    about = ("passages", event.id, current_language(), allowed)
    found: tuple[list[PassageRow], int] = kept_piece(about, asked).beside
    return found


def _rows(event: Event, texts: list[RoomText], find: Find) -> list[PassageRow]:
    """Every line in which something was found."""
    return passage_rows(texts, verdicts_about(owner_of_event(event)), find)


def _texts(event: Event) -> list[RoomText]:
    """What whoever is signed in may read, of what every room would let leave: as many questions as there are rooms."""

    def asked() -> Piece:
        found = all_texts_of_event(event)
        return Piece("", tuple(found), more=sum(len(one.text) for one in found))

    found = kept_piece(("texts", event.id, current_language()), asked).beside
    return [one for one in found if may(ONLY_FOR.get(one.source, Can.SEE))]


def _pages(lines: int) -> int:
    return max(1, -(-lines // A_PAGE))


def _number(typed: str | None, lines: int) -> int:
    return min(read_whole(typed or "") or 1, _pages(lines))


def _back(event: Event, anchor: str = "") -> Any:
    where: dict[str, Any] = {
        name: request.args[name] for name in ("show", "page") if name in request.args
    }
    return redirect(
        url_for("report.show_clearing", slug=event.slug, _anchor=anchor or None, **where)
    )


@bp.post("/events/<slug>/report/privacy")
@needs(Can.WRITE_REPORT)
def decide_passage(event: Event) -> Any:
    form = VerdictForm()
    if not form.validate_on_submit():
        return _page(event, form)
    now = clock.now()
    if form.key[0] in ONLY_FOR and not may(ONLY_FOR[form.key[0]]):
        abort(403)
    lines = actions.decide_words(
        event,
        form.key,
        decided=form.decided,
        by=current_user.id,
        now=now,
        everywhere=bool(form.everywhere.data),
    )
    if lines > 1:
        flash(_n("Decided in %(num)d line.", "Decided in %(num)d lines.", lines))
    db.session.commit()
    return _back(event, _next(event, form))


def _next(event: Event, form: VerdictForm) -> str:
    """The line that waits next: the same one while it does, else the one that followed it."""
    texts = _texts(event)
    rows = _rows(event, texts, finder_for(owner_of_event(event), [one.text for one in texts]))
    keys = [(row.source, row.row_id) for row in rows]
    at = keys.index(form.key) if form.key in keys else 0
    return next((row.anchor for row in rows[at:] if row.open), "")


@bp.post("/events/<slug>/report/privacy/<int:clearing_id>/back")
@needs(Can.WRITE_REPORT)
def undo_passage_decision(event: Event, clearing_id: int) -> Any:
    row = get_or_404(Clearing, Clearing.id == clearing_id, Clearing.event_id == event.id)
    anchor = f"{row.source.value}-{row.row_id}"
    actions.undo_decision(event, row, current_user.id)
    db.session.commit()
    return _back(event, anchor)


@bp.post("/events/<slug>/report/privacy/withhold")
@needs(Can.WRITE_REPORT)
def keep_line_out(event: Event) -> Any:
    form, out_of_it = ClearingPlaceForm(), request.form.get("withheld") != "no"
    if not form.validate_on_submit():
        raise Refused(_("This line no longer exists."))
    actions.keep_out_of_report(event, form.key, out_of_it, clock.now())
    flash(_("Not for the report.") if out_of_it else _("Included in the report again."))
    db.session.commit()
    return _back(event)


@bp.post("/events/<slug>/report/privacy/forget")
@needs(Can.RELEASE_REPORT)
def erase_words_for_good(event: Event) -> Any:
    rows = actions.erase_decided_words(event, clock.now(), current_user.id)
    flash(
        _n(
            "The removed words were deleted from %(num)d line for good.",
            "The removed words were deleted from %(num)d lines for good.",
            rows,
        )
    )
    db.session.commit()
    return _back(event)


TYPING = "120/minute"
"""How often one address may ask; who types fast is told a little later, and never stopped."""


@bp.post("/privacy/typed")
@public_page
def mark_typed_text() -> Any:
    """What could identify somebody in the text, as a sentence; an empty one when asked too often."""
    text = (
        request.form.get("text", "")
        if is_within_limit(TYPING, "typed", get_remote_address())
        else ""
    )
    answer = jsonify(say=told_while_typing(text) if text.strip() else "")
    answer.headers["Cache-Control"] = "no-store"
    return answer


LONGEST = 5000
"""Characters that are looked at: a page asks again and again while somebody types."""


def told_while_typing(text: str) -> str:
    """One quiet sentence about what was found in a text; empty where nothing was. Nothing of it is remembered.

    Whom the directory knows is no answer to who has no account.
    """
    names = names_known(TextOwner()) if current_user.is_authenticated else public_names()
    findings = find_passages(text[:LONGEST], names)
    return could_identify(one.found for one in findings)


@bp.get("/forums/<slug>/privacy")
@forum_keepers
def show_forum_clearing(forum: Forum) -> Any:
    return _forum_check_page(forum, VerdictForm(formdata=None))


def _forum_check_page(forum: Forum, form: VerdictForm) -> Any:
    whose = whose_forum(forum)
    texts = texts_of_rooms(whose)
    find = finder_for(whose, [one.text for one in texts])
    rows, unseen = (
        passage_rows(texts, verdicts_about(whose), find),
        sum(is_unseen(find(one.text)) for one in texts),
    )
    show = "all" if request.args.get("show") == "all" else "open"
    return render_template(
        "report/forum_clearing.html",
        forum=forum,
        form=form,
        show=show,
        lead=wording.clearing_lead(count_passages(rows), unseen),
        unseen=still_checked_sentence(unseen) if unseen else "",
        rows=rows if show == "all" else [row for row in rows if row.open],
    ), form.status


@bp.post("/forums/<slug>/privacy")
@forum_keepers
def decide_forum_passage(forum: Forum) -> Any:
    form = VerdictForm()
    if not form.validate_on_submit():
        return _forum_check_page(forum, form)
    whose, now = whose_forum(forum), clock.now()
    texts, everywhere = texts_of_rooms(whose), bool(form.everywhere.data)
    lines = deciding.decide_passage(
        whose,
        texts,
        key=form.key,
        decided=form.decided,
        by=current_user.id,
        now=now,
        everywhere=everywhere,
    )
    if lines > 1:
        flash(_n("Decided in %(num)d line.", "Decided in %(num)d lines.", lines))
    db.session.commit()
    return _back_to_forum_check(forum)


@bp.post("/forums/<slug>/privacy/<int:clearing_id>/back")
@forum_keepers
def undo_forum_decision(forum: Forum, clearing_id: int) -> Any:
    """What was decided is open again."""
    db.session.delete(
        get_or_404(Clearing, Clearing.id == clearing_id, Clearing.forum_id == forum.id)
    )
    db.session.commit()
    return _back_to_forum_check(forum)


def _back_to_forum_check(forum: Forum) -> Any:
    show = "all" if request.args.get("show") == "all" else None
    return redirect(url_for("report.show_forum_clearing", slug=forum.slug, show=show))
