"""A table between the file and the answers: everything its two pages, columns and preview, stand on."""

import hashlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from ... import clock
from ...directory.queries import all_sectors
from ...lib.tables import FileTable
from ...web.i18n import _
from ...web.signing import secret_keys
from ..answering.queries import county_places
from ..models import Question, Questionnaire
from ..queries import choices_by_question, questions_in
from .actions import new_rows
from .answers_table import AnswersTable
from .columns import TableHeader, find_answers_header
from .forms import AnswersHeadingsForm, answers_columns_form
from .plan import AnswersReading, ReadAnswer
from .preview import SurveyNames, chosen_values
from .queries import asked_questions, survey_lists


class AnswersImport:
    """A table that waits, read under the headings and columns that were sent, or that are probable."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        table: FileTable,
        sent: Mapping[str, Any],
        before: Mapping[str, Any] | None = None,
    ) -> None:
        """`before`: what was said of the columns, where that is no part of what was `sent`."""
        said = sent if before is None else before
        self.chosen = chosen_values(sent)
        event = questionnaire.event
        self.event, self.questionnaire = event, questionnaire
        self.today = clock.today_in(event)
        self.questions = questions_in(questionnaire)
        self.choices, self.sectors, self.places = (
            choices_by_question(self.questions),
            all_sectors(),
            county_places(),
        )
        *old_keys, key = _keys(self.questionnaire)
        self.headings = AnswersHeadingsForm(said if "row" in said else None)
        self.bringing = AnswersTable(
            table=table,
            header=self._header(table, "row" in said),
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
            sent=before,
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

    @property
    def status(self) -> int:
        """Of the page that asks for the columns."""
        return max(self.form.status, self.headings.status)

    @property
    def meanings(self) -> Iterator[tuple[str, str]]:
        """What each column is taken for."""
        for column, field in self.form.mapped:
            yield column.name or column.letter, field.data if field else ""

    @property
    def lacks(self) -> str:
        """What no answers do without."""
        self.form.check_columns()
        return " ".join(map(str, [*self.form.form_errors, *self.form.sector.errors]))

    @cached_property
    def reading(self) -> AnswersReading:
        """The rows under what was said of the columns."""
        return self.bringing.read(self.form.plan(self.chosen), self.today)

    @cached_property
    def new(self) -> list[ReadAnswer]:
        """Those of the rows that are not there yet."""
        return new_rows(self.questionnaire, self.reading)

    def asked(self) -> list[Question]:
        """The questions that the rows to be kept say something to."""
        said = {question for row in self.new for question in row.sent.texts}
        said |= {pick.question for row in self.new for pick in row.sent.picks}
        return [question for question in self.questions if question.id in said]


def _keys(questionnaire: Questionnaire) -> list[bytes]:
    """What makes receipts of this questionnaire, oldest first: nobody without the planner's keys can recompute one."""
    return [hashlib.sha256(f"{key}-{questionnaire.id}".encode()).digest() for key in secret_keys()]
