"""The guide cut to a reader or to days, with parallel groups, with holes, with whatever was typed; and its speed."""

import io
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import process_time

import pytest
from docx.oxml.ns import qn

from facilitate.agenda.kinds import StepKind
from facilitate.agenda.numbering import StepNumber
from facilitate.agenda.plan import Plan, PlanDay, PlanRoom, PlanStep, PlanStrand
from facilitate.agenda.programmes import programme_from
from facilitate.guides.choices import GuideReader
from facilitate.guides.guide import Guide, GuideGroup
from facilitate.guides.papers.look import (
    SETTLES,
    GuideLine,
    PageCapacity,
    numbers_text,
    pieces_height,
)
from facilitate.guides.papers.steps import step_following
from facilitate.lib.text import Words

from ...office import Office
from ..sample import (
    EVENT,
    HELPER,
    LEAD,
    OBJECTIVE,
    sample_cafe,
    sample_day,
    sample_guide,
    sample_step,
)
from ..sample import step_numbers as numbered
from .test_whole import CAFE, made, opened, tables, texts, words

OWN = {"reader": GuideReader.FACILITATOR, "member": HELPER.id}


def grouped() -> Guide:
    """A session whose two groups have two steps and one; a step of all follows."""
    block = PlanStep(1, 1, rank="001a", kind=StepKind.SESSION, title=Words("Regions", "Rajonet"))
    strands = [
        PlanStrand(1, 1, "a", Words("North", "Veri"), 1, LEAD.id, HELPER.id, 30),
        PlanStrand(2, 1, "b", Words("South", "Jug"), 2, HELPER.id, None, 28),
    ]
    inside = [
        replace(
            sample_step(number),
            day=None,
            block=1,
            strand=strand,
            room=None,
            lead=None,
            supporters=(),
            minutes=20,
        )
        for number, strand in ((2, 1), (3, 1), (4, 2))
    ]
    steps = [block, *inside, sample_step(9, lead=LEAD.id, supporters=())]
    plan = Plan(
        {1: PlanDay(1, EVENT.first_day, 540)},
        {1: PlanRoom(1, "Salla"), 2: PlanRoom(2, "Dhoma")},
        {one.id: one for one in strands},
        {one.id: one for one in steps},
    )
    return sample_guide(programme_from(EVENT, plan, [LEAD, HELPER], [OBJECTIVE])[0])


def outline(document) -> list[str]:
    """The steps and groups in their order."""
    styles = ("Step Heading", "Step Line", "Group Heading")
    return [
        one.text
        for one in document.paragraphs
        if one.style.name in styles and " · Round" not in one.text
    ]


def test_groups_stand_side_by_side_and_then_one_after_the_other() -> None:
    document = opened(words(grouped(), scripts=False))
    assert outline(document) == [
        "Regions",
        "North",
        "Step 2",
        "Step 3",
        "South",
        "Step 4",
        "Step 9",
    ]
    (rows,) = tables(document, "Group", "North", "South")
    assert rows == [
        ["Room", "Salla", "Dhoma"],
        ["Lead", "Besnik Kola", "Çeljeta Doçi"],
        ["Takes notes", "Çeljeta Doçi", ""],
        ["People", "30", "28"],
        ["Steps", "09:00–09:20 2. Step 2\n09:20–09:40 3. Step 3", "09:00–09:20 4. Step 4"],
    ]
    assert "Salla · Besnik Kola · notes: Çeljeta Doçi · 30 people" in texts(document, "Step Time")


def test_many_groups_stand_in_rows() -> None:
    groups = [GuideGroup(f"Group {number}", "", "Ana Ruci", "", 0) for number in range(1, 7)]
    told = sample_guide(sample_day(sample_step()))
    told = replace(
        told, days=[replace(told.days[0], steps=[replace(told.steps[0], groups=groups)])]
    )
    (rows,) = tables(opened(words(told)), "Group", "Lead")
    assert rows == [[one.name, "Ana Ruci"] for one in groups]


def test_the_next_step_is_that_of_the_own_group() -> None:
    steps = grouped().steps
    after = [step_following(steps, at) for at in range(len(steps))]
    assert [one.title if one else "" for one in after] == ["", "Step 3", "Step 9", "Step 9", ""]


def test_one_facilitators_own_guide() -> None:
    told = sample_guide(
        sample_day(
            sample_step(1, lead=LEAD.id, supporters=()),
            sample_step(2),
            sample_step(3, lead=LEAD.id, supporters=()),
        )
    )
    document = opened(words(told, **OWN))
    assert texts(document, "Cover Kicker") == ["A facilitator’s own guide"]
    assert "For Çeljeta Doçi, facilitator" in texts(document, "Cover Text")
    assert texts(document, "Step Heading") == ["Step 2"]
    assert texts(document, "Step Line") == [
        "09:00–09:40 · Step 1 · Besnik Kola",
        "10:20–11:00 · Step 3 · Besnik Kola",
    ]
    assert texts(document, "Heading 1")[-2:] == [
        "How a facilitator behaves",
        "People stay anonymous",
    ]
    (mine,) = tables(document, "When", "Step", "Role in this step")
    assert mine == [["09:40–10:20", "2. Step 2", "helps"]]


def test_a_group_of_others_has_no_heading_in_an_own_guide() -> None:
    document = opened(words(grouped(), **OWN))
    lines = texts(document, "Step Line")
    assert outline(document)[1:3] == ["North", "Step 2"]
    assert lines[-1] == "09:40–10:20 · Step 9 · Besnik Kola"
    alone = opened(words(grouped(), reader=GuideReader.FACILITATOR, member=99))
    assert texts(alone, "Group Heading") == []
    assert "09:00–09:20 · Step 2 (North) · Besnik Kola" in texts(alone, "Step Line")


def test_numbers_stay_those_of_the_whole_guide() -> None:
    first, second = sample_day(sample_step(1)), sample_day(sample_step(2))
    told = sample_guide(first)
    other = replace(
        told.days[0],
        number=2,
        on=EVENT.first_day + timedelta(days=1),
        steps=[replace(sample_guide(second).steps[0], number=StepNumber(2, 3))],
    )
    told = replace(told, days=[told.days[0], other])
    document = opened(words(told, days=frozenset({other.on})))
    assert "Only Day 2: Friday 19 March." in texts(document, "Cover Text")
    heading = next(one for one in document.paragraphs if one.style.name == "Step Heading")
    number = heading._p.find(f".//{qn('w:numId')}").get(qn("w:val"))
    found = document.part.numbering_part.element.find(f"{qn('w:num')}[@{qn('w:numId')}='{number}']")
    assert found.find(f".//{qn('w:startOverride')}").get(qn("w:val")) == "3"
    kind = found.find(qn("w:abstractNumId")).get(qn("w:val"))
    kinds = document.part.numbering_part.element.iterfind(qn("w:abstractNum"))
    level = next(one for one in kinds if one.get(qn("w:abstractNumId")) == kind)[1]
    assert level.find(qn("w:lvlText")).get(qn("w:val")) == "2·%1"


def test_holes_stand_in_front_and_at_the_place() -> None:
    document = opened(made("en", sample_day(sample_step(lead=None))))
    assert tables(document, "Step", "What is missing") == [
        [["1. Step 1", "Nobody leads this step yet"]]
    ]
    assert texts(document, "Hole")[1:] == ["Nobody leads this step yet"]
    (rows,) = tables(document, "Time", "Min.", "Step", "Technique", "Lead", "Room")
    assert rows[0][4] == "nobody yet"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x00\x0b\x1b\ud800\ufffeb", "ab"),
        *(
            (text, text)
            for text in ["=1+1", "</w:t><w:br/>", "שלום", "100 % (%(what)s)", "x" * 200_000]
        ),
    ],
    ids=["control", "formula", "markup", "hebrew", "percent", "long"],
)
def test_no_text_breaks_the_file(text: str, kept: str) -> None:
    both = Words(text, text)
    row = sample_step(do=both, say=both, late=both, title=Words(text[:300], text[:300]))
    document = opened(made("en", sample_day(row)))
    assert kept in texts(document, "Do")
    assert kept in texts(document, "Script")
    assert f"1 · If you are late: {kept}" in texts(document, "Late")
    assert kept[:300] in texts(document, "Step Heading")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "–"),
        (numbered(1), "1"),
        (numbered(1, 2), "1, 2"),
        (numbered(1, 2, 3, 7), "1–3, 7"),
        ([*numbered(8, 9, 10, on=1), *numbered(1, on=2)], "1·8–10; 2·1"),
    ],
)
def test_numbers_are_drawn_together(given: list[StepNumber], said: str) -> None:
    assert numbers_text(given) == said


def test_a_long_line_is_higher() -> None:
    page = PageCapacity(10, 40)
    assert pieces_height([GuideLine("x" * 10, "Do")], page) < pieces_height(
        [GuideLine("x" * 11, "Do")], page
    )
    assert pieces_height([GuideLine("", "Do")], page) == pieces_height([GuideLine("x", "Do")], page)


def test_a_long_guide_is_whole_and_in_order() -> None:
    count = 2 * SETTLES + 7
    document = opened(
        words(sample_guide(sample_day(*[sample_step(one + 1, minutes=5) for one in range(count)])))
    )
    assert texts(document, "Step Heading") == [f"Step {one + 1}" for one in range(count)]
    chapters = texts(document, "Heading 1")
    assert (chapters[0], chapters[-1]) == ("How to use this guide", "Sheets for notes")
    first = [one.style.name for one in document.paragraphs[:12]]
    assert first.index("TOC Heading") < first.index("toc 1")
    body = document.element.body
    marks = [one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))]
    assert len(marks) == len(set(marks))
    assert {one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))} <= set(marks)
    assert [one for one in body if not isinstance(one.tag, str)] == []


def test_time_grows_in_proportion() -> None:
    def seconds(number: int) -> float:
        told = sample_guide(sample_day(*[sample_step(one) for one in range(3, number + 3)]))
        begun = process_time()
        words(told)
        return process_time() - begun

    seconds(10)
    assert seconds(500) < 60 * max(seconds(25), 0.02)


@pytest.mark.office
def test_it_renders(office: Office, tmp_path: Path) -> None:
    papers = [
        words(
            sample_guide(
                sample_day(sample_step(), CAFE), language=language, cafes={2: sample_cafe()}
            )
        )
        for language in ("en", "sq")
    ]
    assert [zipfile.ZipFile(io.BytesIO(paper)).testzip() for paper in papers] == [None, None]
    english, albanian = office.pages(tmp_path, *papers)
    for pages, name, first in (
        (english, "Spring conference", "1. Step 1"),
        (albanian, "Konferenca e pranverës", "1. Hapi 1"),
    ):
        text = " ".join(" ".join(pages).split())
        assert name in text
        assert first in text
        assert len(pages) >= 7
