"""How the parts of an uploaded table are called, and what is said about its rows."""

from collections.abc import Sequence

from ...exchange.merge import ListProblem
from ...web.i18n import _, _l, _n, label_of, register_labels
from .columns import COUNTY, DAY, LANGUAGE, LEFT_OUT, NAME, ORGANISATION, SECTOR, ColumnHolds
from .plan import AnswerProblem, AnswerTrouble

PURPOSES = {
    LEFT_OUT: _l("leave out"),
    SECTOR: _l("Sector"),
    COUNTY: _l("County"),
    DAY: _l("Day of the answer"),
    LANGUAGE: _l("Language"),
    NAME: _l("Name"),
    ORGANISATION: _l("Organisation"),
}
"""What a column may become besides a question or a choice."""
register_labels(
    {
        ColumnHolds.ANYTHING: _l("values"),
        ColumnHolds.MOMENTS: _l("Date and time: only the day may be kept."),
        ColumnHolds.PRIVATE: _l("Says who or from where: never kept."),
        ColumnHolds.NOTHING: _l("Nothing in it."),
    }
)
register_labels(
    {
        AnswerTrouble.NO_SECTOR: _l("no known sector"),
        AnswerTrouble.NOTHING_SAID: _l("no question is answered"),
        AnswerTrouble.TOO_LONG: _l("a text is too long"),
        AnswerTrouble.LEFT_OUT: _l("left out, as you chose"),
        AnswerTrouble.NO_DAY: _l("this is not a date; the day you chose for these rows is used"),
        AnswerTrouble.DAY_TO_COME: _l(
            "this day is in the future; the day you chose for these rows is used"
        ),
        AnswerTrouble.NO_LANGUAGE: _l(
            "an unknown language; the language you chose for these rows is used"
        ),
        AnswerTrouble.RANK_TWICE: _l(
            "a place or a choice appears twice in a ranking; the ranking is left out"
        ),
        AnswerTrouble.UNKNOWN_VALUE: _l("an unknown value; it is left out"),
    }
)
ROWS_NAMED = 8
"""Row numbers a sentence gives; the others are counted."""


def rows_text(numbers: Sequence[int]) -> str:
    """`Row 4`, `Rows 4, 7, 9`, `Rows 4, 5, 6 and 12 more`"""
    shown = ", ".join(map(str, numbers[:ROWS_NAMED]))
    more = len(numbers) - ROWS_NAMED
    if more > 0:
        return _n(
            "Rows %(rows)s and %(num)d more", "Rows %(rows)s and %(num)d more", more, rows=shown
        )
    return _n("Row %(rows)s", "Rows %(rows)s", len(numbers), rows=shown)


def answer_problems(problems: Sequence[AnswerProblem]) -> list[ListProblem]:
    """The problems in sentences, those of the same kind and value together; first those that leave a row out."""
    groups: dict[tuple[AnswerTrouble, str], list[int]] = {}
    for problem in problems:
        rows = groups.setdefault((problem.trouble, problem.value), [])
        if not rows or rows[-1] != problem.row:
            rows.append(problem.row)
    order = sorted(groups.items(), key=lambda one: (not one[0][0].leaves_out, one[1][0]))
    return [
        ListProblem(0, "", _problem_sentence(trouble, value, rows))
        for (trouble, value), rows in order
    ]


def _problem_sentence(trouble: AnswerTrouble, value: str, rows: Sequence[int]) -> str:
    """`Row 4: no sector (“Ministry”); the row is left out`."""
    said = f"{rows_text(rows)}: {label_of(trouble)}"
    said += f" (“{value[:60]}”)" if value else ""
    return f"{said} – {_('row left out')}" if trouble.leaves_out else said


def answers_lead(new: int, before: int, left_out: int) -> str:
    """`118 new answers, 12 already brought in, 3 rows left out.`"""
    parts = [_n("%(num)d new answer", "%(num)d new answers", new)]
    if before:
        parts.append(_n("%(num)d already imported", "%(num)d already imported", before))
    if left_out:
        parts.append(_n("%(num)d row left out", "%(num)d rows left out", left_out))
    return ", ".join(parts) + ". " + _("Nothing is kept until you confirm.")
