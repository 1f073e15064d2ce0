"""The analysis of a half-year on one page: read, its texts written, released by two, downloaded and filed."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from flask import abort, current_app, flash, g, redirect, render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...data.db import db
from ...forums.blueprint import ANALYSIS
from ...forums.doors import forum_keepers, forum_readers, has_other_keeper
from ...forums.models import Duty, Forum
from ...forums.releasing import press_forum_release
from ...forums.rhythm.actions import ReadDocument, keep_document
from ...lib.text import Words, make_slug
from ...release.models import TextSource
from ...web.downloads import send_download
from ...web.forms import VersionedForm, WordsField
from ...web.i18n import LANGUAGES, _, _l, current_language, pick_wording, use_language
from ...web.refused import Refused
from ..blueprint import FORUM, bp
from ..models import SituationText
from ..period import choose_period, latest_ended, of_period, period_key, period_name
from .blocks import BLOCKS
from .queries import Analysis, analysis_of
from .sections import analysis_sections
from .word import analysis_word

FULFILS = (ANALYSIS, "report", "trends")
"""Keys of the duties that the filed document fulfils: nobody writes the same twice."""


class BlockForm(VersionedForm):
    """A text of the analysis in both languages."""

    text = WordsField(_l("Text"), long=True, limit=6000)


@bp.get(FORUM)
@forum_readers
def show_analysis(forum: Forum) -> Any:
    """The analysis of a half-year, the one that ended last unless another is asked for."""
    period = choose_period(request.args.get("period", ""), clock.today())
    if period is None:
        abort(404)
    found = analysis_of(forum, period)
    known = {*found.periods, latest_ended(clock.today()), period}
    return render_template(
        "situation/analysis.html",
        forum=forum,
        found=found,
        sections=analysis_sections(found),
        blocks=BLOCKS,
        sentence=_sentence(found),
        periods=sorted(known, reverse=True),
        alone=g.keeps and not has_other_keeper(forum, current_user.id),
    )


def _sentence(found: Analysis) -> str:
    half = of_period(found.period)
    if found.review is not None and found.review.document_id is not None and found.approved:
        return _("The analysis for the %(period)s is approved and filed.", period=half)
    if found.approved:
        return _(
            "The numbers for the %(period)s are approved; the analysis is not filed yet.",
            period=half,
        )
    if found.told:
        return _(
            "The numbers for the %(period)s are being corrected; those approved last are shown.",
            period=half,
        )
    return _("The numbers for the %(period)s are not approved yet.", period=half)


def _back(forum: Forum, period: int) -> Any:
    return redirect(url_for("situation.show_analysis", slug=forum.slug, period=period_key(period)))


@bp.route(f"{FORUM}/<period>/texts/<key>", methods=["GET", "POST"])
@forum_keepers
def edit_analysis_text(forum: Forum, period: int, key: str) -> Any:
    """Write a text of the analysis."""
    if key not in BLOCKS:
        abort(404)
    one = SituationText
    mine = sa.select(one).where(one.forum_id == forum.id, one.period == period, one.key == key)
    row = db.session.scalar(mine)
    text = row or one(forum_id=forum.id, period=period, key=key, text=Words(), version=0)
    form = BlockForm(obj=text)
    if form.saves(text):
        db.session.add(text)
        flash(_("Saved."))
        db.session.commit()
        return _back(forum, period)
    title, hint = BLOCKS[key]
    return render_template(
        "situation/text.html",
        whose=pick_wording(forum.name),
        page=url_for("situation.show_analysis", slug=forum.slug, period=period_key(period)),
        back_name=_("Situation analysis"),
        form=form,
        title=title,
        hint=hint,
    ), form.status


@bp.post(f"{FORUM}/<period>/release")
@forum_keepers
def release_analysis(forum: Forum, period: int) -> Any:
    """Somebody who has read it lets exactly these words go, or takes that back."""
    found = _approved(forum, period)
    assert found.review is not None
    press_forum_release(
        forum,
        TextSource.SITUATION,
        found.review.id,
        told=found.cleared,
        said=_("Two people have released it. It can be downloaded and filed now."),
    )
    db.session.commit()
    return _back(forum, period)


@bp.get(f"{FORUM}/<period>/analysis.docx")
@forum_readers
def export_analysis(forum: Forum, period: int) -> Any:
    """The analysis as it may leave, in the language that is asked for."""
    asked = request.args.get("in", "")
    code = asked if asked in LANGUAGES else current_language()
    content = analysis_word(_out(forum, period), code)
    return send_download(content, _file_name(forum, period, code))


@bp.post(f"{FORUM}/<period>/file")
@forum_keepers
def file_analysis(forum: Forum, period: int) -> Any:
    """File it with the forum, in the planner's language: the duties to analyse and to report are done."""
    found = _out(forum, period)
    assert found.review is not None
    code: str = current_app.extensions["settings"].language
    known = ReadDocument(_file_name(forum, period, code), analysis_word(found, code), "docx")
    if found.review.document_id is not None:
        raise Refused(_("This analysis is filed already."))
    duties = db.session.scalars(
        sa.select(Duty)
        .where(Duty.forum_id == forum.id, Duty.key.in_(FULFILS))
        .order_by(Duty.key.desc())
    ).all()
    with use_language(code):
        half, usual = period_name(period), _("Situation analysis and half-yearly report")
    fulfilled: Sequence[Duty | None] = duties or (None,)
    for duty in fulfilled:
        row = keep_document(
            forum,
            f"{duty.name.to(code) if duty else usual}, {half}",
            on=clock.today(),
            known=known,
            duty_id=duty.id if duty else None,
            by=current_user.id,
        )
        found.review.document_id = row.id
    flash(
        _("The analysis is filed among the forum’s documents; the duties it fulfils are done.")
        if duties
        else _("The analysis is filed among the forum’s documents.")
    )
    db.session.commit()
    return redirect(url_for("forums.list_duties", slug=forum.slug))


def _file_name(forum: Forum, period: int, code: str) -> str:
    with use_language(code):
        name = make_slug(_("Situation analysis"))
    return f"{forum.slug}-{name}-{period_key(period)}-{code}.docx"


def _approved(forum: Forum, period: int) -> Analysis:
    found = analysis_of(forum, period)
    if not found.approved:
        raise Refused(_("The numbers have to be approved first."))
    return found


def _out(forum: Forum, period: int) -> Analysis:
    found = _approved(forum, period)
    found.cleared.or_refused()
    if not found.out:
        raise Refused(
            _("Two people have to release this text first; then you can download and file it.")
        )
    return found
