"""Reading the answers: sieving them, putting themes on passages, blacking out, marking as read."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from ...data.db import db, get_or_404, row_id
from ...directory.queries import all_counties, answering_sectors
from ...events.access import Can, needs
from ...events.models import Event
from ...lib.text import Words
from ...release.texts import owner_of_event, passage_finder
from ...release.wording import could_identify
from ...web.i18n import _, current_language, pick_wording
from ...web.refused import Refused
from ...web.signing import secret_keys
from ..blueprint import bp
from ..models import Answer, Passage, Questionnaire, Reply, Theme
from ..queries import themes_of
from ..questionnaire import is_consultation
from . import theme_pages
from .actions import (
    TakenTheme,
    add_theme,
    allow_quote,
    apply_themes_to_spans,
    lock_themes_to_apply,
    mark_read,
    mark_unread,
    open_taken,
    redact_spans,
    remove_theme_from_passage,
    restore_coding,
    seal_taken,
    switch_stance,
)
from .board import ReadingOrder, answers_board
from .forms import BlackForm, CodingForm, SieveForm, sieve_form
from .list_place import (
    asks_for_a_part,
    back_to_list,
    coding_shown,
    is_open,
    list_place,
    reply_or_404,
)
from .queries import (
    answers_by_ids,
    asked_with,
    count_newer,
    find_answers,
    picks_of,
    reading_progress,
)
from .redaction import redact_text, word_places
from .sentences import TextSpan, join_neighbours, split_sentences
from .showing import choosable_sentences, reply_pieces

__all__ = ["theme_pages"]
bp.add_app_template_global(reply_pieces, "pieces_of")
bp.add_app_template_global(choosable_sentences)


@bp.get("/events/<slug>/consultation/answers")
@needs(Can.READ_ANSWERS)
def list_answers(event: Event) -> Any:
    return _reading(event)


def _reading(event: Event, wrong: CodingForm | None = None, reply_id: int = 0) -> str:
    """The answers that pass the sieve in the address, a page at a time; `wrong` is a form with mistakes."""
    questionnaire, questions = asked_with(event)
    themes, groups = themes_of(event), (answering_sectors(), all_counties())
    form = sieve_form(request.args, *groups, questions, themes)
    way = ReadingOrder.of(request.args.get("by", ""), form.sieve.question is not None)
    if way is ReadingOrder.QUESTION and form.sieve.question is None:
        form.question.data = next((choice.value for choice in form.question.choices[1:]), None)
    upto, keep = (request.args.get(name, 0, type=row_id) for name in ("upto", "keep"))
    shown = answers_board(
        find_answers(event, form.sieve, upto, keep),
        way,
        sectors=[row.id for row in groups[0]],
        counties=[row.id for row in groups[1]],
        page=request.args.get("page", 1, type=int),
        upto=upto,
    )
    rows = answers_by_ids(shown.answers, form.sieve.question)
    return render_template(
        "consultation/reading/answers.html",
        event=event,
        form=form,
        sieve=form.sieve.address(),
        board=shown,
        answers=rows,
        picks=picks_of(shown.answers) if not form.sieve.question else {},
        questions={question.id: question for question in questions},
        named=questionnaire is not None and questionnaire.named,
        live=questionnaire is not None and is_open(event, questionnaire),
        progress=reading_progress(event),
        place=list_place(shown.upto),
        **coding_shown(themes, [reply.id for _answer, some in rows for reply in some]),
        wrong={reply_id: wrong} if wrong else {},
        opened=request.args.get("choose", 0, type=row_id),
        kept=keep,
    )


@bp.get("/events/<slug>/consultation/answers/newer")
@needs(Can.READ_ANSWERS)
def show_newer_answers(event: Event) -> Any:
    """How many answers came in since the page was opened: a quiet line for it."""
    sieve = SieveForm(formdata=request.args).sieve
    number = count_newer(event, sieve, request.args.get("upto", 0, type=row_id))
    place = {name: value for name, value in list_place().items() if name not in ("upto", "page")}
    return render_template(
        "consultation/reading/newer.html", event=event, number=number, place=place
    )


@bp.get("/events/<slug>/consultation/replies/<int:reply_id>/choose")
@needs(Can.CODE_ANSWERS)
def choose_sentences(event: Event, reply_id: int) -> Any:
    """The form that codes a reply without selecting words: its sentences and all themes to tick."""
    reply = reply_or_404(event, reply_id)
    if asks_for_a_part():
        return _again(event, reply, opened=True)
    here = {**list_place(), "keep": reply.answer_id, "choose": reply.id}
    return redirect(
        url_for("consultation.list_answers", slug=event.slug, **here, _anchor=f"reply-{reply.id}")
    )


@bp.post("/events/<slug>/consultation/replies/<int:reply_id>")
@needs(Can.CODE_ANSWERS)
def code_reply(event: Event, reply_id: int) -> Any:
    """Put themes on a piece of a reply, take one off, turn it; the place in the list stands in the address."""
    reply, form, refused, off = reply_or_404(event, reply_id), CodingForm(), "", None
    try:
        if form.validate():
            off = _do(event, reply, form)
            db.session.commit()
    except Refused as error:
        refused = _said(error)
    quoted = (
        ""
        if refused or not (form.quote.data or form.turn_quote.data is not None)
        else _quoted(event, reply)
    )
    if asks_for_a_part():
        return _again(
            event, reply, form, refused, off=off, quoted=quoted
        ), 422 if refused else form.status
    if form.errors:
        return _reading(event, form, reply.id), form.status
    if off:
        flash(off.sentence, f"undo:{off.way_back}")
    if quoted:
        flash(quoted)
    return back_to_list(event, reply.answer_id, f"reply-{reply.id}")


def _quoted(event: Event, reply: Reply) -> str:
    """What in the reply's quotes could identify somebody, for who has just chosen one; empty where nothing could."""
    find, mine = (
        passage_finder(owner_of_event(event)),
        sa.select(Passage).where(Passage.reply_id == reply.id, Passage.quote),
    )
    quotes = [
        reply.text[one.start : one.end] for one in db.session.scalars(mine.order_by(Passage.start))
    ]
    return could_identify([one.found for text in quotes for one in find(text)])


def _said(error: Refused) -> str:
    """Why something was refused, to stand beside the reply; without JavaScript it has a page of its own."""
    if not asks_for_a_part():
        raise error
    db.session.rollback()
    return str(error)


@dataclass(frozen=True)
class TakenOffNotice:
    """A theme that was just taken off: a sentence that says so, and the address that puts it back."""

    sentence: str
    way_back: str


def _off(event: Event, taken: TakenTheme, theme: Theme) -> TakenOffNotice:
    was = seal_taken(taken, secret_keys())
    way_back = url_for(
        "consultation.restore_theme", slug=event.slug, reply_id=taken.reply, was=was, **list_place()
    )
    return TakenOffNotice(
        _("“%(theme)s” was removed from the passage.", theme=pick_wording(theme.name)), way_back
    )


@bp.post("/events/<slug>/consultation/replies/<int:reply_id>/put-back")
@needs(Can.CODE_ANSWERS)
def restore_theme(event: Event, reply_id: int) -> Any:
    """Put a theme back that was just taken off; what it was stands sealed in the address."""
    reply, refused = reply_or_404(event, reply_id), ""
    try:
        taken = open_taken(request.args.get("was", ""), secret_keys(), reply.id)
        name = pick_wording(restore_coding(event, reply, taken).name)
        db.session.commit()
    except Refused as error:
        refused = _said(error)
    if asks_for_a_part():
        return _again(event, reply, refused=refused), 422 if refused else 200
    flash(_("“%(theme)s” was applied again, as before.", theme=name))
    return back_to_list(event, reply.answer_id, f"reply-{reply.id}")


def _do(event: Event, reply: Reply, form: CodingForm) -> TakenOffNotice | None:
    """What the form says; a theme that it took off comes with its way back."""
    if form.take.data:
        passage_id, theme_id = form.take.data
        theme = _theme(event, theme_id)
        taken = remove_theme_from_passage(_passage(reply, passage_id), theme)
        return _off(event, taken, theme) if taken else None
    if form.turn.data:
        passage_id, theme_id = form.turn.data
        switch_stance(_passage(reply, passage_id), _theme(event, theme_id))
    elif form.turn_quote.data is not None:
        allow_quote(_passage(reply, form.turn_quote.data))
    else:
        new = [add_theme(event, _named(form.new.data))] if form.new.data else []
        themes = [*(lock_themes_to_apply(event, form.put.data) if form.put.data else []), *new]
        spans = (
            form.spans
            if form.start.data is not None
            else join_neighbours(split_sentences(reply.text), set(form.spans))
        )
        if not spans:  # the text was blacked out meanwhile, and its sentences begin elsewhere
            raise Refused(_("Select some words of the answer first."))
        apply_themes_to_spans(
            reply,
            spans,
            themes=themes,
            user=current_user,
            stance=form.stance.data,
            quote=bool(form.quote.data),
        )
    return None


def _named(typed: str) -> Words:
    return Words(sq=typed) if current_language() == "sq" else Words(en=typed)


def _passage(reply: Reply, passage_id: int) -> Passage:
    """A passage of the reply; one that somebody took away meanwhile needs no more doing."""
    found = db.session.scalar(
        db.select(Passage).where(Passage.id == passage_id, Passage.reply_id == reply.id)
    )
    if found is None:
        raise Refused(_("Somebody else has just changed this passage. Please check it again."))
    return found


def _theme(event: Event, theme_id: int) -> Theme:
    return get_or_404(Theme, Theme.id == theme_id, Theme.event_id == event.id)


def _again(
    event: Event,
    reply: Reply,
    form: CodingForm | None = None,
    refused: str = "",
    opened: bool = False,
    off: TakenOffNotice | None = None,
    quoted: str = "",
) -> str:
    """The one reply with its themes, without the page around it."""
    return render_template(
        "consultation/reading/reply.html",
        event=event,
        reply=reply,
        place=list_place(),
        progress=reading_progress(event),
        wrong=form if form and form.errors else None,
        refused=refused,
        opened=opened,
        off=off,
        quoted=quoted,
        **coding_shown(themes_of(event), [reply.id]),
    )


@bp.post("/events/<slug>/consultation/replies/<int:reply_id>/black-out")
@needs(Can.CODE_ANSWERS)
def redact_words(event: Event, reply_id: int) -> Any:
    """Black out what could identify a victim: first it is shown how the reply would read, then it is done."""
    reply, form = reply_or_404(event, reply_id), BlackForm()
    form.validate()
    found = word_places(reply.text, form.names.data or "")
    if form.start.data is not None and form.end.data is not None:
        found.append(TextSpan(form.start.data, min(form.end.data, len(reply.text))))
    after = redact_text(reply.text, found)
    if after == reply.text and not form.errors:
        raise Refused(
            _("These words are not in the answer. Go back and check how they are written there.")
        )
    if not form.sure.data or form.errors:
        return render_template(
            "consultation/reading/black_out.html",
            event=event,
            reply=reply,
            form=form,
            after=after,
            place=list_place(),
        ), form.status
    redact_spans(reply, found)
    flash(_("The words are hidden for good."))
    db.session.commit()
    return back_to_list(event, reply.answer_id, f"reply-{reply.id}")


@bp.post("/events/<slug>/consultation/answers/<int:answer_id>/read")
@needs(Can.CODE_ANSWERS)
def mark_answer_read(event: Event, answer_id: int) -> Any:
    """Mark an answer as read, or as to be read once more."""
    asked = db.select(Questionnaire.id).where(is_consultation(event.id))
    row = get_or_404(Answer, Answer.id == answer_id, Answer.questionnaire_id.in_(asked))
    if request.form.get("to") == "unread":
        mark_unread(row)
    else:
        mark_read(row, current_user)
    db.session.commit()
    if asks_for_a_part():
        return render_template(
            "consultation/reading/read.html",
            event=event,
            answer=row,
            place=list_place(),
            progress=reading_progress(event),
        )
    return back_to_list(event, row.id, f"answer-{row.id}")
