"""The national analysis of a half-year on one page: read, its texts written, released by two, downloaded as Word."""

from typing import Any

import sqlalchemy as sa
from flask import abort, flash, redirect, render_template, request, url_for
from wtforms import HiddenField

from ... import clock
from ...accounts.doors import administrators_only, in_a_team, is_administrator
from ...data.db import db
from ...forums.kinds import forum_kind
from ...forums.presidency.word import new_word_file
from ...lib.text import Words, make_slug
from ...release.models import TextSource
from ...release.press import keep_planner_words, press_planner_release
from ...release.texts import PLANNERS_OWN, waiting_passages
from ...release.two_people import ReleaseStanding
from ...web.downloads import send_download
from ...web.forms import PlannerForm
from ...web.i18n import LANGUAGES, _, current_language, pick_wording, use_language
from ...web.refused import Refused
from ..analysis.pages import BlockForm
from ..analysis.sections import as_cleared
from ..analysis.word import add_sections
from ..blueprint import KIND, bp
from ..models import NationalText
from ..panorama.open_data import release_id
from ..panorama.wording import lead_said
from ..period import latest_ended, period_key, period_name
from .blocks import NATIONAL_BLOCKS, written_national_texts
from .queries import (
    NationalAnalysis,
    answered_questions,
    made_at,
    national_analysis,
    released_nation,
)
from .sections import national_digest, national_sections

NATION = f"{KIND}/analysis/<period>"


@bp.get(NATION)
@in_a_team
def show_national_analysis(kind: str, period: int) -> Any:
    """The national analysis as it stands, for everybody in a team."""
    found = national_analysis(kind, period)
    standing = _standing(found)
    texts = written_national_texts(found.texts.values())
    keys = {row.id: row.key for row in found.texts.values()}
    waiting = waiting_passages(PLANNERS_OWN, texts) if found.own.undecided else []
    return render_template(
        "situation/nation.html",
        kind=kind,
        found=found,
        sections=national_sections(found),
        blocks=NATIONAL_BLOCKS,
        sentence=lead_said(found.found),
        released=standing,
        out=_is_out(found, standing),
        passages=[(key, str(NATIONAL_BLOCKS[keys[key]][0]), words) for key, words in waiting],
        waiting=[one for one in found.found.forums if one.id in _undecided(found)],
        answers=answered_questions(found) if is_administrator() else [],
        forums={one.id: pick_wording(one.name) for one in found.found.forums},
        names={one.id: pick_wording(one.name) for one in found.found.known},
        periods=sorted({*found.found.periods, latest_ended(clock.today())}, reverse=True),
    )


@bp.route(f"{NATION}/texts/<key>", methods=["GET", "POST"])
@administrators_only
def edit_national_text(kind: str, period: int, key: str) -> Any:
    """Write a text of the national analysis."""
    if key not in NATIONAL_BLOCKS:
        abort(404)
    one = NationalText
    mine = sa.select(one).where(one.kind == kind, one.period == period, one.key == key)
    row = db.session.scalar(mine)
    text = row or one(kind=kind, period=period, key=key, text=Words(), version=0)
    form = BlockForm(obj=text)
    if form.saves(text):
        db.session.add(text)
        flash(_("Saved."))
        db.session.commit()
        return _back(kind, period)
    title, hint = NATIONAL_BLOCKS[key]
    return render_template(
        "situation/text.html",
        whose=_("National analysis"),
        page=url_for("situation.show_national_analysis", kind=kind, period=period_key(period)),
        back_name=_("National analysis"),
        form=form,
        title=title,
        hint=hint,
    ), form.status


class KeptForm(PlannerForm):
    """Words of a text that name nobody who was helped."""

    row = HiddenField()
    found = HiddenField()


@bp.post(f"{NATION}/keep")
@administrators_only
def keep_national_words(kind: str, period: int) -> Any:
    """Words the privacy check found name nobody helped: they may stay as they are."""
    found, form = national_analysis(kind, period), KeptForm()
    if form.validate_on_submit():
        number = int(form.row.data) if str(form.row.data).isdecimal() else 0
        keep_planner_words(
            written_national_texts(found.texts.values()),
            (TextSource.NATION, number),
            form.found.data or "",
        )
        db.session.commit()
    return _back(kind, period)


@bp.post(f"{NATION}/release")
@in_a_team
def release_national_analysis(kind: str, period: int) -> Any:
    """The first of two is an administrator, the second anybody in a team; `to` is `back` where a release is taken back."""
    found = national_analysis(kind, period)

    def digest() -> str:
        _told_or_refused(found).cleared.or_refused()
        return national_digest(found)

    press_planner_release(
        _standing(found),
        TextSource.NATION,
        release_id(kind, period),
        digest=digest,
        said=_("Two people have released it. It can be downloaded and put into the library now."),
    )
    db.session.commit()
    return _back(kind, period)


@bp.get(f"{NATION}.docx")
@in_a_team
def export_national_analysis(kind: str, period: int) -> Any:
    """The national analysis as it may leave, in the language that is asked for."""
    asked = request.args.get("in", "")
    code = asked if asked in LANGUAGES else current_language()
    found = released_or_refused(kind, period)
    return send_download(national_word(found, code), national_file_name(found, code))


def released_or_refused(kind: str, period: int) -> NationalAnalysis:
    """The analysis two people have released. Raises Refused while they have not."""
    found = _told_or_refused(national_analysis(kind, period))
    found.cleared.or_refused()
    if not _is_out(found, _standing(found)):
        raise Refused(
            _("Two people have to release this text first; then you can download and file it.")
        )
    return found


def _told_or_refused(found: NationalAnalysis) -> NationalAnalysis:
    if not found.tells:
        raise Refused(_("No numbers of this half-year have been approved yet."))
    return found


def _undecided(found: NationalAnalysis) -> set[int]:
    """Forums with a problem, or an answer to one, that nobody has decided about."""
    told = found.county.texts
    return {
        one.problem.forum_id
        for one in found.passed
        if any(
            text.strip() and (source, row, part) not in told
            for source, row, part, text in (
                (TextSource.PROBLEM, one.problem_id, "text", one.problem.text),
                (TextSource.PROBLEM, one.problem_id, "theme", one.problem.theme),
                (TextSource.PASSED_UP, one.id, "answer", one.answer),
            )
        )
    }


def _standing(found: NationalAnalysis) -> ReleaseStanding:
    return released_nation(found, national_digest(found))


def _is_out(found: NationalAnalysis, standing: ReleaseStanding) -> bool:
    return found.tells and not found.cleared.undecided and standing.out


def _back(kind: str, period: int) -> Any:
    return redirect(
        url_for("situation.show_national_analysis", kind=kind, period=period_key(period))
    )


def national_word(found: NationalAnalysis, language: str) -> bytes:
    """The bytes of a .docx in that language."""
    with use_language(language):
        title, kind = _("National situation analysis"), pick_wording(forum_kind(found.kind).many)
        file = new_word_file(title, kind, made_at(found), language)
        file.add(title, "Heading 2")
        file.add(f"{period_name(found.period)} · {kind}", "Body Text")
        add_sections(file, national_sections(found, as_cleared(found.cleared)))
        return file.save()


def national_file_name(found: NationalAnalysis, language: str) -> str:
    """What the file is called: always the same for a half-year and a language."""
    with use_language(language):
        name = make_slug(_("National situation analysis"))
    return f"{make_slug(found.kind)}-{name}-{period_key(found.period)}-{language}.docx"
