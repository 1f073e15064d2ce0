"""What is understood of a typed line, in both languages; nothing that was typed is lost."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.agenda.adding.actions import insert_typed_steps, step_from_typed
from facilitate.agenda.adding.reading import LONGEST_LINE, read_line
from facilitate.agenda.adding.technique_names import title_in_both
from facilitate.agenda.kinds import StepKind
from facilitate.agenda.plan import Plan, PlanDay, PlanPlace, PlanSpeaker, PlanStep
from facilitate.agenda.typed_lines import KnownNames, TypedStep
from facilitate.lib.text import Words, plain_text
from facilitate.techniques.shelf import shipped_techniques

from ..agendas import FIRST

KNOWN = KnownNames(
    members={1: "Artan Hoxha", 2: "Besa Kuka", 3: "Artan Leka"},
    objectives={11: "O1", 12: "O2"},
    rooms={5: "Main hall", 6: "Salla Vjosa"},
    techniques=list(shipped_techniques().values()),
)
LINES = [
    ("10:30 Coffee 30", TypedStep("Coffee", start=630, minutes=30, usual=20, kind=StepKind.BREAK)),
    (
        "World café 9 tables 3x20 harvest 30 @Besa #O2",
        TypedStep(
            "World café",
            minutes=105,
            usual=105,
            kind=StepKind.CAFE,
            technique="world-cafe",
            members=(2,),
            objectives=(12,),
            groups=9,
            rounds=(3, 20),
        ),
    ),
    *(
        (
            line,
            TypedStep(
                title,
                minutes=75,
                usual=105,
                kind=StepKind.CAFE,
                technique="world-cafe",
                groups=9,
                people=people,
                rounds=(3, 20),
            ),
        )
        for line, title, people in (
            ("World café, 9 tables, 3 rounds of 20 minutes, 70 people", "World café", 70),
            ("World café (9 tables; 3 rounds à 20'; 70 participants)", "World café", 70),
            ("World café 9 tables of 8, 3 rounds, 20 minutes each", "World café", 72),
            ("Kafe botërore 9 tryeza me 8 veta, 3 raunde nga 20 minuta", "Kafe botërore", 72),
        )
    ),
    (
        "Group work by county 45m",
        TypedStep(
            "Group work by county",
            minutes=45,
            usual=90,
            kind=StepKind.GROUP,
            technique="working-groups-by-county",
        ),
    ),
    (
        "14:00 Panel: donors (Drita, Ilir) 60 Main hall",
        TypedStep(
            "Panel: donors",
            start=840,
            minutes=60,
            kind=StepKind.PANEL,
            room=5,
            names=("Drita", "Ilir"),
        ),
    ),
    ("9h30 Hapja", TypedStep("Hapja", start=570)),
    (
        "09.30 – 10.15 Fjala e ministrit",
        TypedStep("Fjala e ministrit", start=570, minutes=45, kind=StepKind.TALK),
    ),
    ("2.15 pm Discussion 1h30", TypedStep("Discussion", start=855, minutes=90)),
    ("Pushim kafeje 20 min", TypedStep("Pushim kafeje", minutes=20, usual=20, kind=StepKind.BREAK)),
    ("13:00 Dreka", TypedStep("Dreka", start=780, usual=60, kind=StepKind.MEAL)),
    ("8:30 Regjistrimi", TypedStep("Regjistrimi", start=510, kind=StepKind.REGISTRATION)),
    (
        "Diskutim 5 grupe 40 veta 1 orë në Salla Vjosa",
        TypedStep("Diskutim", minutes=60, groups=5, people=40, room=6),
    ),
    ("Dreka 12:30-13:30", TypedStep("Dreka", 750, minutes=60, usual=60, kind=StepKind.MEAL)),
    ("Kafe 10:30", TypedStep("Kafe", start=630, usual=20, kind=StepKind.BREAK)),
    ("Kafe 10.30", TypedStep("Kafe", start=630, usual=20, kind=StepKind.BREAK)),
    ("Visit 2 pm", TypedStep("Visit", start=840)),
    ("Visit @ Main hall 40", TypedStep("Visit", minutes=40, room=5)),
    ("Diskutim ne 4 tryeza 50", TypedStep("Diskutim", minutes=50, groups=4)),
    ("Visit 40 #O9 #2", TypedStep("Visit #O9", minutes=40, objectives=(12,))),
    ("Half an hour of silence", TypedStep("silence", minutes=30)),
    *(
        (line, TypedStep("Coffee", 630, minutes=20, usual=20, kind=StepKind.BREAK))
        for line in ("Coffee at 10:30 for 20 minutes", "Coffee 20 min at 10:30")
    ),
    *(
        (line, TypedStep("Lunch", 720, minutes=60, usual=60, kind=StepKind.MEAL))
        for line in ("Lunch at noon for an hour", "Lunch at 12:00 for one hour")
    ),
    ("ora 10 pa një çerek kafe 20", TypedStep("kafe", 585, 20, usual=20, kind=StepKind.BREAK)),
    (
        "Hapja @zana prenga 20 #O2",
        TypedStep("Hapja", minutes=20, names=("Zana Prenga",), objectives=(12,)),
    ),
    (
        "Hapja @zana shpejt e shkurt 20",
        TypedStep("Hapja shpejt e shkurt", minutes=20, names=("zana",)),
    ),
    ("Tryezë, moderon Besa 45", TypedStep("Tryezë", minutes=45, members=(2,))),
    (
        "Kafe botërore 8 tryeza 3 raunde nga 20 minuta, korrje 30",
        TypedStep(
            "Kafe botërore",
            minutes=105,
            usual=105,
            kind=StepKind.CAFE,
            technique="world-cafe",
            groups=8,
            rounds=(3, 20),
        ),
    ),
    ("Kafe në orën 10:30 për 20 min", TypedStep("Kafe", 630, 20, usual=20, kind=StepKind.BREAK)),
    *(
        (line, TypedStep(title, minutes=90, usual=60, kind=StepKind.MEAL))
        for line, title in (
            ("Dreka një orë e gjysmë", "Dreka"),
            ("Lunch an hour and a half", "Lunch"),
        )
    ),
    *(
        (line, TypedStep(title, minutes=40, kind=StepKind.GROUP, groups=5, people=people))
        for line, title, people in (
            ("Group work 5x8 people 40m", "Group work", 40),
            ("Puna në grupe 5x8 veta 40 min", "Puna në grupe", 40),
            ("5 grupe pune 40m", "grupe pune", 0),
        )
    ),
    ("Visit, 30 minutes, Main hall, Besa", TypedStep("Visit", minutes=30, room=5, members=(2,))),
    (
        "Votim me pika 20",
        TypedStep("Votim me pika", minutes=20, usual=20, technique="dot-voting"),
    ),
    ("SWOT 45", TypedStep("SWOT", minutes=45, usual=80, kind=StepKind.GROUP, technique="swot")),
    (
        "1-2-4-All 25",
        TypedStep(
            "1-2-4-All", minutes=25, usual=25, kind=StepKind.GROUP, technique="one-two-four-all"
        ),
    ),
    (
        "Panel: money (Besa; Artan Leka) 45",
        TypedStep("Panel: money", minutes=45, kind=StepKind.PANEL, members=(2, 3)),
    ),
    (
        "Panel: money (Drita Kola, UNDP) 45",
        TypedStep("Panel: money (UNDP)", minutes=45, kind=StepKind.PANEL, names=("Drita Kola",)),
    ),
    (
        "Group work 6 tables x 8 people 45m",
        TypedStep("Group work", minutes=45, kind=StepKind.GROUP, groups=6, people=48),
    ),
    (
        "Kafja botërore me 10 tavolina, 3 raunde nga 25 min",
        TypedStep(
            "Kafja botërore",
            minutes=90,
            usual=105,
            kind=StepKind.CAFE,
            technique="world-cafe",
            groups=10,
            rounds=(3, 25),
        ),
    ),
    ("Kafja 20", TypedStep("Kafja", minutes=20, usual=20, kind=StepKind.BREAK)),
    ("Visit, Besa 40", TypedStep("Visit", minutes=40, members=(2,))),
    ("Visit with Besa and Artan Leka", TypedStep("Visit", members=(2, 3))),
    ("Visit with Besa and Drita", TypedStep("Visit with Besa and Drita")),
    ("1,5h Visit", TypedStep("Visit", minutes=90)),
    ("14:00 Visit 60 Blue hall", TypedStep("Visit, Blue hall", start=840, minutes=60)),
    ("Work @Artan Hoxha @Besa", TypedStep("Work", members=(1, 2))),
    ("Work @Artan", TypedStep("Work", names=("Artan",), shared=("Artan",))),
    ("Work @artan hoxha", TypedStep("Work", members=(1,))),
    ("@besa kuka visit 40", TypedStep("visit", minutes=40, members=(2,))),
    ("Visit @besa in two cars", TypedStep("Visit in two cars", members=(2,))),
    ("Visit @zana prenga", TypedStep("Visit", names=("Zana Prenga",))),
    ("Agenda 2030", TypedStep("Agenda 2030")),
    ("What now #O9", TypedStep("What now #O9")),
    (
        "Panel with 3 donors (the large ones)",
        TypedStep("Panel with 3 donors (the large ones)", kind=StepKind.PANEL),
    ),
]


@pytest.mark.parametrize(("line", "typed"), LINES, ids=[line for line, _typed in LINES])
def test_a_line_says(line: str, typed: TypedStep) -> None:
    assert read_line(line, KNOWN) == typed


def test_who_is_named_first_leads_and_others_support() -> None:
    typed = read_line("Harvest @Besa @Artan Leka @Drita Prenga", KNOWN)
    assert (typed.lead, typed.supporters, typed.speakers) == (
        2,
        (3,),
        (PlanSpeaker("Drita Prenga"),),
    )


def test_a_length_may_stand_before_the_title_the_names_or_behind_the_time() -> None:
    for line, said in (
        ("1h30 Discussion", ("Discussion", None, 90)),
        ("+15 Coffee", ("Coffee", None, 15)),
        ("Discussion 40 with Besa", ("Discussion", None, 40)),
        ("@Besa opening 9:00 15", ("opening", 540, 15)),
        ("22:00-01:00 Night watch", ("Night watch", 1320, 180)),
        ("10:30-09:30 Backwards", ("10:30-09:30 Backwards", None, None)),
    ):
        typed = read_line(line, KNOWN)
        assert (typed.title, typed.start, typed.minutes) == said


@pytest.mark.parametrize(
    ("line", "title", "start", "minutes"),
    [
        ("noon Lunch 60", "Lunch", 720, 60),
        ("Lunch at noon", "Lunch", 720, None),
        ("Në mesditë Drekë 45", "Drekë", 720, 45),
        ("Afternoon tea 20", "Afternoon tea", None, 20),
        ("noon", "noon", None, None),
    ],
)
def test_noon_is_a_time(line: str, title: str, start: int | None, minutes: int | None) -> None:
    typed = read_line(line, KNOWN)
    assert (typed.title, typed.start) == (title, start)
    assert minutes is None or typed.minutes == minutes


@pytest.mark.parametrize("line", ["", "   ", "45", "10:30", "#O1", "@Besa 30"])
def test_a_line_without_a_title_is_no_step(line: str) -> None:
    assert read_line(line, KNOWN).title == ""


PIECES = (
    *(
        "10:30",
        "9h",
        "14:00-15:00",
        "30",
        "45m",
        "1h30",
        "600",
        "999",
        "2030",
        "3x20",
        "harvest 30",
    ),
    *(
        "Coffee",
        "kafe",
        "World",
        "café",
        "Main hall",
        "Salla",
        "9 tables",
        "–",
        ":",
        ",",
        "x",
        "ç",
        "Ë",
    ),
    *("(Drita, Ilir)", "(of course)", "@Artan", "@Zana", "@", "#O1", "#77", "#", "()", "…"),
)
pieces = st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join)


@given(st.one_of(pieces, st.text(max_size=80)))
def test_any_line_can_be_typed_and_no_word_is_lost(line: str) -> None:
    typed = read_line(line, KNOWN)
    assert typed.length >= 0
    assert typed.start is None or 0 <= typed.start < 1440
    understood = plain_text(
        f"{typed.title} {' '.join(typed.names)} {' '.join(KNOWN.members[one] for one in typed.members)} "
        f"{KNOWN.rooms.get(typed.room or 0, '')}"
    )
    said = {"harvest", "tables", "ora", "ore", "orë", "min", "pm", "am", "noon"}
    words = re.findall(r"[^\W\d_]{5,}", plain_text(line[:LONGEST_LINE]))
    assert [word for word in words if word not in understood and word not in said] == []


@given(pieces)
def test_what_is_typed_in_a_line_can_be_typed_in_the_form(line: str) -> None:
    """A step has nothing of a line that is no field of a step's form."""
    typed = read_line(line, KNOWN)
    step = step_from_typed(typed, -1, PlanPlace(day=1), "en")
    step = replace(step, title=Words(step.title.en))  # a technique's own name is said in both
    assert step == PlanStep(
        id=-1,
        day=1,
        kind=typed.kind,
        title=Words(typed.title[:200]),
        minutes=typed.length,
        pinned=typed.start,
        technique=typed.technique,
        room=typed.room,
        lead=typed.lead,
        supporters=typed.supporters,
        speakers=typed.speakers,
        objectives=typed.objectives,
        people=typed.people,
        groups=typed.groups,
    )


def starts(plan: Plan) -> list[tuple[str, int, bool]]:
    """Title, start and whether it is pinned, of each step of the day."""
    return [
        (plan.steps[one.id].title.en, one.start, plan.steps[one.id].pinned is not None)
        for one in plan.timed(1)
    ]


def test_lines_stand_where_their_time_is(app) -> None:
    plan = Plan(days={1: PlanDay(1, FIRST)})
    lines = [
        "8:30 Registration 30",
        "Opening 15",
        "10:00 Panel 60",
        "9:15 What you told us 30",
        "11:00 Coffee 20",
    ]
    with app.app_context():
        plan, new = insert_typed_steps(
            plan, [read_line(one, KNOWN) for one in lines], PlanPlace(day=1), "en"
        )
    assert len(new) == 5
    assert starts(plan) == [
        ("Registration", 510, False),
        ("Opening", 540, False),
        ("What you told us", 555, False),
        ("Panel", 600, True),
        ("Coffee", 660, False),
    ]


def test_what_is_parked_has_no_time(app) -> None:
    with app.app_context():
        plan, new = insert_typed_steps(
            Plan(days={1: PlanDay(1, FIRST)}),
            [read_line("10:30 Walk 20", KNOWN)],
            PlanPlace(),
            "en",
        )
    assert plan.steps[new[0]].pinned is None


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "World café, nine tables, three rounds of twenty minutes, seventy people",
            ("World café", "world-cafe", 9, (3, 20), 70, 75),
        ),
        (
            "Kafe botërore, nëntë tryeza, tre raunde nga njëzet e pesë minuta, dyzet veta",
            ("Kafe botërore", "world-cafe", 9, (3, 25), 40, 90),
        ),
        ("World café, Twenty-one tables", ("World café", "world-cafe", 21, None, 0, None)),
        (
            "Karusel, katër grupe, katër raunde nga dhjetë minuta",
            ("Karusel", "carousel", 4, (4, 10), 0, 48),
        ),
        (
            "Speed networking, six rounds of four minutes",
            ("Speed networking", "speed-exchange", 0, (6, 4), 0, 30),
        ),
        (
            "Shkëmbim i shpejtë, gjashtë raunde nga 4 minuta",
            ("Shkëmbim i shpejtë", "speed-exchange", 0, (6, 4), 0, 30),
        ),
        (
            "Peer consulting in five groups, ninety minutes",
            ("Peer consulting", "peer-consulting", 5, None, 0, 90),
        ),
        (
            "Konsultim mes kolegëve, pesë grupe",
            ("Konsultim mes kolegëve", "peer-consulting", 5, None, 0, None),
        ),
        (
            "World café at 9 tables in 3 rounds of 20 min each with 70 guests",
            ("World café", "world-cafe", 9, (3, 20), 70, 75),
        ),
        (
            "Kafeneja botërore: 9 tryeza, 3 raunde prej 20 min., për 70 persona",
            ("Kafeneja botërore", "world-cafe", 9, (3, 20), 70, 75),
        ),
        (
            "World café – 9 tables / 3 rounds / 20 min / 70 people",
            ("World café", "world-cafe", 9, (3, 20), 70, 75),
        ),
        (
            "World café – 9 tables – water",
            ("World café – water", "world-cafe", 9, None, 0, None),
        ),
        (
            "World café, 9 tables, 3 rounds, 70 people",
            ("World café", "world-cafe", 9, (3, 20), 70, None),
        ),
        (
            "Kafe botërore 90 min, tre raunde, 9 tryeza",
            ("Kafe botërore", "world-cafe", 9, (3, 15), 0, 90),
        ),
        (
            "Carousel, 4 stations, 4 rounds, 60 min",
            ("Carousel", "carousel", 4, (4, 10), 0, 60),
        ),
        ("Negotiation, 3 rounds", ("Negotiation, 3 rounds", "", 0, None, 0, None)),
        (
            "Punë në grupe sipas qarqeve, 6 grupe",
            ("Punë në grupe sipas qarqeve", "working-groups-by-county", 6, None, 0, None),
        ),
        (
            "Punë në grupe për ujin, 5 grupe",
            ("Punë në grupe për ujin", "", 5, None, 0, None),
        ),
        ("Two tables report back", ("Two tables report back", "", 0, None, 0, None)),
        ("Three rounds of negotiation", ("Three rounds of negotiation", "", 0, None, 0, None)),
    ],
)
def test_counts_in_words_and_ways_of_working_are_understood(line: str, said: tuple) -> None:
    known = KnownNames(techniques=list(shipped_techniques().values()))
    typed = read_line(line, known)
    assert said == (
        typed.title,
        typed.technique,
        typed.groups,
        typed.rounds,
        typed.people,
        typed.minutes,
    )


@pytest.mark.parametrize(
    ("title", "language", "key", "words"),
    [
        ("World café", "en", "world-cafe", Words(en="World café", sq="World café")),
        ("world cafe", "sq", "world-cafe", Words(en="World café", sq="world cafe")),
        (
            "Speed exchange",
            "en",
            "speed-exchange",
            Words(en="Speed exchange", sq="Biseda të shpejta me radhë"),
        ),
        ("Our café", "en", "world-cafe", Words(en="Our café")),
        ("Lunch", "sq", "", Words(sq="Lunch")),
    ],
)
def test_a_title_that_is_a_technique_s_name_is_there_in_both_languages(
    title: str, language: str, key: str, words: Words
) -> None:
    technique = shipped_techniques().get(key)
    assert title_in_both(title, language, technique.name if technique else Words()) == words
