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
from ...release import two_people
from ...release.models import TextSource
from ...release.two_people import release_standing
from ...web.downloads import send_download
from ...web.i18n import _, current_language, pick_wording, use_language
from ...web.refused import Refused
from ..blueprint import bp
from ..constellation.columns import Column
from ..constellation.picture import Drawn, draw
from ..links import behind, said_link
from ..models import Questionnaire
from ..queries import asked, questionnaire_of, questions_of, themes_of
from . import wording
from .actions import leave_out, leaving, public_now, publish, quote_of, take_back
from .export import export
from .forms import SummaryForm
from .frozen import thawed
from .queries import invited, quotes_of
from .summary import Summary
from .word import to_word


@bp.get("/events/<slug>/consultation/share")
@needs(Can.READ_ANSWERS)
def share(event: Event) -> Any:
    """What can be sent back, and whether it is public."""
    questionnaire = questionnaire_of(event)
    if questionnaire is None:
        return redirect(url_for("consultation.home", slug=event.slug))
    return render_template(
        "consultation/sharing/share.html",
        event=event,
        questionnaire=questionnaire,
        quotes=quotes_of(event),
        themes={theme.id: pick_wording(theme.name) for theme in themes_of(event)},
        questions={question.id: pick_wording(question.text) for question in questions_of(event)},
        address=said_link(questionnaire),
        invited=invited(questionnaire),
        released=release_standing(TextSource.SAID, questionnaire.id).by,
        told_on=date.fromisoformat(questionnaire.told["on"]) if questionnaire.told else None,
        wording=wording,
    )


@bp.route("/events/<slug>/consultation/share/text", methods=["GET", "POST"])
@needs(Can.EDIT_CONSULTATION)
def share_text(event: Event) -> Any:
    """What the team makes of the answers."""
    questionnaire = asked(event)
    form = SummaryForm(obj=questionnaire)
    if form.saves(questionnaire):
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("consultation.share", slug=event.slug))
    return render_template("consultation/sharing/text.html", event=event, form=form), form.status


@bp.post("/events/<slug>/consultation/share/state")
@needs(Can.EDIT_CONSULTATION)
def share_state(event: Event) -> Any:
    """Publish, or take back."""
    questionnaire = asked(event)
    if request.form.get("to") == "published":
        if publish(event, questionnaire, current_user, clock.now()):
            flash(_("The page is public now. Send its address to those who answered."))
        else:
            flash(_("You have released it. A second person must release it too."))
    elif request.form.get("to") == "mine_back":
        two_people.withdraw_release(TextSource.SAID, questionnaire.id, current_user)
        flash(_("Your release has been withdrawn."))
    else:
        take_back(questionnaire)
        flash(_("The page is no longer public."))
    db.session.commit()
    return redirect(url_for("consultation.share", slug=event.slug))


@bp.post("/events/<slug>/consultation/share/quotes/<int:passage_id>/leave-out")
@needs(Can.EDIT_CONSULTATION)
def share_quote(event: Event, passage_id: int) -> Any:
    """Leave a quote out of what is sent back."""
    leave_out(asked(event), quote_of(event, passage_id))
    flash(_("The quote was left out."))
    db.session.commit()
    return redirect(url_for("consultation.share", slug=event.slug, _anchor="quotes"))


@bp.get("/events/<slug>/consultation/share/preview")
@needs(Can.READ_ANSWERS)
def share_preview(event: Event) -> Any:
    """The public page as everybody would see it."""
    questionnaire = asked(event)
    page = leaving(event, questionnaire)
    return _page(
        event,
        questionnaire,
        thawed(page.pages[current_language()]),
        preview=True,
        leaving=page,
        released=release_standing(TextSource.SAID, questionnaire.id, page.digest),
        alone=not somebody_else_may(event, Can.EDIT_CONSULTATION, current_user.id),
    )


@bp.get("/events/<slug>/consultation/share/qr.svg")
@needs(Can.READ_ANSWERS)
def share_qr(event: Event) -> Any:
    """The public address as a QR code, dark on white also where the page is dark."""
    image = io.BytesIO()
    segno.make(said_link(asked(event)), error="m").save(
        image, kind="svg", scale=8, border=3, dark="#000", light="#fff", svgns=True, nl=False
    )
    return send_download(image.getvalue(), f"{event.slug}-what-you-told-us.svg", attach=False)


@bp.get("/events/<slug>/consultation/what-you-told-us.docx")
@needs(Can.READ_ANSWERS)
def share_docx(event: Event) -> Any:
    """What is public, as a Word file: the words that two people have released and no others."""
    told = public_now(event, asked(event))
    if not told:
        raise Refused(
            _(
                "Nothing is published yet. You can download the Word file once two people "
                "have released the page."
            )
        )
    file = to_word(thawed(told[asked_language(event)]), date.fromisoformat(told["on"]))
    return send_download(file, f"{event.slug}-what-you-told-us-{asked_language(event)}.docx")


@bp.get("/events/<slug>/consultation.xlsx")
@needs(Can.READ_ANSWERS)
def share_xlsx(event: Event) -> Any:
    with use_language(asked_language(event)):
        file = export(event, asked(event), clock.today_in(event))
    return send_download(file, f"{event.slug}-consultation-{asked_language(event)}.xlsx")


@bp.get("/a/<token>/said")
@public_page
def said(token: str) -> Any:
    """What stakeholders told us, for everybody with the link, once it is published."""
    found = behind(token)
    questionnaire, event = found or abort(404)
    told = public_now(event, questionnaire) or abort(404)
    return _page(event, questionnaire, thawed(told[current_language()]))


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
        spreads={theme.theme: wording.spread(theme, summary) for theme in summary.themes},
        wording=wording,
        preview=preview,
        **more,
    )


def _drawing(summary: Summary) -> Any:
    """The picture of the themes, without what must not be shown."""
    columns = [
        Column(
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
        Drawn(theme.theme, theme.name, dict(enumerate(theme.numbers)), wording.in_short(theme))
        for theme in summary.themes
    ]
    return draw(rows, columns)
