"""Sending back what came out: a text of the team, quotes, Word, Excel, a public page."""

import io
from datetime import date
from typing import Any

import segno
from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...accounts.doors import public_page
from ...data.db import db
from ...events.access import Can, needs, somebody_else_may
from ...events.asked_language import asked_language
from ...events.models import Event
from ...lib.text import make_slug
from ...release import two_people
from ...release.models import TextSource
from ...release.press import flash_release
from ...release.two_people import release_standing
from ...web.downloads import send_download
from ...web.forms import VersionedForm, WordsField
from ...web.i18n import _, _l, current_language, pick_wording, use_language
from ...web.refused import Refused
from ..blueprint import bp
from ..constellation.columns import ThemeColumn
from ..constellation.picture import DrawnTheme, draw_themes
from ..links import open_link_behind, outcome_link
from ..models import Questionnaire
from ..queries import questionnaire_of, questionnaire_or_404, questions_of, themes_of
from . import wording
from .actions import (
    leave_out_quote,
    page_to_leave,
    public_page_now,
    publish_page,
    quote_of,
    withdraw_page,
)
from .export import export_answers
from .queries import count_invited, quotes_of
from .summary import Summary
from .summary_json import thaw_summary
from .word import summary_to_word


@bp.get("/events/<slug>/consultation/share")
@needs(Can.READ_ANSWERS)
def show_share(event: Event) -> Any:
    """What can be sent back, and whether it is public."""
    questionnaire = questionnaire_of(event)
    if questionnaire is None:
        return redirect(url_for("consultation.show_consultation", slug=event.slug))
    return render_template(
        "consultation/sharing/share.html",
        event=event,
        questionnaire=questionnaire,
        quotes=quotes_of(event),
        themes={theme.id: pick_wording(theme.name) for theme in themes_of(event)},
        questions={question.id: pick_wording(question.text) for question in questions_of(event)},
        address=outcome_link(questionnaire),
        invited=count_invited(questionnaire),
        released=release_standing(TextSource.SAID, questionnaire.id).by,
        told_on=date.fromisoformat(questionnaire.told["on"]) if questionnaire.told else None,
        wording=wording,
    )


@bp.route("/events/<slug>/consultation/share/text", methods=["GET", "POST"])
@needs(Can.EDIT_CONSULTATION)
def edit_share_text(event: Event) -> Any:
    """What the team makes of the answers."""
    questionnaire = questionnaire_or_404(event)
    form = SummaryForm(obj=questionnaire)
    if form.saves(questionnaire):
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("consultation.show_share", slug=event.slug))
    return render_template("consultation/sharing/text.html", event=event, form=form), form.status


@bp.post("/events/<slug>/consultation/share/state")
@needs(Can.EDIT_CONSULTATION)
def change_share_state(event: Event) -> Any:
    """Publish, or take back."""
    questionnaire = questionnaire_or_404(event)
    if request.form.get("to") == "published":
        flash_release(
            publish_page(event, questionnaire, current_user, clock.now()),
            _("The page is public now. Send its address to the people who answered."),
        )
    elif request.form.get("to") == "mine_back":
        two_people.withdraw_release(TextSource.SAID, questionnaire.id, current_user)
        flash(_("Your release has been withdrawn."))
    elif request.form.get("to") == "hidden":
        withdraw_page(questionnaire)
        flash(_("The page is no longer public."))
    else:
        abort(422)
    db.session.commit()
    return redirect(url_for("consultation.show_share", slug=event.slug))


@bp.post("/events/<slug>/consultation/share/quotes/<int:passage_id>/leave-out")
@needs(Can.EDIT_CONSULTATION)
def remove_quote(event: Event, passage_id: int) -> Any:
    """Leave a quote out of what is sent back."""
    leave_out_quote(questionnaire_or_404(event), quote_of(event, passage_id))
    flash(_("The quote was left out."))
    db.session.commit()
    return redirect(url_for("consultation.show_share", slug=event.slug, _anchor="quotes"))


@bp.get("/events/<slug>/consultation/share/preview")
@needs(Can.READ_ANSWERS)
def preview_share(event: Event) -> Any:
    """The public page as everybody would see it."""
    questionnaire = questionnaire_or_404(event)
    page = page_to_leave(event, questionnaire)
    return _page(
        event,
        questionnaire,
        thaw_summary(page.pages[current_language()]),
        preview=True,
        leaving=page,
        released=release_standing(TextSource.SAID, questionnaire.id, page.digest),
        alone=not somebody_else_may(event, Can.EDIT_CONSULTATION, current_user.id),
    )


@bp.get("/events/<slug>/consultation/share/qr.svg")
@needs(Can.READ_ANSWERS)
def show_share_qr(event: Event) -> Any:
    """The public address as a QR code, dark on white also where the page is dark."""
    image = io.BytesIO()
    segno.make(outcome_link(questionnaire_or_404(event)), error="m").save(
        image, kind="svg", scale=8, border=3, dark="#000", light="#fff", svgns=True, nl=False
    )
    return send_download(image.getvalue(), f"{event.slug}-what-you-told-us.svg", attach=False)


@bp.get("/events/<slug>/consultation/what-you-told-us.docx")
@needs(Can.READ_ANSWERS)
def export_share(event: Event) -> Any:
    """What is public, as a Word file: the words that two people have released and no others."""
    told = public_page_now(event, questionnaire_or_404(event))
    if not told:
        raise Refused(
            _(
                "Nothing is published yet. You can download the Word file once two people "
                "have released the page."
            )
        )
    code = asked_language(event)
    file = summary_to_word(
        thaw_summary(told[code]), date.fromisoformat(told["on"]), over=_is_over(event)
    )
    with use_language(code):
        name = make_slug(_("What you told us"))
    return send_download(file, f"{event.slug}-{name}-{code}.docx")


@bp.get("/events/<slug>/consultation.xlsx")
@needs(Can.READ_ANSWERS)
def export_consultation(event: Event) -> Any:
    with use_language(asked_language(event)):
        file = export_answers(event, questionnaire_or_404(event), clock.today_in(event))
        name = make_slug(_("Consultation"))
    return send_download(file, f"{event.slug}-{name}-{asked_language(event)}.xlsx")


@bp.get("/a/<token>/said")
@public_page
def show_outcome(token: str) -> Any:
    """What stakeholders told us, for everybody with the link, once it is published."""
    found = open_link_behind(token)
    questionnaire, event = found or abort(404)
    told = public_page_now(event, questionnaire) or abort(404)
    return _page(event, questionnaire, thaw_summary(told[current_language()]))


def _page(
    event: Event, questionnaire: Questionnaire, summary: Summary, preview: bool = False, **more: Any
) -> str:
    return render_template(
        "consultation/sharing/said.html",
        event=event,
        questionnaire=questionnaire,
        summary=summary,
        drawing=_drawing(summary),
        names={theme.theme: theme.name for theme in summary.themes},
        spreads={theme.theme: wording.theme_spread(theme, summary) for theme in summary.themes},
        wording=wording,
        over=_is_over(event),
        preview=preview,
        **more,
    )


def _is_over(event: Event) -> bool:
    return event.last_day < clock.today_in(event)


def _drawing(summary: Summary) -> Any:
    """The picture of the themes, without what must not be shown."""
    columns = [
        ThemeColumn(
            id=at,
            name=part.name,
            short=part.short,
            answers=part.answers,
            letter=part.letter,
            sector=part.key,
        )
        for at, part in enumerate(summary.parts)
    ]
    rows = [
        DrawnTheme(
            theme.theme, theme.name, dict(enumerate(theme.numbers)), wording.spread_in_short(theme)
        )
        for theme in summary.themes
    ]
    return draw_themes(rows, columns)


class SummaryForm(VersionedForm):
    """What the team makes of the answers, in both languages."""

    summary = WordsField(
        _l("What we make of it"),
        long=True,
        description=_l(
            "What you take from the answers, what you will do, and what you cannot do and why."
        ),
    )
