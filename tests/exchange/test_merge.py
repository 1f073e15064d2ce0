"""Three states of a list compared: no edit is lost, none is made up."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.exchange.merge import (
    Comparison,
    ListProblem,
    ListRecord,
    MergedField,
    RowEdit,
    code_from_title,
    compare_lists,
    comparison_summary,
)


def record(code: str, **values: object) -> ListRecord:
    return ListRecord(code, {"title": code, "note": "", **values})  # type: ignore[dict-item]


def listed(*records: ListRecord) -> dict[str, ListRecord]:
    return {record.code: record for record in records}


A, B, C = record("A"), record("B"), record("C")


def test_nothing_changed() -> None:
    found = compare_lists(listed(A, B), [A, B], listed(A, B))
    assert comparison_summary(found) == "new 0 changed 0 unchanged 2 missing 0 clashing 0"
    assert not found.does_something


CASES = {
    # exported, in the file, online: what it is
    "changed in the file": ("x", "y", "x", "new 0 changed 1 unchanged 0 missing 0 clashing 0"),
    "changed online": ("x", "x", "y", "new 0 changed 0 unchanged 1 missing 0 clashing 0"),
    "changed alike": ("x", "y", "y", "new 0 changed 0 unchanged 1 missing 0 clashing 0"),
    "changed differently": ("x", "y", "z", "new 0 changed 0 unchanged 0 missing 0 clashing 1"),
}


@pytest.mark.parametrize("name", CASES)
def test_one_field(name: str) -> None:
    exported, file, online, expected = CASES[name]
    found = compare_lists(
        listed(record("A", note=exported)),
        [record("A", note=file)],
        listed(record("A", note=online)),
    )
    assert comparison_summary(found) == expected


def test_a_row_may_change_one_field_and_clash_in_another() -> None:
    file, online = record("A", note="file", title="A2"), record("A", note="online")
    found = compare_lists(listed(A), [file], listed(online))
    assert found.clashing[0].changes == (MergedField("title", "A", "A", "A2"),)
    assert found.clashing[0].clashes == (MergedField("note", "", "online", "file"),)


def test_missing_is_what_was_exported_and_is_not_in_the_file() -> None:
    found = compare_lists(listed(A, B), [A], listed(A, B, C))
    assert found.missing == (B,)
    assert comparison_summary(found) == "new 0 changed 0 unchanged 1 missing 1 clashing 0"


def test_deleted_online_and_untouched_in_the_file_is_nothing() -> None:
    assert not compare_lists(listed(A), [A], {}).does_something


def test_deleted_online_and_edited_in_the_file_is_shown() -> None:
    found = compare_lists(listed(A), [record("A", note="mine")], {})
    assert (found.clashing[0].gone, found.clashing[0].clashes) == (
        True,
        (MergedField("note", "", None, "mine"),),
    )


def test_a_row_without_code_is_new_and_known_the_second_time() -> None:
    row = record("", title="Flowers")
    found = compare_lists({}, [A, row], listed(A))
    assert [new.title for new in found.new] == ["Flowers"]
    again = compare_lists({}, [A, row], listed(A, found.new[0]))
    assert comparison_summary(again) == "new 0 changed 0 unchanged 2 missing 0 clashing 0"


def test_two_new_rows_with_one_title_are_two() -> None:
    rows = [record("", title="Flowers"), record("", title="Flowers", note="yellow")]
    codes = [new.code for new in compare_lists({}, rows, {}).new]
    assert (len(set(codes)), all(codes)) == (2, True)


def test_a_copied_row_is_new_whatever_its_place() -> None:
    copy = replace(A, values={**A.values, "title": "Another"})
    for rows in ([A, copy], [copy, A]):
        found = compare_lists(listed(A), rows, listed(A))
        assert [new.title for new in found.new] == ["Another"]
        assert comparison_summary(found) == "new 1 changed 0 unchanged 1 missing 0 clashing 0"


def test_an_exact_copy_is_left_out_and_said() -> None:
    found = compare_lists(listed(A), [A, replace(A, number=9)], listed(A))
    assert ([row.number for row in found.repeated], found.does_something) == ([9], False)


def test_a_column_that_is_not_in_the_file_says_nothing() -> None:
    assert not compare_lists(
        listed(A), [ListRecord("A", {"title": "A"})], listed(record("A", note="online"))
    ).does_something


def test_without_what_was_exported_a_difference_is_a_clash() -> None:
    found = compare_lists({}, [record("A", note="file")], listed(A, B), whole=False)
    assert comparison_summary(found) == "new 0 changed 0 unchanged 0 missing 1 clashing 1"


def test_a_column_added_in_the_file_is_no_clash_where_nothing_stands() -> None:
    file = ListRecord("A", {**A.values, "extra:Cost": "5"})
    assert compare_lists(listed(A), [file], listed(A)).changed[0].changes == (
        MergedField("extra:Cost", "", "", "5"),
    )
    online = ListRecord("A", {**A.values, "extra:Cost": "7"})
    assert compare_lists(listed(A), [file], listed(online)).clashing[0].clashes == (
        MergedField("extra:Cost", "", "7", "5"),
    )
    empty = ListRecord("A", {**A.values, "extra:Cost": ""})
    assert not compare_lists(listed(A), [empty], listed(online)).does_something


def test_a_row_of_which_nothing_is_said_has_no_title_no_number_and_no_version() -> None:
    row = ListRecord("A", {})
    assert (row.title, row.number, row.version) == ("", 0, 0)
    assert ListRecord("A", {"title": None}).title == ""
    assert ListProblem(3, "Due", "This is no day.").sheet == ""


def test_new_changed_and_clashing_rows_each_do_something() -> None:
    assert Comparison(new=(A,)).does_something
    assert Comparison(changed=(RowEdit(A, "A"),)).does_something
    assert Comparison(clashing=(RowEdit(A, "A"),)).does_something
    assert not Comparison(unchanged=(A,), missing=(B,), repeated=(C,)).does_something


def test_a_row_that_is_still_there_is_not_gone() -> None:
    assert compare_lists(listed(A), [record("A", note="mine")], listed(A)).changed == (
        RowEdit(
            record("A", note="mine"), "A", (MergedField("note", "", "", "mine"),), (), gone=False
        ),
    )


def test_a_deleted_row_is_called_as_in_the_file_or_else_as_it_was() -> None:
    rows = [record("A", title="Hall"), ListRecord("B", {"note": "mine"})]
    assert [edit.title for edit in compare_lists(listed(A, B), rows, {}).clashing] == ["Hall", "B"]


def test_of_the_missing_rows_those_changed_here_since_are_named() -> None:
    noted, other = record("B", note="new"), record("C", title="Garden", note="new")
    found = compare_lists(listed(A, B, C), [], listed(A, noted, other))
    assert (found.missing, found.since) == ((A, noted, other), frozenset({"B", "C"}))
    assert compare_lists(listed(A), [A], listed(A, B), whole=False).since == frozenset()


def test_a_field_that_was_not_exported_is_never_changed_unasked() -> None:
    short = ListRecord("A", {"title": "A"})
    found = compare_lists(listed(short), [record("A", note="mine")], listed(short))
    assert found.clashing[0].clashes == (MergedField("note", None, None, "mine"),)
    assert found.changed == ()


def test_an_added_column_of_a_row_that_was_not_exported_is_filled_but_never_emptied_unasked() -> (
    None
):
    five, seven, empty = (
        ListRecord("A", {**A.values, "extra:Cost": cost}) for cost in ("5", "7", "")
    )
    for online in (A, empty):
        found = compare_lists({}, [five], listed(online))
        assert [edit.changes for edit in found.edits] == [(MergedField("extra:Cost", "", "", "5"),)]
        assert found.changed == found.edits
    for row in (five, empty):
        clash = MergedField("extra:Cost", "", "7", row.values["extra:Cost"])
        assert [edit.clashes for edit in compare_lists({}, [row], listed(seven)).clashing] == [
            (clash,)
        ]


def test_rows_with_one_title_are_numbered() -> None:
    made = code_from_title("Flowers")
    rows = [record("", title="Flowers", note=note) for note in ("red", "yellow", "blue")]
    assert [new.code for new in compare_lists({}, rows, {}).new] == [made, f"{made}-2", f"{made}-3"]


def test_of_two_rows_with_a_code_nobody_knows_the_first_keeps_it() -> None:
    found = compare_lists({}, [record("Z", title="Hall"), record("Z", title="Garden")], {})
    assert [(new.code, new.title) for new in found.new] == [
        ("Z", "Hall"),
        (code_from_title("Garden"), "Garden"),
    ]


def test_a_copied_row_begins_at_version_0_also_where_a_column_was_added() -> None:
    row = ListRecord("A", {**A.values, "extra:Cost": "5"}, version=7)
    copy = replace(row, values={**row.values, "title": "Another"})
    found = compare_lists(listed(A), [copy, row], listed(A))
    assert [(new.title, new.version) for new in found.new] == [("Another", 0)]
    assert [edit.record for edit in found.changed] == [row]


values = st.fixed_dictionaries({"title": st.sampled_from("tuv"), "note": st.sampled_from("xyz")})
states = st.dictionaries(st.sampled_from("ABCDE"), values)


@given(states, states, states)
def test_every_edit_of_the_file_is_somewhere(base: dict, file: dict, online: dict) -> None:
    """For any interleaving: what the file changed is new, changed, clashing, or what is saved already."""
    exported = {code: ListRecord(code, value) for code, value in base.items()}
    current = {code: ListRecord(code, value) for code, value in online.items()}
    found = compare_lists(
        exported, [ListRecord(code, value) for code, value in file.items()], current
    )
    edits = [*found.changed, *found.clashing]
    told = {(e.record.code, c.name): c.file for e in edits for c in (*e.changes, *e.clashes)}
    new = {record.code for record in found.new}
    for code, row in file.items():
        for name, value in row.items():
            edited = base.get(code, {}).get(name) != value
            saved = online.get(code, {}).get(name) == value
            assert not edited or saved or code in new or told[code, name] == value
    kept = {name for edit in found.changed for name in [edit.record.code]}
    for code in kept:  # an online edit is never overwritten unasked
        edit = next(edit for edit in found.changed if edit.record.code == code)
        assert all(base[code][c.name] == online[code][c.name] for c in edit.changes)


@given(states, states, states)
def test_taking_everything_over_and_reading_again_changes_nothing(
    base: dict, file: dict, online: dict
) -> None:
    exported = {code: ListRecord(code, value) for code, value in base.items()}
    rows = [ListRecord(code, value) for code, value in file.items()]
    current = {code: ListRecord(code, value) for code, value in online.items()}
    found = compare_lists(exported, rows, current)
    after = dict(current)
    for edit in (*found.changed, *found.clashing):
        taken = {c.name: c.file for c in (*edit.changes, *edit.clashes)}
        old = after[edit.record.code].values if not edit.gone else edit.record.values
        after[edit.record.code] = ListRecord(edit.record.code, {**old, **taken})
    after |= {new.code: new for new in found.new}
    assert not compare_lists(exported, rows, after).does_something
