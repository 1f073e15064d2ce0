"""Text and blocks, merging, differences, order: the pure rules a section is edited by."""

from hypothesis import given, settings
from hypothesis import strategies as st

from facilitate.lib.text import clean_text
from facilitate.report.content import report_from_json, report_to_json
from facilitate.report.proceedings import (
    Bullets,
    Exhibit,
    Paragraph,
    Report,
    ReportHeading,
    ReportLink,
    ReportPicture,
    ReportQuote,
    ReportTable,
    Section,
    Trail,
    TrailStation,
)
from facilitate.report.writing.actions import merge_texts
from facilitate.report.writing.arranging import (
    Arrangement,
    arrange_sections,
    included_sections,
    move_in_arrangement,
)
from facilitate.report.writing.difference import DifferencePiece, PieceFate, line_differences
from facilitate.report.writing.markup import (
    blocks_from_text,
    blocks_to_text,
    named_exhibits,
    tidy_text,
)
from facilitate.report.writing.withholding import holds_any, without_gone

LINES = st.lists(
    st.sampled_from(
        [
            "Fjalë.",
            "- jo pikë",
            "> jo citim",
            "## jo titull",
            "[[jo-tabelë]]",
            "\\- vizë",
            "— kush",
            "a b",
            "1. një",
        ]
    ),
    min_size=1,
    max_size=3,
).map("\n".join)
SAID = (
    st.one_of(LINES, st.text(min_size=1, max_size=30))
    .map(lambda text: tidy_text(clean_text(text)))
    .filter(bool)
)
ONE_LINE = SAID.map(lambda text: text.replace("\n", " "))
TABLE = Exhibit("table", "Table", (ReportTable("T", ("a",), (("1",),)),))
BLOCKS = st.lists(
    st.one_of(
        st.builds(Paragraph, SAID),
        st.builds(ReportHeading, ONE_LINE, st.sampled_from([2, 3])),
        st.builds(Bullets, st.lists(SAID, min_size=1, max_size=3).map(tuple)),
        st.builds(ReportQuote, SAID, st.one_of(st.just(""), ONE_LINE)),
        st.just(TABLE),
    ),
    max_size=6,
)


@settings(max_examples=100, deadline=None)
@given(BLOCKS)
def test_what_was_written_as_text_reads_back_the_same(blocks) -> None:
    assert list(blocks_from_text(blocks_to_text(blocks), {"table": TABLE})) == blocks


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_typed_and_stays(text: str) -> None:
    once = blocks_to_text(blocks_from_text(clean_text(text), {}))
    assert blocks_to_text(blocks_from_text(once, {})) == once


def test_people_need_not_write_it_exactly() -> None:
    text = "Një fjali.\nE vazhduar.\n- pika\n- tjetra\n  më tej\n## Titull\n> Fjalë\n> — OJF\n[[table]]\n[[e-panjohur]]"
    assert blocks_from_text(text, {"table": TABLE}) == (
        Paragraph("Një fjali.\nE vazhduar."),
        Bullets(("pika", "tjetra\nmë tej")),
        ReportHeading("Titull", 2),
        ReportQuote("Fjalë", "OJF"),
        TABLE,
    )
    assert named_exhibits(text) == ["table", "e-panjohur"]


def test_where_one_side_changed_that_side_holds() -> None:
    before = "a\n\n- një\n- dy\n\nfundi"
    mine = "a e ndryshuar\n\n- një\n- dy\n\nfundi"
    now = "a\n\n- një\n- dy\n- tre\n\nfundi"
    found = merge_texts(before, mine, now)
    assert (found.text, found.conflicts) == ("a e ndryshuar\n\n- një\n- dy\n- tre\n\nfundi", ())


def test_where_both_changed_both_stand_and_it_is_said() -> None:
    found = merge_texts("a\nb\nc", "a\nb ime\nc", "a\nb e re\nc")
    assert found.text == "a\nb ime\nb e re\nc"
    assert [(one.before, one.mine, one.now) for one in found.conflicts] == [
        ("b", "b ime", "b e re")
    ]


def test_a_line_that_left_the_sources_leaves_the_text_too() -> None:
    assert merge_texts("a\nb\nc", "a\nb\nc\nmbyllja ime", "a\nc").text == "a\nc\nmbyllja ime"


TEXTS = st.lists(st.sampled_from(["a", "b", "c", "", "- d"]), max_size=8).map("\n".join)


@settings(max_examples=100, deadline=None)
@given(TEXTS, TEXTS)
def test_merging_with_one_side_untouched_gives_the_other(before: str, other: str) -> None:
    def lines(text: str) -> list[str]:
        return text.rstrip("\n").splitlines()

    assert lines(merge_texts(before, other, before).text) == lines(other)
    assert lines(merge_texts(before, before, other).text) == lines(other)
    assert merge_texts(before, other, other).conflicts == ()


@settings(max_examples=100, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_a_line_the_team_wrote_itself_is_never_lost(before: str, mine: str, now: str) -> None:
    own = f"{mine}\nkjo është e jona"
    assert "kjo është e jona" in merge_texts(before, own, now).text


def test_differences_are_told_word_by_word() -> None:
    found = line_differences(
        "Vijnë dy vetë nga Kukësi.\n\nnjë", "Vijnë tre vetë nga Kukësi.\n\nnjë\n\ndy"
    )
    assert found == [
        (
            DifferencePiece(PieceFate.SAME, "Vijnë "),
            DifferencePiece(PieceFate.GONE, "dy "),
            DifferencePiece(PieceFate.NEW, "tre "),
            DifferencePiece(PieceFate.SAME, "vetë nga Kukësi."),
        ),
        (DifferencePiece(PieceFate.NEW, "dy"),),
    ]
    assert line_differences("e njëjta\n\n", "e njëjta") == []


def sections(*keys: str) -> list[Section]:
    return [Section(key, key, (Paragraph(key),)) for key in keys]


def test_order_and_inclusion_are_chosen() -> None:
    rows = [
        *sections("a", "b"),
        Section("c", "c", sections=tuple(sections("c1", "c2"))),
        Section("d", "d"),
    ]
    wanted = move_in_arrangement(rows, Arrangement(), "c2", 1)
    wanted = move_in_arrangement(rows, wanted, "c", 1)
    wanted = Arrangement(wanted.order, frozenset({"b"}))
    assert Arrangement.of(wanted.kept()) == wanted
    assert [
        (one.key, [own.key for own in one.sections]) for one in included_sections(rows, wanted)
    ] == [
        ("c", ["c2", "c1"]),
        ("a", []),
    ]  # b is left out, d has nothing to say


def test_a_new_section_stands_behind_its_usual_neighbour() -> None:
    wanted = Arrangement(("c", "b", "a"))
    assert [
        one.key for one in arrange_sections(sections("new", "a", "b", "later", "c"), wanted)
    ] == [
        "new",
        "c",
        "b",
        "later",
        "a",
    ]


def test_what_was_taken_out_of_the_notes_never_comes_back() -> None:
    blocks = [
        Paragraph("Mbeti e gjithë kjo."),
        Bullets(("Një pikë", "Këtu  u tha: ajo banon te stacioni, kati i dytë.")),
        ReportQuote("AJO BANON te stacioni", "OJF"),
        TABLE,
    ]
    gone = ["ajo banon te stacioni", "pikë"]  # a short text counts only as the whole
    assert without_gone(blocks, gone) == [
        Paragraph("Mbeti e gjithë kjo."),
        Bullets(("Një pikë",)),
        TABLE,
    ]
    assert holds_any("- Një\n\n> Ajo banon te stacioni", gone)
    assert not holds_any("- Një pikë", gone)


def test_a_report_survives_json() -> None:
    picture = ReportPicture(b"\x00\xff", "image/jpeg", "Fletë", 4, 3, b"x")
    trail = Trail(
        "O1",
        (
            TrailStation("Kërkuar", (ReportLink("14", "session-1"),)),
            TrailStation("Hapi", (), "asgjë"),
        ),
        "objective-1",
    )
    table = ReportTable("T", ("a", "b"), (("1", "2"),), (3.0, 1.0), (1,), ("decision-1",))
    exhibit = Exhibit("all", "Gjithçka", (picture, table, trail), headed=True)
    own = Section(
        "s1",
        "Hapja",
        (ReportQuote("Fjalë", "OJF"), Bullets(("a",)), ReportHeading("H", 3), exhibit),
        edited=True,
    )
    report = Report(
        "sq", "Konferenca", ("Tiranë",), (Section("sessions", "Seancat", sections=(own,)),)
    )
    assert report_from_json(report_to_json(report)) == report
    assert [one.key for one in report.walk()] == ["sessions", "s1"]
    assert report.photos == [picture]
