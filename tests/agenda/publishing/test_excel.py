"""The running order in Excel and back: what an export wrote reads as no change; only what the file changed is taken over."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.comments import Comment

from facilitate.agenda.comparing import PlanNames, describe_differences
from facilitate.agenda.kinds import StepKind
from facilitate.agenda.placing import move_in_plan, remove_from_plan
from facilitate.agenda.plan import (
    PARKED,
    Plan,
    PlanDay,
    PlanMaterial,
    PlanPlace,
    PlanRoom,
    PlanSpeaker,
    PlanStep,
    PlanStrand,
)
from facilitate.agenda.publishing.returned import parse_returned_sheet
from facilitate.agenda.publishing.rows import FIELDS, rows_of_plan
from facilitate.agenda.publishing.sheet import RunningOrderHead, render_running_order
from facilitate.agenda.publishing.sheet_edits import MergedSheet
from facilitate.agenda.publishing.sheet_merge import merge_returned_sheet
from facilitate.exchange.sheet_styles import HEADER
from facilitate.lib.text import Words
from facilitate.lib.uploads import SheetProblem
from facilitate.techniques.technique import QuantityBasis
from facilitate.web.i18n import use_language
from tests.agenda.agendas import plan_shape, plans

NAMES = PlanNames({1: "Arta Hoxha", 2: "Besnik Kola"}, {1: "O1", 2: "O2"})
COLUMN = {name: number for number, name in enumerate(FIELDS, 1)}
Edit = Callable[[Any], None]


def step(
    id: int, day: int | None, rank: str, title: str, minutes: int = 30, **more: Any
) -> PlanStep:
    return PlanStep(id, day, rank=rank, title=Words(title, f"{title} sq"), minutes=minutes, **more)


PLAN = Plan(
    {1: PlanDay(1, date(2027, 3, 18)), 2: PlanDay(2, date(2027, 3, 19))},
    {1: PlanRoom(1, "Hall", 120)},
    {
        1: PlanStrand(1, 4, "A", Words("North", "Veriu"), lead=1),
        2: PlanStrand(2, 4, "B", Words("South", "Jugu")),
    },
    {
        one.id: one
        for one in (
            step(
                1,
                1,
                "A",
                "Opening",
                lead=1,
                room=1,
                objectives=(1,),
                speakers=(PlanSpeaker("Ana Leka", 7),),
                pinned=540,
                materials=(
                    PlanMaterial(Words("pens", "stilolapsa"), 4, QuantityBasis.TABLE),
                    PlanMaterial(Words("a bell")),
                ),
            ),
            step(2, 1, "B", "=Coffee", 20, kind=StepKind.BREAK, say=Words("one\ntwo ☕", "@një")),
            step(
                3, 1, "C", "What lasts", 60, technique="world-cafe", note_taker=2, supporters=(1, 2)
            ),
            step(4, 2, "A", "Groups", 90, kind=StepKind.GROUP),
            step(5, 2, "B", "Session", 0, kind=StepKind.SESSION),
            step(6, None, "A", "Donors", 45, block=5),
            step(7, None, "B", "Who pays", 30, block=5, internal=True),
            step(8, None, "A", "Parked", 15),
        )
    },
)


def export(plan: Plan, language: str = "en", revision: int = 3) -> bytes:
    head = RunningOrderHead(
        "spring",
        "Spring",
        date(2027, 3, 18),
        date(2027, 3, 19),
        date(2026, 11, 25),
        revision,
        ["Arta Hoxha"],
        ["Hall"],
        ["World café"],
    )
    with use_language(language):
        return render_running_order(head, rows_of_plan(plan, NAMES))


def edited(content: bytes, *edits: Edit) -> bytes:
    """The file after somebody worked on it and saved it."""
    book = load_workbook(io.BytesIO(content))
    for edit in edits:
        edit(book.worksheets[0])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def row_of(sheet: Any, id: str) -> int:
    return next(
        n for n in range(HEADER + 1, sheet.max_row + 1) if sheet.cell(n, COLUMN["id"]).value == id
    )


def put(id: str, /, **values: Any) -> Edit:
    def edit(sheet: Any) -> None:
        for name, value in values.items():
            sheet.cell(row_of(sheet, id), COLUMN[name]).value = value

    return edit


def cut(*ids: str) -> Edit:
    def edit(sheet: Any) -> None:
        for id in ids:
            sheet.delete_rows(row_of(sheet, id))

    return edit


def insert(above: str, **values: Any) -> Edit:
    """A new row ahead of another one."""

    def edit(sheet: Any) -> None:
        number = row_of(sheet, above)
        sheet.insert_rows(number)
        for name, value in values.items():
            sheet.cell(number, COLUMN[name]).value = value

    return edit


def lift(id: str, above: str, **values: Any) -> Edit:
    """A row cut and inserted ahead of another one."""

    def edit(sheet: Any) -> None:
        number = row_of(sheet, id)
        cells = [sheet.cell(number, column).value for column in COLUMN.values()]
        sheet.delete_rows(number)
        to = row_of(sheet, above)
        sheet.insert_rows(to)
        for column, value in zip(COLUMN.values(), cells, strict=True):
            sheet.cell(to, column).value = value
        put(id, **values)(sheet)

    return edit


@pytest.fixture(autouse=True)
def speaking(app: Flask) -> Any:
    """Names of fixed values need the application's languages."""
    with app.test_request_context(), use_language("en"):
        yield


def taken(content: bytes, now: Plan = PLAN, **how: Any) -> MergedSheet:
    returned = parse_returned_sheet(content)
    with use_language(returned.language):
        return merge_returned_sheet(now, returned, NAMES, **how)


def said(content: bytes, now: Plan = PLAN, **how: Any) -> list[str]:
    """What changes, in words; there is no problem."""
    found = taken(content, now, **how)
    assert found.problems == []
    return [one.text for one in describe_differences(now, found.plan, NAMES)]


def problems(*edits: Edit) -> list[tuple[int, str]]:
    found = taken(edited(export(PLAN), *edits))
    return [(one.number, one.sentence) for one in found.problems]


@pytest.mark.parametrize("language", ["en", "sq"])
def test_what_an_export_wrote_reads_as_no_change(speaking: None, language: str) -> None:
    @settings(max_examples=12, deadline=None)
    @given(plans())
    def check(plan: Plan) -> None:
        found = taken(edited(export(plan, language)), plan)
        assert (found.plan, found.problems, found.found.missing) == (plan, [], ())
        assert not found.found.does_something

    check()


def test_what_others_changed_meanwhile_stays(speaking: None) -> None:
    @settings(max_examples=12, deadline=None)
    @given(plans(), st.data())
    def check(plan: Plan, data: st.DataObject) -> None:
        content, now = export(plan), plan
        if plan.steps:
            key = data.draw(st.sampled_from(sorted(plan.steps)))
            changed = replace(plan.steps[key], minutes=181, title=Words("Meanwhile"))
            now = data.draw(
                st.sampled_from(
                    [
                        plan.with_rows(changed),
                        remove_from_plan(plan, [key]),
                        move_in_plan(plan, [key], PARKED)
                        if plan.steps[key].block is None
                        else plan,
                    ]
                )
            )
        found = taken(content, now)
        assert (found.plan, found.problems, found.found.clashing) == (now, [], ())

    check()


def test_the_plan_of_these_tests_reads_as_no_change() -> None:
    for language in ("en", "sq"):
        assert taken(export(PLAN, language)).plan == PLAN


def test_changed_cells_are_taken_over() -> None:
    assert said(
        edited(
            export(PLAN),
            put(
                "1",
                minutes="45 min",
                title_en="Welcome",
                pinned="9:15",
                speakers="Ana Leka; Ben Doda",
            ),
            put("2", minutes=time(0, 25), say_sq="tjetër", internal="yes"),
            put(
                "3",
                technique=None,
                lead="Besnik Kola",
                room="Garden",
                objectives="O2, O1",
                kind="Panel",
            ),
        )
    ) == [
        "Welcome: was called “Opening”, 30 → 45 min, start fixed: 09:00 → 09:15, speakers: + Ben Doda",
        "=Coffee: 20 → 25 min, now only for the team, “what to say” changed",
        "What lasts: kind: Plenary → Panel, technique: World café → none, room: Garden, lead: Besnik Kola, objectives: + O1 + O2",
        "Room Garden: new",
    ]


def test_a_speaker_who_is_in_the_directory_stays_in_it() -> None:
    found = taken(edited(export(PLAN), put("1", speakers="Ben Doda; Ana Leka"))).plan
    assert found.steps[1].speakers == (PlanSpeaker("Ben Doda"), PlanSpeaker("Ana Leka", 7))


def test_materials_are_lines_and_a_line_left_alone_stays_what_it_was() -> None:
    page = load_workbook(io.BytesIO(export(PLAN))).worksheets[0]
    text = page.cell(row_of(page, "1"), COLUMN["materials"]).value
    assert text == "4 for each table: pens | stilolapsa\na bell"
    found = taken(
        edited(export(PLAN), put("1", materials=text + "\n12: chairs | karrige\n2 kg: apples"))
    ).plan
    assert found.steps[1].materials == (
        *PLAN.steps[1].materials,
        PlanMaterial(Words("chairs", "karrige"), 12),
        PlanMaterial(Words("2 kg: apples")),
    )


def test_a_new_row_is_a_new_step_where_it_stands() -> None:
    new = insert("3", minutes=10, title_en="Energiser", kind="Small groups", lead="Arta Hoxha")
    found = taken(edited(export(PLAN), new))
    assert [one.title.en for one in found.plan.at(PlanPlace(1))] == [
        "Opening",
        "=Coffee",
        "Energiser",
        "What lasts",
    ]
    inside = insert("7", inside="↳", minutes=5, title_sq="Brenda", kind="Plenary")
    found = taken(edited(export(PLAN), inside))
    assert [one.title.to("sq") for one in found.plan.inside(5)] == [
        "Donors sq",
        "Brenda",
        "Who pays sq",
    ]


def test_new_groups_and_steps_in_them() -> None:
    found = taken(
        edited(
            export(PLAN),
            insert("5", inside="↳", kind="Parallel group", title_en="East", room="Garden"),
            insert("5", inside="↳↳", kind="Plenary", title_en="Map", minutes=20),
        )
    )
    assert found.problems == []
    east = next(one for one in found.plan.strands.values() if one.name.en == "East")
    assert [one.title.en for one in found.plan.at(PlanPlace(block=4, strand=east.id))] == ["Map"]


def test_rows_put_elsewhere_move_and_nothing_else_does() -> None:
    found = taken(edited(export(PLAN), lift("3", "2"))).plan
    assert [one.id for one in found.at(PlanPlace(1))] == [1, 3, 2]
    assert found.steps[1].rank == PLAN.steps[1].rank
    to_day = taken(edited(export(PLAN), lift("8", "5", day=date(2027, 3, 19)))).plan
    assert plan_shape(to_day)[PlanPlace(2)] == [4, 8, 5]
    parked = taken(edited(export(PLAN), put("5", day="parked"))).plan
    assert ([one.id for one in parked.at(PARKED)], [one.id for one in parked.inside(5)]) == (
        [5, 8],
        [6, 7],
    )


def test_a_move_goes_together_with_what_others_moved() -> None:
    now = move_in_plan(PLAN, [1], PlanPlace(2))
    found = taken(edited(export(PLAN), lift("3", "2")), now).plan
    assert (plan_shape(found)[PlanPlace(1)], plan_shape(found)[PlanPlace(2)]) == ([3, 2], [1, 4, 5])


def test_what_is_not_in_the_file_goes_only_when_somebody_says_so() -> None:
    content = edited(export(PLAN), cut("2", "G2"))
    found = taken(content)
    assert ([row.code for row in found.found.missing], found.plan) == (["2", "G2"], PLAN)
    gone = taken(content, out=("2", "G2")).plan
    assert (2 in gone.steps, 2 in gone.strands, len(gone.steps)) == (False, False, 7)


def test_the_same_cell_on_both_sides_is_for_a_person_to_decide() -> None:
    now = PLAN.with_rows(
        replace(PLAN.steps[3], minutes=75, title=Words("What stays", "What lasts sq"))
    )
    content = edited(export(PLAN), put("3", minutes=90, room="Hall"))
    found = taken(content, now)
    [edit] = found.found.clashing
    [one] = edit.clashes
    assert (edit.title, one.name, one.base, one.online, one.file) == (
        "What stays",
        "minutes",
        "60",
        "75",
        "90",
    )
    assert (found.plan.steps[3].minutes, found.plan.steps[3].room) == (75, 1)
    file_wins = taken(content, now, file_wins=[("3", "minutes")]).plan.steps[3]
    assert (file_wins.minutes, file_wins.title.en) == (90, "What stays")


def test_a_cell_nobody_can_read_is_in_the_way_also_when_the_other_side_is_kept() -> None:
    now = PLAN.with_rows(replace(PLAN.steps[3], minutes=75))
    found = taken(edited(export(PLAN), put("3", minutes="soon", room="Garden")), now)
    assert ([one.sentence for one in found.problems], len(found.plan.rooms)) == (
        ["“soon” is not a number of minutes."],
        1,
    )


def test_what_was_taken_out_meanwhile_stays_out() -> None:
    found = taken(
        edited(export(PLAN), put("3", minutes=90), put("2", minutes=5)), remove_from_plan(PLAN, [3])
    )
    gone = [edit.record.code for edit in found.found.edits if edit.gone]
    assert (gone, 3 in found.plan.steps, found.plan.steps[2].minutes) == (["3"], False, 5)
    content = edited(export(PLAN), put("3", minutes=90))
    back = taken(content, remove_from_plan(PLAN, [3]), file_wins=[("3", "minutes")])
    there = [(one.title.en, one.minutes) for one in back.plan.at(PlanPlace(1))]
    assert (back.problems, there) == (
        [],
        [("Opening", 30), ("=Coffee", 20), ("What lasts", 90)],
    )


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (put("2", minutes="soon"), "“soon” is not a number of minutes."),
        (put("2", minutes=-5), "“-5” is not a number of minutes."),
        (put("2", minutes=None), "the minutes are missing; a marker has 0."),
        (put("2", pinned="noon"), "“noon” is not a time; write it like 9:30."),
        (put("2", day=date(2027, 5, 3)), "3 May 2027 is not a day of the event."),
        (put("2", day="someday"), "“someday” is not a day. Write it like 12.3.2027, or “parked”."),
        (put("2", kind="Party"), "“Party” is not one of the kinds in the list."),
        (put("2", lead="Nobody"), "nobody in the team is called “Nobody”."),
        (put("2", objectives="O9"), "there is no objective “O9”."),
        (put("2", technique="Magic"), "“Magic” is not a technique on the shelf."),
        (put("2", internal="perhaps"), "“perhaps” cannot be read: write “yes” or leave it empty."),
        (put("2", title_en=None, title_sq=None), "a step needs a title."),
        (insert("3", start="11:11"), "This cannot be empty; the row is left out."),
        (put("2", title_en="x" * 201), "a text is too long: at most 200 characters."),
        (
            put("2", start="11:11"),
            "the start is calculated. To fix it, write it under “Fixed start”.",
        ),
        (
            put("5", minutes=10),
            "it lasts as long as the steps inside; change the minutes of those steps.",
        ),
        (put("1", inside="↳"), "it has an arrow, but there is no step above it to belong to."),
        (put("2", inside="↳↳"), "it has two arrows, but there is no parallel group above it."),
        (put("G1", aim_en="x"), "a parallel group has nothing under “Aim (English)”."),
        (
            put("2", id="777"),
            "its number is unknown; clear the hidden column “Number (do not change)” to add it as new.",
        ),
        (
            put("3", id="2"),
            "this row has the same number as row 6. To copy a step, clear the hidden column "
            "“Number (do not change)” of the copy.",
        ),
    ],
)
def test_what_cannot_be_taken_is_a_sentence_with_its_row(edit: Edit, sentence: str) -> None:
    found = problems(edit)
    assert sentence in [text for _row, text in found]
    assert all(4 < row < 20 for row, _text in found)


@pytest.mark.parametrize("name", ["minutes", "inside", "day", "title_sq", "id"])
def test_a_column_that_is_gone_changes_nothing_and_is_told(name: str) -> None:
    content = edited(export(PLAN), lambda sheet: sheet.delete_cols(COLUMN[name]))
    assert said(content) == []
    [one] = parse_returned_sheet(content).told
    assert one.sentence == (
        "This looks like your own list without its codes: 10 matched, 0 new."
        if name == "id"
        else "This column is no longer in the file; what is saved stays."
    )


def test_a_comment_at_a_step_is_told() -> None:
    def remark(sheet: Any) -> None:
        sheet.cell(row_of(sheet, "2"), COLUMN["title_en"]).comment = Comment("ask Ana", "x")

    [one] = parse_returned_sheet(edited(export(PLAN), remark)).told
    assert "ask Ana" in one.sentence


def test_columns_may_be_moved_and_more_may_be_added() -> None:
    def shuffle(sheet: Any) -> None:
        sheet.insert_cols(1)
        sheet.cell(HEADER, 1).value = "My notes"
        sheet.cell(HEADER + 2, 1).value = "call her"

    assert said(edited(export(PLAN), shuffle)) == []


def test_a_file_that_is_no_running_order_is_refused() -> None:
    with pytest.raises(SheetProblem):
        parse_returned_sheet(b"hello")


def test_the_file_looks_as_if_a_careful_colleague_had_made_it() -> None:
    book = load_workbook(io.BytesIO(export(PLAN)))
    assert [(one.title, one.sheet_state) for one in book.worksheets] == [
        ("Running order", "visible"),
        ("Read me", "visible"),
        ("_lists", "hidden"),
        ("_base", "veryHidden"),
    ]
    page = book.worksheets[0]
    assert page.column_dimensions["A"].width >= len(" Wed 31 Mar 2027 "), "Excel shows ### instead"
    assert [page.cell(row, 1).value for row in (1, 4)] == [
        "Running order: Spring",
        "Thursday 18 March 2027",
    ]
    coffee = page.cell(row_of(page, "2"), COLUMN["title_en"])
    assert (coffee.value, coffee.data_type, coffee.quotePrefix) == ("=Coffee", "s", True)
    assert (page.freeze_panes, page.page_setup.orientation, page.page_setup.paperSize) == (
        "I4",
        "landscape",
        9,
    )
    assert [page.cell(row_of(page, id), COLUMN["inside"]).value for id in ("5", "6", "G1")] == [
        None,
        "↳",
        "↳",
    ]
