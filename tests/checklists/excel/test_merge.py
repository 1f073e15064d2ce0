"""How far a task is counts as one; columns that staff added are compared three ways."""

from datetime import date

import pytest

from facilitate.checklists.excel.merge import (
    ChecklistChanges,
    ComparedColumns,
    TaskState,
    compare_checklists,
    compare_columns,
    is_same_value,
    with_task_state,
)
from facilitate.exchange.marking_up import ListPlace
from facilitate.exchange.merge import (
    Comparison,
    ListProblem,
    ListRecord,
    MergedField,
    RowEdit,
    comparison_summary,
)


def record(code: str, **values: object) -> ListRecord:
    return ListRecord(code, {"title": code, "note": "", **values})  # type: ignore[dict-item]


def listed(*records: ListRecord) -> dict[str, ListRecord]:
    return {record.code: record for record in records}


def test_done_without_a_day_is_done_on_any_day() -> None:
    a = record("A", status="open", done_on=None, blocked_by="")
    file = record("A", status="done", done_on=True, blocked_by="")
    done = record("A", status="done", done_on=date(2027, 3, 1), blocked_by="")
    assert (
        comparison_summary(compare_checklists(listed(a), [file], listed(a)))
        == "new 0 changed 1 unchanged 0 missing 0 clashing 0"
    )
    assert not compare_checklists(listed(a), [file], listed(done)).does_something
    assert not compare_checklists(listed(done), [file], listed(done)).does_something


def test_status_day_and_reason_clash_as_one() -> None:
    a = record("A", status="open", done_on=None, blocked_by="")
    file = record("A", status="done", done_on=date(2027, 3, 1), blocked_by="")
    online = record("A", status="blocked", done_on=None, blocked_by="rain")
    assert compare_checklists(listed(a), [file], listed(online)).clashing[0].clashes == (
        MergedField(
            "status",
            TaskState("open"),
            TaskState("blocked", None, "rain"),
            TaskState("done", date(2027, 3, 1)),
        ),
    )


SPRING = date(2027, 3, 1)


@pytest.mark.parametrize(
    ("file", "other", "says_the_same"),
    [
        (TaskState("done", True), TaskState("done", SPRING), True),
        (TaskState("done", True), TaskState("open", SPRING), False),
        (TaskState("done", True), TaskState("done", SPRING, "rain"), False),
        (TaskState("done", True), TaskState("done"), False),
        (TaskState("done", date(2027, 3, 2)), TaskState("done", SPRING), False),
        (TaskState("done", True), None, False),
        (None, TaskState("done", SPRING), False),
        ("Chairs", "Tables", False),
        ("Chairs", "Chairs", True),
    ],
)
def test_only_done_on_no_day_in_particular_is_done_on_another(
    file: TaskState | str | None, other: TaskState | str | None, says_the_same: bool
) -> None:
    assert is_same_value(file, other) is says_the_same


def test_a_status_alone_is_done_on_no_day_and_blocked_by_nothing() -> None:
    assert with_task_state({"title": "Chairs"}) == {"title": "Chairs"}
    assert with_task_state({"status": "open"}) == {"status": TaskState("open", None, "")}
    assert with_task_state({"status": "open", "blocked_by": None}) == {
        "status": TaskState("open", None, "")
    }


def test_a_task_that_was_never_exported_is_not_missing() -> None:
    a, b = record("A"), record("B")
    assert compare_checklists(listed(a), [a], listed(a, b)).missing == ()
    assert compare_checklists({}, [a], listed(a, b), whole=False).missing == (b,)


def test_the_words_of_a_file_are_those_that_were_not_here() -> None:
    edit = RowEdit(
        record("A"),
        "A",
        (MergedField("note", "", "", "By the door"), MergedField("due", None, SPRING, SPRING)),
    )
    new = ListRecord("", {"title": "Chairs", "due": SPRING, "people": 4.0})
    assert ChecklistChanges(Comparison(new=(new,), changed=(edit,))).texts == [
        "Chairs",
        "By the door",
    ]


def test_new_tasks_new_columns_and_moved_ones_each_do_something() -> None:
    nothing = Comparison(unchanged=(record("A"),))
    assert not ChecklistChanges(nothing).does_something
    assert not ChecklistChanges(
        nothing, columns=ComparedColumns(("A",), lost=("A",))
    ).does_something
    assert ChecklistChanges(Comparison(new=(record("A"),))).does_something
    assert ChecklistChanges(nothing, columns=ComparedColumns(("A",), new=("A",))).does_something
    assert ChecklistChanges(nothing, columns=ComparedColumns(("A", "B"), moved=True)).does_something


def test_the_same_file_is_found_whatever_was_said_of_it_and_wherever_it_stood() -> None:
    plain, said = ChecklistChanges(Comparison()), (ListProblem(3, "Due", "This is no day."),)
    assert plain.language == ""
    assert plain == ChecklistChanges(Comparison(), problems=said)
    assert plain == ChecklistChanges(Comparison(), told=said)
    assert plain == ChecklistChanges(Comparison(), place=ListPlace("Tasks", 5))
    assert plain != ChecklistChanges(Comparison(), language="fr")


COLUMNS = [
    # exported, in the file, online: order, new, no longer in the file, whether others move
    ("", "", "", ComparedColumns()),
    ("AB", "AB", "AB", ComparedColumns(("A", "B"))),
    ("AB", "BA", "AB", ComparedColumns(("B", "A"), moved=True)),
    ("AB", "ABC", "AB", ComparedColumns(("A", "B", "C"), ("C",))),
    ("AB", "A", "AB", ComparedColumns(("A", "B"), (), ("B",))),
    ("AB", "AB", "BA", ComparedColumns(("B", "A"))),  # moved online only
    ("AB", "BA", "BA", ComparedColumns(("B", "A"))),  # moved alike
    ("AB", "AB", "ABC", ComparedColumns(("A", "B", "C"))),  # added online
    ("", "C", "C", ComparedColumns(("C",))),  # added on both sides
    (
        "AB",
        "CAB",
        "AB",
        ComparedColumns(("A", "B", "C"), ("C",)),
    ),  # a new one in front moves no other
    (
        "ABC",
        "AB",
        "CBA",
        ComparedColumns(("C", "B", "A"), (), ("C",)),
    ),  # one less in the file moves none
    ("AB", "CBA", "ABD", ComparedColumns(("C", "B", "A", "D"), ("C",), (), True)),
]


@pytest.mark.parametrize(("exported", "file", "online", "expected"), COLUMNS)
def test_added_columns_three_ways(
    exported: str, file: str, online: str, expected: ComparedColumns
) -> None:
    assert compare_columns(exported, file, online) == expected
