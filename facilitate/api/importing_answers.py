"""Answers collected elsewhere, as a file of Kobo, LimeSurvey or a table: looked at first, then kept, by the rules of the page."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any, TypedDict

from flask import request

from ..consultation.models import Questionnaire, QuestionnairePurpose
from ..consultation.papers.actions import import_answers
from ..consultation.papers.step import AnswersImport
from ..consultation.papers.unattended import (
    answers_table,
    fetched_answers,
    look_at_answers,
    told_of_answers,
)
from ..consultation.queries import questionnaire_or_404
from ..data.db import db
from ..events.access import Can, needs
from ..events.models import Event
from ..exchange.sentences import unread_reason
from ..lib.reading_child import FileProblem
from ..lib.tables import FileTable
from ..web.i18n import _, _l
from .operation import ActOperation, declare_operation
from .problems import ApiProblem
from .rights import ApiArea


class AnswersFileShape(TypedDict):
    """What a file of answers holds, and whether it was kept.

    `columns`: what each is taken for; `refused`: those that say who or from where, which are never kept; `lacks`: what has
    to be said first; `said`: the sentence of the page; `state`: send it with `apply` to keep just what was shown.
    """

    applied: bool
    said: str
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
    asked = _questionnaire(event, sent)
    table = _table(asked, sent)
    step = _read(asked, table, sent)
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


def _questionnaire(event: Event, sent: Mapping[str, Any]) -> Questionnaire:
    """What was answered: the consultation, or the evaluation that is named."""
    purpose = sent.get("purpose", QuestionnairePurpose.CONSULTATION.value)
    if purpose not in list(QuestionnairePurpose):
        raise ApiProblem(
            422, errors={"purpose": [_("This is not the kind of value that belongs here.")]}
        )
    return questionnaire_or_404(event, purpose)


def _table(asked: Questionnaire, sent: Mapping[str, Any]) -> FileTable:
    """The table of the file that was sent, or of the form in KoboToolbox."""
    where = "form" if sent.get("form") else "content"
    try:
        if where == "form":
            return fetched_answers(asked, str(sent["form"]), str(sent.get("token", "")))
        content = base64.b64decode(sent["content"], validate=True)
        return answers_table(asked, content, str(sent.get("name", ""))[:200])
    except FileProblem as problem:
        raise ApiProblem(422, errors={where: [unread_reason(problem)]}) from problem
    except (KeyError, TypeError, ValueError, binascii.Error):
        raise ApiProblem(422, errors={"content": [_("Send the file in base64.")]}) from None


def _read(asked: Questionnaire, table: FileTable, sent: Mapping[str, Any]) -> AnswersImport:
    columns = sent.get("columns") or {}
    if not isinstance(columns, dict):
        raise ApiProblem(
            422, errors={"columns": [_("This is not the kind of value that belongs here.")]}
        )
    step, wrong = look_at_answers(asked, table, sent, columns)
    if wrong:
        raise ApiProblem(422, errors=wrong)
    return step


def _told(step: AnswersImport) -> AnswersFileShape:
    told: AnswersFileShape = {"applied": False, **told_of_answers(step)}  # type: ignore[typeddict-item]
    return told


TAKES: dict[str, Any] = {
    "purpose": {"type": "string", "enum": [one.value for one in QuestionnairePurpose]},
    "form": {"type": "string"},
    "token": {"type": "string"},
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
            "Look at answers in a file of Kobo, LimeSurvey or a table, or in a form of KoboToolbox; with “apply” keep them"
        ),
        view=import_answers_file,
        takes=TAKES,
    )
)
