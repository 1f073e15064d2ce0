"""Answers of a table without anybody at the pages: as programs and commands send them, read by the same rules, told before they are kept."""

import hashlib
from collections.abc import Mapping
from typing import Any

from flask import current_app
from werkzeug.datastructures import MultiDict

from ...data.db import end_transaction
from ...exchange.form_fields import sent_again
from ...lib.reading_child import FileProblem
from ...lib.tables import FileTable, read_table
from ...web.uploaded import read_upload
from ..models import Questionnaire
from . import labels
from .answers_table import without_private
from .columns import ColumnHolds
from .kobo import KoboProblem, fetch_kobo_answers
from .step import AnswersImport

Mistakes = dict[str, list[str]]
HOLD = ("sector", "given_on", "language")
"""What may be said for rows that do not say it themselves."""


def answers_table(questionnaire: Questionnaire, content: bytes, name: str) -> FileTable:
    """The table of a file, without what says who: that is let go of before anything is looked at. Raises FileProblem."""
    named = questionnaire.named  # reading takes a while: the row is asked before
    return without_private(read_upload(read_table, content, name), named)


def fetched_answers(questionnaire: Questionnaire, form: str, token: str) -> FileTable:
    """The table of a form in KoboToolbox, without what says who, from the server that the administrator named. Raises FileProblem."""
    server = current_app.extensions["settings"].kobo
    if not server:
        raise FileProblem(KoboProblem.NO_SERVER)
    end_transaction()  # Kobo may let us wait
    return answers_table(questionnaire, fetch_kobo_answers(server, form, token), "kobo.csv")


def look_at_answers(
    questionnaire: Questionnaire,
    table: FileTable,
    said: Mapping[str, Any],
    columns: Mapping[str, Any],
) -> tuple[AnswersImport, Mistakes]:
    """A table under the columns that are probable, and what was said of them; and what of that cannot be, by field."""
    first = AnswersImport(questionnaire, table, {}, {})
    sent: dict[str, Any] = sent_again(first.form)
    sent |= {name: [str(said[name])] for name in HOLD if said.get(name) is not None}
    for column, field in first.form.mapped:
        if field is not None and (column.name or column.letter) in columns:
            sent[field.name] = [str(columns[column.name or column.letter])]
    step = AnswersImport(questionnaire, table, {}, MultiDict(sent))
    wrong = {
        field.label.text: [str(text) for text in field.errors]
        for field in step.form
        if not field.validate(step.form)
    }
    return step, wrong


def told_of_answers(step: AnswersImport) -> dict[str, Any]:
    """What would be kept, and what not, as values to pass on; `said`: the sentence that the page begins with."""
    new, read = step.new, step.reading
    columns = [(one.name or one.letter, one, field) for one, field in step.form.mapped]
    known = len(read.rows) - len(new)
    return {
        "said": labels.answers_lead(len(new), known, read.left_out),
        "new": len(new),
        "known": known,
        "left_out": read.left_out,
        "columns": {name: field.data or "" for name, _one, field in columns if field is not None},
        "refused": [name for name, one, _field in columns if one.holds is ColumnHolds.PRIVATE],
        "problems": [one.sentence for one in labels.answer_problems(read.problems)],
        "lacks": step.lacks,
        "state": hashlib.sha256("".join(row.receipt for row in new).encode()).hexdigest()[:16],
    }
