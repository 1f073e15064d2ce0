"""The member's side: what is proposed for the next meeting, and one's own items, by link and without account."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort, flash, redirect, render_template, session, url_for
from flask_login import current_user

from ... import clock
from ...accounts.doors import public_page
from ...data.db import db
from ...events.models import Event
from ...web.i18n import _, refresh
from ...web.limits import is_within_limit
from ...web.refused import Refused
from ..blueprint import bp
from ..links import member_link_behind
from ..members.sending import language_for_member
from ..models import Forum, MemberLink, MemberLinkPurpose, OpenPoint, ProposedItem
from . import actions
from .forms import ItemForm
from .labels import due_text, item_standing_text
from .next_meeting import is_open_for_items, last_day_to_propose
from .points import carried_to
from .queries import items_of, meeting_of, points_of

BEHIND_A_LINK = "40/minute"
"""Posts with one link."""
MOST_ITEMS = 20
"""Items one member may have waiting for one meeting."""


@dataclass(frozen=True)
class ItemsVisit:
    """A member at their link: whose it is, for which meeting, and what is proposed for it."""

    link: MemberLink
    forum: Forum
    event: Event
    items: list[ProposedItem]

    @property
    def open(self) -> bool:
        """Whether items may still be added and withdrawn."""
        return is_open_for_items(
            self.event.first_day, clock.today_in(self.event), self.event.country
        )

    @property
    def own(self) -> list[ProposedItem]:
        """What this member proposed."""
        return [item for item in self.items if item.member_id == self.link.member_id]

    @property
    def others(self) -> list[ProposedItem]:
        """What the keepers and other members propose; what was put aside is told to whoever proposed it alone."""
        return [
            item
            for item in self.items
            if item.member_id != self.link.member_id and item.taken is not False
        ]

    def points(self, today: date) -> list[OpenPoint]:
        """The open points the meeting has before it."""
        return carried_to(points_of(self.forum), self.event.id, self.event.last_day, today)


def _visit(token: str) -> ItemsVisit:
    link = member_link_behind(token, MemberLinkPurpose.ITEMS)
    if link is None or link.member.until is not None:
        abort(404)
    forum = db.session.get_one(Forum, link.member.forum_id)
    event = meeting_of(forum, link.about_id).event
    if "language" not in session and not current_user.is_authenticated:
        session["language"] = language_for_member(link.member)
        refresh()
    return ItemsVisit(link, forum, event, items_of(forum, event))


def _page(visit: ItemsVisit, form: ItemForm, sentence: str = "", status: int = 0) -> Any:
    today = clock.today_in(visit.event)
    return render_template(
        "forums/meetings/items.html",
        visit=visit,
        forum=visit.forum,
        event=visit.event,
        form=form,
        sentence=sentence,
        standing_of=item_standing_text,
        points=visit.points(today),
        by_when=lambda point: due_text(point, today),
        until=last_day_to_propose(visit.event.first_day, visit.event.country),
    ), status or form.status


def _against(visit: ItemsVisit, token: str) -> tuple[str, int] | None:
    """Why nothing can be added now, and the status that says so."""
    if not is_within_limit(BEHIND_A_LINK, "items", token):
        return _("That was very quick. Please wait a minute, then send again."), 429
    if not visit.open:
        return _(
            "The list is closed. Please copy what you wrote from here and raise it at the meeting."
        ), 409
    if sum(item.taken is None for item in visit.own) >= MOST_ITEMS:
        return _("You have proposed %(most)d items. Withdraw one first.", most=MOST_ITEMS), 409
    return None


@bp.route("/m/<token>", methods=["GET", "POST"])
@public_page
def propose_items(token: str) -> Any:
    """One page: what comes to the meeting, and a form to add to it. It closes some days before."""
    visit, form = _visit(token), ItemForm()
    if not form.is_submitted():
        return _page(visit, form)
    if against := _against(visit, token):
        return _page(visit, form, *against)
    if not form.validate():
        return _page(visit, form)
    actions.propose_item(
        visit.forum,
        visit.event,
        member=visit.link.member,
        text=form.text.data,
        why=form.why.data,
        minutes=form.minutes.data,
    )
    flash(_("Thank you. Your item is on the list; you can withdraw it here until the list closes."))
    db.session.commit()
    return redirect(url_for("forums.propose_items", token=token))


@bp.post("/m/<token>/<int:item_id>/withdraw")
@public_page
def withdraw_item(token: str, item_id: int) -> Any:
    """A member takes an own item back, while nothing was decided about it."""
    visit = _visit(token)
    item = next((one for one in visit.own if one.id == item_id), None)
    if item is None:
        abort(404)
    if not visit.open or item.taken is not None:
        raise Refused(
            _("This can no longer be withdrawn. Please tell the person who prepares the meeting.")
        )
    db.session.delete(item)
    flash(_("Withdrawn."))
    db.session.commit()
    return redirect(url_for("forums.propose_items", token=token))
