"""Three states of a list compared: no edit is lost, none is made up."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.exchange.merge import Change, Record, compare, summary


def record(code: str, **values: object) -> Record:
    return Record(code, {"title": code, "note": "", **values})  # type: ignore[dict-item]


def listed(*records: Record) -> dict[str, Record]:
    return {record.code: record for record in records}


A, B, C = record("A"), record("B"), record("C")


def test_nothing_changed() -> None:
    found = compare(listed(A, B), [A, B], listed(A, B))
    assert summary(found) == "new 0 changed 0 unchanged 2 missing 0 clashing 0"
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
    found = compare(
        listed(record("A", note=exported)), [record("A", note=file)], listed(record("A", note=online))
    )
    assert summary(found) == expected


def test_a_row_may_change_one_field_and_clash_in_another() -> None:
    file, online = record("A", note="file", title="A2"), record("A", note="online")
    found = compare(listed(A), [file], listed(online))
    assert found.clashing[0].changes == (Change("title", "A", "A", "A2"),)
    assert found.clashing[0].clashes == (Change("note", "", "online", "file"),)


def test_missing_is_what_was_exported_and_is_not_in_the_file() -> None:
    found = compare(listed(A, B), [A], listed(A, B, C))
    assert found.missing == (B,)
    assert summary(found) == "new 0 changed 0 unchanged 1 missing 1 clashing 0"


def test_deleted_online_and_untouched_in_the_file_is_nothing() -> None:
    assert not compare(listed(A), [A], {}).does_something


def test_deleted_online_and_edited_in_the_file_is_shown() -> None:
    found = compare(listed(A), [record("A", note="mine")], {})
    assert (found.clashing[0].gone, found.clashing[0].clashes) == (True, (Change("note", "", None, "mine"),))


def test_a_row_without_code_is_new_and_known_the_second_time() -> None:
    row = record("", title="Flowers")
    found = compare({}, [A, row], listed(A))
    assert [new.title for new in found.new] == ["Flowers"]
    again = compare({}, [A, row], listed(A, found.new[0]))
    assert summary(again) == "new 0 changed 0 unchanged 2 missing 0 clashing 0"


def test_two_new_rows_with_one_title_are_two() -> None:
    rows = [record("", title="Flowers"), record("", title="Flowers", note="yellow")]
    codes = [new.code for new in compare({}, rows, {}).new]
    assert (len(set(codes)), all(codes)) == (2, True)


def test_a_copied_row_is_new_whatever_its_place() -> None:
    copy = replace(A, values={**A.values, "title": "Another"})
    for rows in ([A, copy], [copy, A]):
        found = compare(listed(A), rows, listed(A))
        assert [new.title for new in found.new] == ["Another"]
        assert summary(found) == "new 1 changed 0 unchanged 1 missing 0 clashing 0"


def test_an_exact_copy_is_left_out_and_said() -> None:
    found = compare(listed(A), [A, replace(A, number=9)], listed(A))
    assert ([row.number for row in found.repeated], found.does_something) == ([9], False)


def test_a_column_that_is_not_in_the_file_says_nothing() -> None:
    assert not compare(
        listed(A), [Record("A", {"title": "A"})], listed(record("A", note="online"))
    ).does_something


def test_without_what_was_exported_a_difference_is_a_clash() -> None:
    found = compare({}, [record("A", note="file")], listed(A, B), whole=False)
    assert summary(found) == "new 0 changed 0 unchanged 0 missing 1 clashing 1"


def test_a_column_added_in_the_file_is_no_clash_where_nothing_stands() -> None:
    file = Record("A", {**A.values, "extra:Cost": "5"})
    assert compare(listed(A), [file], listed(A)).changed[0].changes == (Change("extra:Cost", "", "", "5"),)
    online = Record("A", {**A.values, "extra:Cost": "7"})
    assert compare(listed(A), [file], listed(online)).clashing[0].clashes == (
        Change("extra:Cost", "", "7", "5"),
    )
    empty = Record("A", {**A.values, "extra:Cost": ""})
    assert not compare(listed(A), [empty], listed(online)).does_something


values = st.fixed_dictionaries({"title": st.sampled_from("tuv"), "note": st.sampled_from("xyz")})
states = st.dictionaries(st.sampled_from("ABCDE"), values)


@given(states, states, states)
def test_every_edit_of_the_file_is_somewhere(base: dict, file: dict, online: dict) -> None:
    """For any interleaving: what the file changed is new, changed, clashing, or what is saved already."""
    exported = {code: Record(code, value) for code, value in base.items()}
    current = {code: Record(code, value) for code, value in online.items()}
    found = compare(exported, [Record(code, value) for code, value in file.items()], current)
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
    exported = {code: Record(code, value) for code, value in base.items()}
    rows = [Record(code, value) for code, value in file.items()]
    current = {code: Record(code, value) for code, value in online.items()}
    found = compare(exported, rows, current)
    after = dict(current)
    for edit in (*found.changed, *found.clashing):
        taken = {c.name: c.file for c in (*edit.changes, *edit.clashes)}
        old = after[edit.record.code].values if not edit.gone else edit.record.values
        after[edit.record.code] = Record(edit.record.code, {**old, **taken})
    after |= {new.code: new for new in found.new}
    assert not compare(exported, rows, after).does_something
