"""Answers collected elsewhere, as a file of Kobo, LimeSurvey or a table: looked at first, then kept, by the rules of the page."""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from typing import Any, TypedDict

from flask import request
from werkzeug.datastructures import MultiDict

from ..consultation.papers import labels
from ..consultation.papers.actions import import_answers
from ..consultation.papers.answers_table import without_private
from ..consultation.papers.columns import ColumnHolds
from ..consultation.papers.step import AnswersImport
from ..consultation.queries import questionnaire_or_404
from ..data.db import db
from ..events.access import Can, needs
from ..events.actions import wait_for_event_lock
from ..events.models import Event
from ..exchange.form_fields import sent_again
from ..exchange.sentences import unread_reason
from ..lib.reading_child import FileProblem
from ..lib.tables import FileTable, read_table
from ..web.i18n import _, _l
from ..web.uploaded import read_upload
from .operation import ActOperation, declare_operation
from .problems import ApiProblem
from .rights import ApiArea

FIELDS = ("sector", "given_on", "language")
"""What holds for rows that do not say."""


class AnswersFileShape(TypedDict):
    """What a file of answers holds, and whether it was kept.

    `columns`: what each is taken for; `refused`: those that say who or from where, which are never kept; `lacks`: what has
    to be said first; `state`: send it with `apply` to keep just what was shown.
    """

    applied: bool
    new: int
    known: int
    left_out: int
    columns: dict[str, str]
    refused: list[str]
    problems: list[str]
    lacks: str
    state: str


@needs(Can.TYPE_ANSWERS)
def import_answers_file(event: Event) -> AnswersFileShape:
    sent = request.get_json()
    if not isinstance(sent, dict) or not set(sent) <= set(TAKES):
        raise ApiProblem(422, _("There is no such field."))
    table = _table(event, sent)
    if sent.get("apply"):
        wait_for_event_lock(event)
    step = _read(event, table, sent)
    told = _told(step)
    if not sent.get("apply"):
        return told
    if sent.get("state") != told["state"]:
        raise ApiProblem(
            412,
            _(
                "What would be kept has changed since you looked. Please check it again, then confirm."
            ),
        )
    if told["lacks"]:
        raise ApiProblem(422, told["lacks"])
    import_answers(step.questionnaire, step.new)
    db.session.commit()
    return {**told, "applied": True}


def _table(event: Event, sent: Mapping[str, Any]) -> FileTable:
    """The table of the file, without what says who: that is let go of before anything is looked at."""
    try:
        content = base64.b64decode(sent["content"], validate=True)
        name = str(sent.get("name", ""))[:200]
    except (KeyError, TypeError, ValueError, binascii.Error):
        raise ApiProblem(422, errors={"content": [_("Send the file in base64.")]}) from None
    named = questionnaire_or_404(event).named
    try:
        return without_private(read_upload(read_table, content, name), named)
    except FileProblem as problem:
        raise ApiProblem(422, errors={"content": [unread_reason(problem)]}) from problem


def _read(event: Event, table: FileTable, sent: Mapping[str, Any]) -> AnswersImport:
    """The file under the columns that are probable, and what was said of them."""
    first = AnswersImport(event, table, {}, {})
    said: dict[str, Any] = sent_again(first.form)
    said |= {name: [str(sent[name])] for name in FIELDS if sent.get(name) is not None}
    columns = sent.get("columns") or {}
    if not isinstance(columns, dict):
        raise ApiProblem(
            422, errors={"columns": [_("This is not the kind of value that belongs here.")]}
        )
    for column, field in first.form.mapped:
        if field is not None and (column.name or column.letter) in columns:
            said[field.name] = [str(columns[column.name or column.letter])]
    step = AnswersImport(event, table, {}, MultiDict(said))
    wrong = {
        field.label.text: [str(text) for text in field.errors]
        for field in step.form
        if not field.validate(step.form)
    }
    if wrong:
        raise ApiProblem(422, errors=wrong)
    return step


def _told(step: AnswersImport) -> AnswersFileShape:
    new, read = step.new, step.reading
    columns = [(one.name or one.letter, one, field) for one, field in step.form.mapped]
    problems = labels.answer_problems(read.problems)
    return {
        "applied": False,
        "new": len(new),
        "known": len(read.rows) - len(new),
        "left_out": read.left_out,
        "columns": {name: field.data or "" for name, _one, field in columns if field is not None},
        "refused": [name for name, one, _field in columns if one.holds is ColumnHolds.PRIVATE],
        "problems": [one.sentence for one in problems],
        "lacks": step.lacks,
        "state": hashlib.sha256("".join(row.receipt for row in new).encode()).hexdigest()[:16],
    }


TAKES: dict[str, Any] = {
    "name": {"type": "string"},
    "content": {"type": "string", "contentEncoding": "base64"},
    "columns": {"type": "object", "additionalProperties": {"type": "string"}},
    "sector": {"type": ["integer", "null"]},
    "given_on": {"type": ["string", "null"], "format": "date"},
    "language": {"type": "string", "enum": ["en", "sq"]},
    "apply": {"type": "boolean"},
    "state": {"type": "string"},
}
declare_operation(
    ActOperation(
        name="import_answers_file",
        method="POST",
        path="/events/<slug>/answers/file",
        page="consultation.answers_bring_back",
        area=ApiArea.ANSWERS,
        about=_l(
            "Look at a file of answers from Kobo, LimeSurvey or a table; with “apply” keep them"
        ),
        view=import_answers_file,
        takes=TAKES,
        needed=("content",),
    )
)
