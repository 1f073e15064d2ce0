"""An approved work plan becomes a document of the forum, and fulfils the duty to have one."""

import sqlalchemy as sa
from flask import current_app

from ...data.db import db
from ...web.i18n import _, use_language
from ..approvals import WORK_PLAN
from ..models import Duty, ForumDocument
from ..rhythm.actions import ReadDocument, keep_document
from .labels import term_days
from .plans import PlanRecord, PlanWords, plan_file_name
from .round_release import plan_release
from .word import plan_word


def file_plan(found: PlanRecord) -> ForumDocument:
    """File the plan as it was approved, as a Word file in the planner's language, on the day of the last approval.

    What members said stands in it where two people have released that, too.
    """
    assert found.plan is not None
    going = plan_release(found).or_refused()
    told = PlanWords(going.cleared, found.plan.id, going.all_out)
    language: str = current_app.extensions["settings"].language
    with use_language(language):
        facts = {
            "name": found.term.member.organisation.name,
            "days": term_days(found.term),
            "number": found.plan.edition,
        }
        title = (
            _("Regional plan of %(name)s, %(days)s, edition %(number)d", **facts)
            if found.regional
            else _("Work plan of %(name)s, %(days)s, edition %(number)d", **facts)
        )
    duty = sa.select(Duty.id).where(Duty.forum_id == found.forum.id, Duty.key == WORK_PLAN)
    known = ReadDocument(
        plan_file_name(found.term, found.plan), plan_word(found, [language], told), "docx"
    )
    return keep_document(
        found.forum,
        title,
        on=found.board.today,
        known=known,
        duty_id=db.session.scalar(duty),
        by=None,
    )
