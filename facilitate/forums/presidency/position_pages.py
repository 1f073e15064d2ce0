"""Positions of a forum: drafted, sent for review, settled. Whoever is signed in may read; keepers write."""

from functools import partial
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...accounts.doors import public_page
from ...data.db import db
from ...lib.text import Words
from ...lib.text import make_slug as address_of
from ...release.clearing import ClearedTexts
from ...release.deciding import forget_earlier_row
from ...release.models import TextSource
from ...release.press import press_release
from ...web.downloads import send_download as download
from ...web.i18n import _
from ...web.refused import Refused
from ..actions import lock_forum
from ..blueprint import bp
from ..consensus import ReviewOutcome
from ..doors import forum_keepers, forum_readers, has_other_keeper
from ..leaving import position_texts, whose_forum
from ..links import links_to, member_link_address
from ..members.asking_pages import show_members_mailing
from ..members.sending import chosen_editions
from ..models import Forum, MemberLink, MemberLinkPurpose, Position, Stand
from ..removing import FORUM_ROWS
from . import positions, round_release
from .labels import position_said
from .mailings import PositionMailing
from .member_pages import link_behind, too_many_answers_message
from .plan_forms import PositionForm, ReviewForm
from .position_word import position_word
from .positions import (
    ReviewedPosition,
    position_of,
    positions_of,
    reviewed_position,
    reviewed_positions,
)
from .queries import has_presidencies
from .round_release import is_out, position_release


@bp.get("/forums/<slug>/positions")
@forum_readers
def list_positions(forum: Forum) -> Any:
    """Those under review first, then the settled ones with what they came to."""
    rows = reviewed_positions(forum, positions_of(forum), clock.today())
    if not rows and not has_presidencies(forum):
        abort(404)
    return render_template(
        "forums/presidency/positions.html",
        forum=forum,
        said=position_said,
        pending=[one for one in rows if one.position.settled_on is None],
        settled=[one for one in rows if one.position.settled_on is not None],
    )


@bp.route("/forums/<slug>/positions/new", methods=["GET", "POST"])
@forum_keepers
def create_position(forum: Forum) -> Any:
    if not has_presidencies(forum):
        abort(404)
    return _edit(forum, Position(forum_id=forum.id))


@bp.route("/forums/<slug>/positions/<int:position_id>/edit", methods=["GET", "POST"])
@forum_keepers
def edit_position(forum: Forum, position_id: int) -> Any:
    """Change the text. Once it was sent round or settled that makes a new edition, which members review anew."""
    return _edit(forum, position_of(forum, position_id))


def _edit(forum: Forum, row: Position) -> Any:
    form, before, new = PositionForm(obj=row), (row.title, row.text), row.id is None
    if form.saves(row):
        db.session.add(row)
        db.session.flush()
        if new:
            forget_earlier_row(
                whose_forum(forum), (TextSource.POSITION, TextSource.REVIEWS), row.id
            )
        anew = (row.title, row.text) != before and positions.renew_position(row)
        flash(
            _(
                "Saved. The text the members reviewed has changed, so this is a new edition. "
                "Send it to them again."
            )
            if anew
            else _("Saved.")
        )
        db.session.commit()
        return _back(forum, row.id)
    return render_template(
        "forums/presidency/write.html", forum=forum, position=row, form=form
    ), form.status


@bp.get("/forums/<slug>/positions/<int:position_id>")
@forum_readers
def show_position(forum: Forum, position_id: int) -> Any:
    found = _found(forum, position_id)
    links = links_to(forum, MemberLinkPurpose.POSITION, position_id) if g.keeps else {}
    edition = found.position.edition
    return render_template(
        "forums/presidency/position.html",
        going=position_release(found),
        alone=g.keeps and not has_other_keeper(forum, current_user.id),
        forum=forum,
        found=found,
        position=found.position,
        lead=position_said(found),
        links={key: member_link_address(link) for key, link in links.items()},
        names={row.id: row.organisation.name for row in found.everybody},
        earlier=[one for one in found.reviews if one.edition < edition and one.reason],
    )


def _found(forum: Forum, position_id: int) -> ReviewedPosition:
    return reviewed_position(forum, position_of(forum, position_id), clock.today())


@bp.route("/forums/<slug>/positions/<int:position_id>/send", methods=["GET", "POST"])
@forum_keepers
def send_position(forum: Forum, position_id: int) -> Any:
    """Who would get a mail and what it says; sent, the review is open and the mails are in the outbox."""
    back = url_for("forums.show_position", slug=forum.slug, position_id=position_id)
    mailing = PositionMailing(forum, position_id)
    return show_members_mailing(
        forum, mailing, back, "position", more=lambda: {"asked": mailing.asked}
    )


@bp.post("/forums/<slug>/positions/<int:position_id>/links")
@forum_keepers
def make_position_links(forum: Forum, position_id: int) -> Any:
    """The review is open, and every member has a link to be handed over."""
    PositionMailing(forum, position_id).take_along()
    db.session.commit()
    return _back(forum, position_id)


@bp.post("/forums/<slug>/positions/<int:position_id>/settle")
@forum_keepers
def settle_position(forum: Forum, position_id: int) -> Any:
    """Close the review: consensus, or the dissent with its reason on record."""
    outcome = positions.settle_review(_found(forum, position_id))
    flash(
        _("Settled with consensus.")
        if outcome is ReviewOutcome.CONSENSUS
        else _("Settled without consensus; the disagreement and its reason are recorded.")
    )
    db.session.commit()
    return _back(forum, position_id)


@bp.post("/forums/<slug>/positions/<int:position_id>/remove")
@forum_keepers
def remove_position(forum: Forum, position_id: int) -> Any:
    """A draft goes; what was sent to members stays."""
    row = position_of(forum, position_id)
    if row.sent_on or row.edition > 1:
        raise Refused(_("This position was sent to the members and cannot be removed."))
    page = url_for("forums.list_positions", slug=forum.slug)
    return FORUM_ROWS.remove_on_page(None, row, Words(row.title, row.title), page=page)


@bp.get("/forums/<slug>/positions/<int:position_id>/position.docx")
@forum_readers
def export_position(forum: Forum, position_id: int) -> Any:
    """The position with the record, in the language asked for: the words that two people have released."""
    found = _found(forum, position_id)
    told = position_release(found).all_or_refused().cleared
    codes = chosen_editions(request.args.get("lang", ""))
    title = address_of(told.said_of(TextSource.POSITION, position_id, "title"))[:60]
    return download(position_word(found, codes, told), f"{title}-{'-'.join(codes)}.docx")


@bp.post("/forums/<slug>/positions/<int:position_id>/release")
@forum_keepers
def release_position(forum: Forum, position_id: int) -> Any:
    """Somebody who has read it lets exactly these words go to the members and beyond, or takes that back."""
    ready = position_release(_found(forum, position_id))
    press_release(
        lambda: round_release.release_round(ready, current_user, clock.now()),
        lambda: round_release.withdraw_round(ready, current_user),
        _("Two people have released it. It can be sent now."),
    )
    db.session.commit()
    return _back(forum, position_id)


@bp.route("/p/<token>", methods=["GET", "POST"])
@public_page
def review_position(token: str) -> Any:
    """A member's own page: the text, and what they say of it."""
    link = link_behind(token, MemberLinkPurpose.POSITION)
    forum, form = db.session.get_one(Forum, link.member.forum_id), ReviewForm()
    if form.is_submitted():
        lock_forum(forum)
    row = db.session.get(Position, link.about_id)
    if row is None:
        abort(404)
    found = reviewed_position(forum, row, clock.today())
    if not form.is_submitted():
        return _review_page(link, found, _fresh(link, found))
    if against := _against(token, found, str(form.edition.data)):
        form.edition.raw_data, form.edition.data = None, str(row.edition)
        return _review_page(link, found, form, *against)
    if not form.validate():
        return _review_page(link, found, form)
    positions.save_review(
        found,
        link.member,
        stand=Stand(form.answer.data),
        reason=form.reason.data,
        name=form.name.data,
    )
    flash(
        _(
            "Thank you. Your answer is saved; you can change it here while others are still answering."
        )
    )
    db.session.commit()
    return redirect(url_for("forums.review_position", token=token))


def _fresh(link: MemberLink, found: ReviewedPosition) -> ReviewForm:
    said, person = found.said.get(link.member.organisation_id), link.member.person
    return ReviewForm(
        formdata=None,
        edition=str(found.position.edition),
        reason=said.reason if said else "",
        name=said.name if said else (person.name if person else ""),
        answer=said.stand.value if said else None,
    )


def _against(token: str, found: ReviewedPosition, edition: str) -> tuple[str, int] | None:
    if sentence := too_many_answers_message(token):
        return sentence, 429
    if not found.open or not _words(found)[1]:
        return _(
            "Answers are not accepted at the moment. You can copy what you wrote from here."
        ), 409
    if edition != str(found.position.edition):
        return _(
            "The text has changed since you opened this page. Please read it again, then send."
        ), 409
    return None


def _words(found: ReviewedPosition) -> tuple[ClearedTexts, bool]:
    """The position in the words that two people have released; whether they have."""
    row = found.position
    return is_out(whose_forum(found.forum), TextSource.POSITION, row.id, position_texts(row))


def _review_page(
    link: MemberLink, found: ReviewedPosition, form: ReviewForm, sentence: str = "", status: int = 0
) -> tuple[str, int]:
    told, out = _words(found)
    page = render_template(
        "forums/presidency/review.html",
        told=partial(told.said_of, TextSource.POSITION, found.position.id),
        out=out,
        link=link,
        found=found,
        position=found.position,
        form=form,
        sentence=sentence,
        lead=position_said(found),
        said=found.said.get(link.member.organisation_id),
    )
    return page, status or form.status


def _back(forum: Forum, position_id: int) -> Any:
    return redirect(url_for("forums.show_position", slug=forum.slug, position_id=position_id))
