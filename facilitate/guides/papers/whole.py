"""The facilitator guide as a Word file, in the look of guides/guide.docx."""

from collections.abc import Iterable
from datetime import UTC, datetime, time

from ...content import folder
from ...i18n import _, _n, day, days, label, use_language
from ...lib.clock import hours_and_minutes, wall
from ...lib.documents import Cell, Para, TableLook, WordFile
from ...lib.text import Words
from ..conduct import ANONYMITY, BEHAVIOUR, DEFINITION, SOURCE, TECHNIQUES
from ..guide import Guide, GuideCafe, GuideDay, GuideStep, ScriptLine
from ..labels import group_text, hole_text, material_text, minutes_text

TAGS = {"en": "en-GB", "sq": "sq-AL"}
FACTS = TableLook("Guide Facts", (3.2, 12.8), ("Fact Label", "Fact"))
TEXT, NUMBER = "Table Text", "Table Number"
OVERVIEW = TableLook("Guide Table", (2.5, 1.3, 6.1, 3.4, 2.7), (TEXT, NUMBER, TEXT, TEXT, TEXT))
TEAM = TableLook("Guide Table", (4.8, 3.8, 3.7, 3.7), (TEXT,) * 4)
HOLES = TableLook("Guide Table", (6.4, 9.6), (TEXT,) * 2)
ROUNDS = TableLook("Guide Table", (3.2, 3.4, 9.4), (TEXT,) * 3)
TABLES = TableLook("Guide Table", (1.5, 9.2, 3.8, 1.5), (NUMBER, TEXT, TEXT, NUMBER))


def to_word(guide: Guide) -> bytes:
    """The guide as the bytes of a .docx, in its own language."""
    with use_language(guide.language):
        file = WordFile(folder("guides") / "guide.docx")
        _about(file, guide)
        _cover(file, guide)
        _how_to_use(file, guide)
        _event(file, guide)
        _overview(file, guide)
        for one in guide.days:
            if one.steps:
                _day(file, one)
        _conduct(file, guide.language)
        return file.save()


def _about(file: WordFile, guide: Guide) -> None:
    file.language(TAGS[guide.language])
    made = datetime.combine(guide.made_on, time(12), UTC)
    file.properties(
        title=guide.title, subject=_("Facilitator guide"), author=", ".join(_leads(guide)), made=made
    )
    file.header(guide.title + "\t" + _("Facilitator guide"))
    file.footer("\t" + _("Page %(page)s of %(pages)s", page="{PAGE}", pages="{NUMPAGES}"))


def _cover(file: WordFile, guide: Guide) -> None:
    file.add(_("Facilitator guide"), "Cover Kicker")
    file.add(guide.title, "Title")
    file.add(days(guide.first_day, guide.last_day, year=True), "Subtitle")
    file.add(guide.place, "Cover Text")
    if _leads(guide):
        file.add(_("Lead facilitator: %(names)s", names=", ".join(_leads(guide))), "Cover Text")
    file.add(_counts(guide) + ".", "Cover Text")
    file.add(
        _("As of %(day)s. For the facilitation team only.", day=day(guide.made_on, "dated")), "Cover Text"
    )


def _leads(guide: Guide) -> list[str]:
    return [person.name for person in guide.team if person.role == "lead_facilitator"]


def _counts(guide: Guide) -> str:
    """`2 days, 30 steps`"""
    return ", ".join(
        [
            _n("%(num)d day", "%(num)d days", len(guide.days)),
            _n("%(num)d step", "%(num)d steps", len(guide.steps)),
        ]
    )


def _how_to_use(file: WordFile, guide: Guide) -> None:
    file.add(_("How to use this guide"), "Heading 1")
    file.add(
        _(
            "Each step has a page or less: when it begins, what it is for, who leads, what to have ready, "
            "and then the running script. Change the words until they are your own; keep the times."
        ),
        "Body Text",
    )
    file.add(_("What you do stands like this."), "Body Text")
    file.add(_("What you say aloud stands like this."), "Script")
    file.add(_("What is still to do stands like this."), "Hole")
    if not guide.holes:
        file.add(_("Nothing is missing: every step has a lead, a technique and words to say."), "Body Text")
        return
    file.add(_("Still to do"), "Heading 2")
    rows: list[list[Cell]] = []
    for hole in guide.holes:
        step = f"{hole.number}. {hole.title}" if hole.step_id else _("The event")
        place = [Para(step, "Table Text", f"step-{hole.number}" if hole.step_id else "")]
        rows.append([place, hole_text(hole)])
    file.table(HOLES, rows, [_("Step"), _("What is missing")], _("Still to do"))


def _event(file: WordFile, guide: Guide) -> None:
    file.add(_("The event on a page"), "Heading 1")
    for goal in guide.goals:
        file.add(goal, "Lead")
    file.add(guide.description, "Body Text")
    facts = [
        (_("When"), days(guide.first_day, guide.last_day, year=True)),
        (_("Where"), guide.place),
        (_("Participants expected"), str(guide.expected) if guide.expected else ""),
    ]
    _facts(file, facts)
    if guide.objectives:
        file.add(_("Objectives"), "Heading 2")
        rows: list[list[Cell]] = []
        for one in guide.objectives:
            text = f"{one.code} · {one.text}"
            if one.result:
                text += "\n" + _("Expected result: %(result)s", result=one.result)
            rows.append([text, _numbers(step.number for step in guide.steps if one in step.objectives)])
        look = TableLook("Guide Table", (12.3, 3.7), (TEXT,) * 2)
        file.table(look, rows, [_("Objective"), _("Served in steps")], _("Objectives"))
    if guide.team:
        file.add(_("The team, and who does what"), "Heading 1")
        people: list[list[Cell]] = [
            [one.name, label(one.role), _numbers(one.leads), _numbers(one.helps)] for one in guide.team
        ]
        file.table(TEAM, people, [_("Name"), _("Role"), _("Leads steps"), _("Helps in steps")], _("Team"))


def _numbers(numbers: Iterable[int]) -> str:
    """`1–3, 7`: step numbers, runs of three and more drawn together."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    texts = [f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]
    return ", ".join(texts) or "–"


def _overview(file: WordFile, guide: Guide) -> None:
    heading = [_("Time"), _("Min."), _("Step"), _("Technique"), _("Lead")]
    for one in guide.days:
        if one.steps:
            file.add(_("The agenda at a glance"), "Heading 1")
            file.add(f"{_day_title(one)}, {_day_line(one)}", "Lead")
            file.table(OVERVIEW, map(_overview_row, one.steps), heading, _day_title(one))
    if not guide.steps:
        file.add(_("The agenda at a glance"), "Heading 1")
        file.add(_("There is no step in the agenda yet."), "Hole")


def _overview_row(step: GuideStep) -> list[Cell]:
    title = [Para(f"{step.number}. {step.title}", "Table Text", f"step-{step.number}")]
    return [step.when, str(step.minutes), title, step.technique, step.lead]


def _day_title(one: GuideDay) -> str:
    return _("Day %(number)d: %(day)s", number=one.number, day=day(one.on, "long"))


def _day_line(one: GuideDay) -> str:
    """`08:30–17:10 (10 min longer than planned)`"""
    span = f"{wall(one.start)}–{wall(one.end)}"
    if one.over > 0:
        return f"{span} " + _("(%(time)s longer than planned)", time=hours_and_minutes(one.over))
    return span


def _day(file: WordFile, one: GuideDay) -> None:
    file.add(_day_title(one), "Heading 1")
    file.add(_day_line(one), "Note")
    for step, following in zip(one.steps, [*one.steps[1:], None], strict=True):
        _step(file, step, f"{wall(following.start)} · {following.title}" if following else "")


def _step(file: WordFile, step: GuideStep, following: str) -> None:
    file.add(f"{step.number}. {step.title}", "Heading 2", bookmark=f"step-{step.number}")
    parts = [step.when, minutes_text(step.minutes), step.technique, step.room]
    file.add(" · ".join(part for part in parts if part), "Step Time")
    for hole in step.holes:
        file.add(hole_text(hole), "Hole")
    facts = [
        (_("Aim"), step.aim),
        (_("Objectives"), _objectives(step)),
        (_("Lead"), step.lead),
        (_("With"), ", ".join(step.supporters)),
        (_("Takes notes"), step.note_taker),
        (_("Groups"), "\n".join(group_text(one) for one in step.groups)),
        (_("Set-up"), step.setting),
        (_("Materials"), "\n".join(material_text(one) for one in step.materials)),
    ]
    _facts(file, facts)
    if step.lines:
        file.add(_("What to do and what to say"), "Heading 3")
    for line in step.lines:
        _line(file, step, line)
    if step.cafe:
        _cafe(file, step.cafe)
        file.add(_("For the team"), "Heading 3")
    asides = [
        (_("Hosts, helpers"), step.helper),
        (_("Note-taker"), step.notes),
        (_("To close"), step.close),
        (_("Next"), following),
    ]
    _facts(file, asides)


def _objectives(step: GuideStep) -> str:
    """Two objectives in full; of more only the codes, they stand on the page of the event."""
    if len(step.objectives) > 2:
        return ", ".join(one.code for one in step.objectives)
    return "\n".join(f"{one.code} · {one.text}" for one in step.objectives)


def _facts(file: WordFile, facts: list[tuple[str, str]]) -> None:
    rows = [[name, text] for name, text in facts if text]
    if rows:
        file.table(FACTS, rows)


def _line(file: WordFile, step: GuideStep, line: ScriptLine) -> None:
    if not step.one_breath and line.at is not None:
        who = f" · {label(line.speaks)}" if line.speaks else ""
        file.add(f"{line.clock} · {minutes_text(line.minutes)}{who}", "Minute")
    last = line is step.lines[-1]
    file.add(line.do, "Do" if line.say or last else "Body Text")
    file.add(line.say, "Script")


def _cafe(file: WordFile, cafe: GuideCafe) -> None:
    file.add(_("Rounds"), "Heading 3")
    rows: list[list[Cell]] = []
    for one in cafe.rounds:
        rows.append(
            [
                _("Round %(number)d", number=one.number),
                f"{wall(one.start)}–{wall(one.end)}",
                _below(one.question, _("Move; seated again at %(time)s.", time=wall(one.moved))),
            ]
        )
    harvest = f"{wall(cafe.harvest_start)}–{wall(cafe.harvest_end)}"
    rows.append([_("Harvest"), harvest, _("Each table brings its best to the plenary.")])
    asked = any(one.question for one in cafe.rounds)
    heading = [_("What"), _("Time"), _("Question, then move") if asked else _("Then move")]
    file.table(ROUNDS, rows, heading, _("Rounds"))
    if cafe.tables:
        file.add(_("Tables and questions"), "Heading 3")
        tables: list[list[Cell]] = [
            [
                str(one.number), _below(one.name, one.question) or "–",
                _below(one.host or "–", _("notes: %(name)s", name=one.note_taker) if one.note_taker else ""),
                str(one.seats),
            ]
            for one in cafe.tables
        ]  # fmt: skip
        heading = [_("Table"), _("Question"), _("Host"), _("Seats")]
        file.table(TABLES, tables, heading, _("Tables and questions"))


def _below(*lines: str) -> str:
    """The lines that say something, each on its own."""
    return "\n".join(line for line in lines if line)


def _conduct(file: WordFile, language: str) -> None:
    file.add(_("How a facilitator behaves"), "Heading 1")
    file.add(DEFINITION.to(language), "Lead")
    file.add(SOURCE.to(language), "Note")
    _list(file, _("What you stand for"), BEHAVIOUR, language)
    _list(file, _("How you do it"), TECHNIQUES, language)
    file.add(_("People stay anonymous"), "Heading 1")
    file.add(
        _(
            "Victims are anonymous at all times, in the room and on paper. This is not a matter "
            "of politeness: a person who is recognised can be in danger."
        ),
        "Lead",
    )
    for one in ANONYMITY:
        file.add(one.to(language), "List Bullet")


def _list(file: WordFile, title: str, items: list[Words], language: str) -> None:
    file.add(title, "Heading 2")
    for one in items:
        file.add(one.to(language), "List Bullet")
