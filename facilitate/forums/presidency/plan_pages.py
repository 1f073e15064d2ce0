"""The work plan of a presidency: activities, sent round to every member, approved, filed."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...db import db
from ...downloads import send as download
from ...i18n import _, _n, language
from ...mail import can_mail, send_all_soon
from ...refused import Refused
from ..blueprint import bp
from ..doors import keepers, sees, somebody_else_keeps
from ..links import address
from ..models import Activity, Forum, Presidency, Purpose
from . import actions, asking, going, plans
from .filing import file_plan
from .going import plan_going
from .labels import late, plan_said, term_days
from .plan_forms import ActivityForm, AimsForm, activity_form
from .plans import Whole, whole
from .queries import links_to, presidency_of
from .sheet import plan_xlsx
from .word import plan_word


def _whole(forum: Forum, presidency_id: int) -> Whole:
    return whole(forum, presidency_of(forum, presidency_id), clock.today())


@bp.get("/forums/<slug>/presidency/<int:presidency_id>/work-plan")
@sees
def work_plan(forum: Forum, presidency_id: int) -> Any:
    return _page(_whole(forum, presidency_id))


def _page(found: Whole, adding: ActivityForm | None = None) -> tuple[str, int]:
    adding = adding or activity_form(found, formdata=None)
    links = links_to(Purpose.WORK_PLAN, found.plan.id) if found.plan and g.keeps else {}
    page = render_template(
        "forums/presidency/plan.html", going=plan_going(found),
        alone=g.keeps and not somebody_else_keeps(found.forum, current_user.id),
        forum=found.forum, found=found, term=found.term, plan=found.plan, adding=adding, lead=plan_said(found),
        term_days=term_days, late=lambda one: late(one.due_on, one.status, found.board.today),
        links={key: address(link) for key, link in links.items()},
        names={row.id: row.organisation.name for row in found.board.members},
        earlier=[one for one in found.approvals if found.plan and one.edition < found.plan.edition and not one.approves],
    )  # fmt: skip
    return page, adding.status


@bp.route("/forums/<slug>/presidency/<int:presidency_id>/work-plan/aims", methods=["GET", "POST"])
@keepers
def plan_aims(forum: Forum, presidency_id: int) -> Any:
    """What the presidency sets out to do, in a few sentences."""
    term = presidency_of(forum, presidency_id)
    plan = plans.plan_for(term)
    form, before = AimsForm(obj=plan), plan.aims
    if form.saves(plan):
        _changed(plan.aims != before and plans.touch(plan))
        db.session.commit()
        return _back(forum, presidency_id)
    return render_template("forums/presidency/aims.html", forum=forum, term=term, form=form), form.status


@bp.post("/forums/<slug>/presidency/<int:presidency_id>/work-plan/activities")
@keepers
def add_activity(forum: Forum, presidency_id: int) -> Any:
    found = _whole(forum, presidency_id)
    form = activity_form(found)
    if not form.validate_on_submit():
        return _page(found, form)
    row, plan = Activity(), plans.plan_for(found.term)
    form.populate_obj(row)
    plans.add_activity(plan, row)
    _changed(plans.touch(plan))
    db.session.commit()
    return _back(forum, presidency_id, "add")


@bp.route(
    "/forums/<slug>/presidency/<int:presidency_id>/work-plan/<int:activity_id>", methods=["GET", "POST"]
)
@keepers
def activity(forum: Forum, presidency_id: int, activity_id: int) -> Any:
    """Change an activity. How far it is asks nobody anew; everything else does once the plan was sent round."""
    found, row = _activity(forum, presidency_id, activity_id)
    form, before = activity_form(found, row), plans.what_counts(row)
    if form.saves(row):
        assert found.plan is not None
        _changed(plans.what_counts(row) != before and plans.touch(found.plan))
        db.session.commit()
        return _back(forum, presidency_id)
    return render_template(
        "forums/presidency/activity.html", forum=forum, term=found.term, activity=row, form=form
    ), form.status


@bp.post("/forums/<slug>/presidency/<int:presidency_id>/work-plan/<int:activity_id>/move")
@keepers
def move_activity(forum: Forum, presidency_id: int, activity_id: int) -> Any:
    found, row = _activity(forum, presidency_id, activity_id)
    assert found.plan is not None
    plans.move(found.plan, row, -1 if request.form.get("to") == "up" else 1)
    db.session.commit()
    return _back(forum, presidency_id)


@bp.post("/forums/<slug>/presidency/<int:presidency_id>/work-plan/<int:activity_id>/remove")
@keepers
def remove_activity(forum: Forum, presidency_id: int, activity_id: int) -> Any:
    found, row = _activity(forum, presidency_id, activity_id)
    assert found.plan is not None
    db.session.delete(row)
    _changed(plans.touch(found.plan))
    db.session.commit()
    return _back(forum, presidency_id)


@bp.route("/forums/<slug>/presidency/<int:presidency_id>/work-plan/send", methods=["GET", "POST"])
@keepers
def send_plan(forum: Forum, presidency_id: int) -> Any:
    """Who would get a mail and what it says; sent, the plan is open for approval and the mails are in the outbox."""
    if request.method == "POST":
        actions.in_turn(forum)
    found, changed = _ready(forum, presidency_id), False
    assert found.plan is not None
    people = _asked(found)
    if request.method == "POST":
        if not can_mail():
            raise Refused(_("No mail server is set. Please copy the links instead."))
        changed = people.mark != request.form.get("mark", "")
        if not changed:
            ids = _open_and_send(found, people)
            flash(_n("%(num)d mail goes out.", "%(num)d mails go out.", len(ids)))
            db.session.commit()
            send_all_soon(ids)
            return _back(forum, presidency_id)
    first = people.to[0] if people.to else None
    mail = (
        asking.letter(forum, Purpose.WORK_PLAN, about=_about(found.term), member=first, link="…")
        if first
        else None
    )
    return render_template(
        "forums/presidency/send.html",
        forum=forum, people=people, letter=mail, mails=can_mail(), changed=changed,
        back_to=url_for("forums.work_plan", slug=forum.slug, presidency_id=presidency_id),
    ), 409 if changed else 200  # fmt: skip


def _open_and_send(found: Whole, people: asking.Asked) -> list[int]:
    assert found.plan is not None
    today = found.board.today
    found.plan.sent_on = found.plan.sent_on or today
    return asking.send(
        found.forum,
        Purpose.WORK_PLAN,
        about_id=found.plan.id,
        about=_about(found.term),
        members=people.to,
        today=today,
    )


@bp.post("/forums/<slug>/presidency/<int:presidency_id>/work-plan/links")
@keepers
def make_plan_links(forum: Forum, presidency_id: int) -> Any:
    """The plan is open for approval, and every member has a link to be handed over."""
    actions.in_turn(forum)
    found = _ready(forum, presidency_id)
    assert found.plan is not None
    found.plan.sent_on = found.plan.sent_on or found.board.today
    asking.make_links(found.members, Purpose.WORK_PLAN, found.plan.id)
    db.session.commit()
    return _back(forum, presidency_id, "links")


@bp.post("/forums/<slug>/presidency/<int:presidency_id>/work-plan/file")
@keepers
def file_work_plan(forum: Forum, presidency_id: int) -> Any:
    """File an approved plan that is not filed: the last one who had not answered has left, say."""
    actions.in_turn(forum)
    found = _whole(forum, presidency_id)
    if not found.approved or found.filed is not None:
        raise Refused(_("Only a plan that every member approved is filed, and once."))
    file_plan(found)
    flash(_("The approved plan is filed among the forum’s documents."))
    db.session.commit()
    return _back(forum, presidency_id)


@bp.get("/forums/<slug>/presidency/<int:presidency_id>/work-plan.docx")
@sees
def work_plan_word(forum: Forum, presidency_id: int) -> Any:
    """The plan with its approvals, in the language of whoever asks: the words that two people have released."""
    found = _whole(forum, presidency_id)
    told = _released(found, reasons=True)
    return download(plan_word(found, language(), told), f"{forum.slug}-work-plan-{found.term.first_day}.docx")


@bp.get("/forums/<slug>/presidency/<int:presidency_id>/work-plan.xlsx")
@sees
def work_plan_xlsx(forum: Forum, presidency_id: int) -> Any:
    """The activities as a sheet, in the words that two people have released."""
    found = _whole(forum, presidency_id)
    told = _released(found, reasons=False)
    return download(plan_xlsx(found, told), f"{forum.slug}-work-plan-{found.term.first_day}.xlsx")


def _released(found: Whole, *, reasons: bool) -> plans.Told:
    """Its words for a file, with what members said where `reasons`. Raises Refused until two people have released them."""
    ready = plan_going(_written(found))
    ready.all_or_refused() if reasons else ready.or_refused()
    return plans.Told(ready.cleared, ready.row_id, reasons)


@bp.post("/forums/<slug>/presidency/<int:presidency_id>/work-plan/release")
@keepers
def release_plan(forum: Forum, presidency_id: int) -> Any:
    """Somebody who has read it lets exactly these words go to the members, or takes that back."""
    actions.in_turn(forum)
    ready = plan_going(_written(_whole(forum, presidency_id)))
    if request.form.get("to") == "back":
        going.take_back(ready, current_user)
        flash(_("Your release is taken back."))
    elif going.let_go(ready, current_user, clock.now()):
        flash(_("Two people have released it. It may go out now."))
    else:
        flash(_("Released by you. It waits for a second person."))
    db.session.commit()
    return _back(forum, presidency_id)


def _activity(forum: Forum, presidency_id: int, activity_id: int) -> tuple[Whole, Activity]:
    found = _whole(forum, presidency_id)
    if found.plan is None:
        abort(404)
    return found, plans.activity_of(found.plan, activity_id)


def _written(found: Whole) -> Whole:
    if found.plan is None or not found.activities:
        raise Refused(_("Write down at least one activity first."))
    return found


def _ready(forum: Forum, presidency_id: int) -> Whole:
    """A plan that can be sent round: released, with activities, of a presidency that is not over, not approved yet."""
    found = _written(_whole(forum, presidency_id))
    if found.term.last_day < found.board.today:
        raise Refused(_("This presidency is over; its plan is not sent round any more."))
    if found.approved or found.filed is not None:
        raise Refused(_("Every member has approved this plan already."))
    plan_going(found).or_refused()
    return found


def _asked(found: Whole) -> asking.Asked:
    assert found.plan is not None
    links = links_to(Purpose.WORK_PLAN, found.plan.id)
    said = set(found.said) if found.plan.sent_on else set()
    if found.plan.sent_on is None:  # a new edition asks everybody anew, on the same day too
        links = {}
    return asking.asked(found.members, links, said, found.board.today)


def _about(term: Presidency) -> str:
    return term.member.organisation.name


def _changed(anew: bool) -> None:
    flash(
        _("Saved. What the members approved has changed: it is a new edition. Send it round once more.")
        if anew
        else _("Saved.")
    )


def _back(forum: Forum, presidency_id: int, anchor: str | None = None) -> Any:
    return redirect(url_for("forums.work_plan", slug=forum.slug, presidency_id=presidency_id, _anchor=anchor))
