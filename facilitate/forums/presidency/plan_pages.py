"""The work plan of a presidency: activities, sent round to every member, approved, filed."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...data.db import db
from ...exchange.plain_pages import serve_plain_list
from ...lib.text import Words, make_slug
from ...release.press import press_release
from ...web.downloads import send_download as download
from ...web.i18n import _, current_language, use_language
from ...web.refused import Refused
from ..blueprint import bp
from ..doors import forum_keepers, forum_readers, has_other_keeper
from ..links import links_to, member_link_address
from ..members.asking_pages import show_members_mailing
from ..members.sending import chosen_editions
from ..models import Activity, Forum, MemberLinkPurpose
from ..removing import FORUM_ROWS
from . import plans, round_release
from .activity_list import conversation_of_activities
from .filing import file_plan
from .labels import is_activity_late, plan_money, plan_money_said, plan_said, plan_title, term_days
from .mailings import WorkPlanMailing, written_plan
from .plan_forms import ActivityForm, AimsForm, activity_form
from .plans import PlanRecord, plan_record
from .queries import presidency_of
from .round_release import plan_release
from .sheet import plan_xlsx
from .word import plan_word


def _whole(forum: Forum, presidency_id: int) -> PlanRecord:
    return plan_record(forum, presidency_of(forum, presidency_id), clock.today())


@bp.get("/forums/<slug>/presidency/<int:presidency_id>/work-plan")
@forum_readers
def show_work_plan(forum: Forum, presidency_id: int) -> Any:
    return _page(_whole(forum, presidency_id))


def _page(found: PlanRecord, adding: ActivityForm | None = None) -> tuple[str, int]:
    adding = adding or activity_form(found, formdata=None)
    links = (
        links_to(found.forum, MemberLinkPurpose.WORK_PLAN, found.plan.id)
        if found.plan and g.keeps
        else {}
    )
    page = render_template(
        "forums/presidency/plan.html",
        going=plan_release(found),
        alone=g.keeps and not has_other_keeper(found.forum, current_user.id),
        forum=found.forum,
        found=found,
        term=found.term,
        plan=found.plan,
        adding=adding,
        lead=" ".join(filter(None, (plan_said(found), plan_money_said(found)))),
        title=plan_title(found),
        money=plan_money,
        term_days=term_days,
        late=lambda one: is_activity_late(one.due_on, one.status, found.board.today),
        links={key: member_link_address(link) for key, link in links.items()},
        names={row.id: row.organisation.name for row in found.board.members},
        earlier=[
            one
            for one in found.approvals
            if found.plan and one.edition < found.plan.edition and not one.approves
        ],
    )
    return page, adding.status


@bp.route("/forums/<slug>/presidency/<int:presidency_id>/work-plan/aims", methods=["GET", "POST"])
@forum_keepers
def edit_plan_aims(forum: Forum, presidency_id: int) -> Any:
    """What the presidency sets out to do, in a few sentences."""
    term = presidency_of(forum, presidency_id)
    plan = plans.plan_for(term)
    form, before = AimsForm(obj=plan), plan.aims
    if form.saves(plan):
        _changed(plan.aims != before and plans.renew_plan(plan))
        db.session.commit()
        return _back(forum, presidency_id)
    return render_template(
        "forums/presidency/aims.html",
        forum=forum,
        term=term,
        form=form,
        title=plan_title(_whole(forum, presidency_id)),
    ), form.status


@bp.post("/forums/<slug>/presidency/<int:presidency_id>/work-plan/activities")
@forum_keepers
def add_activity(forum: Forum, presidency_id: int) -> Any:
    found = _whole(forum, presidency_id)
    form = activity_form(found)
    if not form.validate_on_submit():
        return _page(found, form)
    row, plan = Activity(), plans.plan_for(found.term)
    form.populate_obj(row)
    plans.add_activity(plan, row)
    _changed(plans.renew_plan(plan))
    db.session.commit()
    return _back(forum, presidency_id, "add")


@bp.route(
    "/forums/<slug>/presidency/<int:presidency_id>/work-plan/<int:activity_id>",
    methods=["GET", "POST"],
)
@forum_keepers
def edit_activity(forum: Forum, presidency_id: int, activity_id: int) -> Any:
    """Change an activity. How far it is asks nobody anew; everything else does once the plan was sent round."""
    found, row = _activity(forum, presidency_id, activity_id)
    form, before = activity_form(found, row), plans.approved_values(row)
    if form.saves(row):
        assert found.plan is not None
        _changed(plans.approved_values(row) != before and plans.renew_plan(found.plan))
        db.session.commit()
        return _back(forum, presidency_id)
    return render_template(
        "forums/presidency/activity.html",
        forum=forum,
        term=found.term,
        activity=row,
        form=form,
        title=plan_title(found),
    ), form.status


@bp.post("/forums/<slug>/presidency/<int:presidency_id>/work-plan/<int:activity_id>/move")
@forum_keepers
def move_activity(forum: Forum, presidency_id: int, activity_id: int) -> Any:
    found, row = _activity(forum, presidency_id, activity_id)
    assert found.plan is not None
    plans.move_activity(found.plan, row, -1 if request.form.get("to") == "up" else 1)
    db.session.commit()
    return _back(forum, presidency_id)


@bp.post("/forums/<slug>/presidency/<int:presidency_id>/work-plan/<int:activity_id>/remove")
@forum_keepers
def remove_activity(forum: Forum, presidency_id: int, activity_id: int) -> Any:
    found, row = _activity(forum, presidency_id, activity_id)
    assert found.plan is not None
    if found.plan.sent_on is not None:
        _changed(True)
    name = row.text[:80]
    page = url_for("forums.show_work_plan", slug=forum.slug, presidency_id=presidency_id)
    return FORUM_ROWS.remove_on_page(None, row, Words(name, name), page=page)


@bp.route("/forums/<slug>/presidency/<int:presidency_id>/work-plan/send", methods=["GET", "POST"])
@forum_keepers
def send_plan(forum: Forum, presidency_id: int) -> Any:
    """Who would get a mail and what it says; sent, the plan is open for approval and the mails are in the outbox."""
    back = url_for("forums.show_work_plan", slug=forum.slug, presidency_id=presidency_id)
    mailing = WorkPlanMailing(forum, presidency_id)
    return show_members_mailing(
        forum, mailing, back, "work-plan", more=lambda: {"asked": mailing.asked}
    )


@bp.post("/forums/<slug>/presidency/<int:presidency_id>/work-plan/links")
@forum_keepers
def make_plan_links(forum: Forum, presidency_id: int) -> Any:
    """The plan is open for approval, and every member has a link to be handed over."""
    WorkPlanMailing(forum, presidency_id).take_along()
    db.session.commit()
    return _back(forum, presidency_id, "links")


@bp.post("/forums/<slug>/presidency/<int:presidency_id>/work-plan/file")
@forum_keepers
def file_work_plan(forum: Forum, presidency_id: int) -> Any:
    """File an approved plan that is not filed: the last one who had not answered has left, say."""
    found = _whole(forum, presidency_id)
    if not found.approved or found.filed is not None:
        raise Refused(_("Only a plan approved by every member can be filed, and only once."))
    file_plan(found)
    flash(_("The approved plan is filed among the forum’s documents."))
    db.session.commit()
    return _back(forum, presidency_id)


@bp.get("/forums/<slug>/presidency/<int:presidency_id>/work-plan.docx")
@forum_readers
def export_plan_word(forum: Forum, presidency_id: int) -> Any:
    """The plan with its approvals, in the language asked for or (`lang=both`) in both: the words that two people have released."""
    found = _whole(forum, presidency_id)
    told, codes = _released(found, reasons=True), chosen_editions(request.args.get("lang", ""))
    with use_language(codes[0]):
        name = _file_name(forum, found, f"{'-'.join(codes)}.docx")
    return download(plan_word(found, codes, told), name)


@bp.get("/forums/<slug>/presidency/<int:presidency_id>/work-plan.xlsx")
@forum_readers
def export_plan_xlsx(forum: Forum, presidency_id: int) -> Any:
    """The activities as a sheet, in the words that two people have released."""
    found = _whole(forum, presidency_id)
    told = _released(found, reasons=False)
    return download(plan_xlsx(found, told), _file_name(forum, found, f"{current_language()}.xlsx"))


def _file_name(forum: Forum, found: PlanRecord, ending: str) -> str:
    return f"{forum.slug}-{make_slug(_('Work plan'))}-{found.term.first_day}-{ending}"


def _released(found: PlanRecord, *, reasons: bool) -> plans.PlanWords:
    """Its words for a file, with what members said where `reasons`. Raises Refused until two people have released them."""
    ready = plan_release(written_plan(found)[0])
    ready.all_or_refused() if reasons else ready.or_refused()
    return plans.PlanWords(ready.cleared, ready.row_id, reasons)


@bp.post("/forums/<slug>/presidency/<int:presidency_id>/work-plan/release")
@forum_keepers
def release_plan(forum: Forum, presidency_id: int) -> Any:
    """Somebody who has read it lets exactly these words go to the members, or takes that back."""
    ready = plan_release(written_plan(_whole(forum, presidency_id))[0])
    press_release(
        lambda: round_release.release_round(ready, current_user, clock.now()),
        lambda: round_release.withdraw_round(ready, current_user),
        _("Two people have released it. It can be sent now."),
    )
    db.session.commit()
    return _back(forum, presidency_id)


def _activity(forum: Forum, presidency_id: int, activity_id: int) -> tuple[PlanRecord, Activity]:
    found = _whole(forum, presidency_id)
    if found.plan is None:
        abort(404)
    return found, plans.activity_of(found.plan, activity_id)


def _changed(anew: bool) -> None:
    flash(
        _(
            "Saved. The text the members approved has changed, so this is a new edition. "
            "Send it to them again."
        )
        if anew
        else _("Saved.")
    )


def _back(forum: Forum, presidency_id: int, anchor: str | None = None) -> Any:
    return redirect(
        url_for(
            "forums.show_work_plan", slug=forum.slug, presidency_id=presidency_id, _anchor=anchor
        )
    )


serve_plain_list(
    bp,
    "/forums/<slug>/presidency/<int:presidency_id>/activities",
    "activities_",
    reads=forum_keepers,
    writes=forum_keepers,
    of=conversation_of_activities,
)
