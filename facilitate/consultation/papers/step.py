"""A table between the file and the answers: everything its two pages, columns and preview, stand on."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ... import clock
from ...directory.queries import all_sectors
from ...events.models import Event
from ...lib.tables import FileTable, unpack_table
from ...web.i18n import _
from ...web.signing import secret_keys
from ..answering.queries import county_places
from ..models import Question, Questionnaire
from ..queries import choices_by_question, questionnaire_or_404, questions_of
from .actions import new_rows
from .answers_table import AnswersTable, rows_fingerprint
from .columns import TableHeader, find_answers_header
from .forms import AnswersHeadingsForm, answers_columns_form
from .plan import AnswersReading, ReadAnswer
from .preview import SurveyNames, chosen_values
from .queries import asked_questions, survey_lists


@dataclass(frozen=True)
class AnswersLook:
    """What would be kept: everything read, of it what is new, what values were said to mean; `mark` sums it up."""

    reading: AnswersReading
    new: list[ReadAnswer]
    chosen: Mapping[str, str]
    mark: str


class AnswersImport:
    """A table that waits, read under the headings and columns that were sent, or that are probable."""

    def __init__(self, event: Event, content: bytes, sent: Mapping[str, Any]) -> None:
        self.event, self.questionnaire, self.today = (
            event,
            questionnaire_or_404(event),
            clock.today_in(event),
        )
        self.questions = questions_of(event)
        self.choices, self.sectors, self.places = (
            choices_by_question(self.questions),
            all_sectors(),
            county_places(),
        )
        table = unpack_table(content)
        *old_keys, key = _keys(self.questionnaire)
        self.headings = AnswersHeadingsForm(sent if "row" in sent else None)
        self.bringing = AnswersTable(
            table=table,
            header=self._header(table, "row" in sent),
            asked=asked_questions(self.questions, self.choices),
            lists=survey_lists(self.places, self.sectors),
            named=self.questionnaire.named,
            key=key,
            old_keys=old_keys,
        )
        self.form = answers_columns_form(
            self.bringing,
            self.questions,
            choices=self.choices,
            sectors=self.sectors,
            today=self.today,
            language=event.language,
        )
        self.names = SurveyNames(self.sectors, self.places, self.questions, self.choices)

    def _header(self, table: FileTable, chosen: bool) -> TableHeader:
        """The headings somebody chose, if there is something in that row, else those that are found."""
        form, found = self.headings, find_answers_header(table.rows)
        if not chosen:
            form.row.data, form.rows.data = found
        elif form.validate():
            if any(number == form.row.data for number, _cells in table.rows):
                return form.header
            form.row.errors = [_("There is nothing in this row.")]
        return found

    def asked_in(self, look: AnswersLook) -> list[Question]:
        """The questions that the rows to be kept say something to."""
        said = {question for row in look.new for question in row.sent.texts}
        said |= {pick.question for row in look.new for pick in row.sent.picks}
        return [question for question in self.questions if question.id in said]

    def look(self, sent: Mapping[str, str]) -> AnswersLook:
        """Read the rows as they would be kept under what was sent."""
        chosen = chosen_values(sent)
        plan = self.form.plan(chosen)
        reading = self.bringing.read(plan, self.today)
        new = new_rows(self.questionnaire, reading)
        return AnswersLook(reading, new, chosen, rows_fingerprint(new))


def _keys(questionnaire: Questionnaire) -> list[bytes]:
    """What makes receipts of this questionnaire, oldest first: nobody without the planner's keys can recompute one."""
    return [hashlib.sha256(f"{key}-{questionnaire.id}".encode()).digest() for key in secret_keys()]
