"""The hosts' pages: two for every table of a café and every group – how to host it, and a sheet to write on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ...i18n import _, _n, day, use_language
from ...lib.clock import wall
from ...lib.document_tables import Cell, TableLook
from ...techniques.technique import Layout, Speaks
from ..choices import Choices
from ..guide import Guide, GuideGroup, GuideStep, GuideTable
from .look import GuideFile, begun, below, beside
from .notes_form import BLANK, SPARE, ask_all

FACTS = TableLook("Guide Facts", (3.2, 12.8), ("Fact Label", "Fact"))
TIMES = TableLook("Guide Table", (3.0, 13.0), ("Table Text", "Table Text"))

LONG = 25
"""Minutes from which on a talk at tables wants a host."""


@dataclass(frozen=True)
class Pair:
    """What the two pages of a table or group say.

    `times`: (when, what). `says`: (what to do, words to say). `heads`: what there is room to write for,
    `alike` where each gets as much.
    """

    title: str
    about: str
    facts: list[tuple[str, str]]
    question: str
    times: list[tuple[str, str]]
    says: list[tuple[str, str]]
    helper: str
    rules: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    alike: bool = False


def to_word(guide: Guide, choices: Choices, look: Path | bytes) -> bytes:
    """The hosts' pages – cut already (`choices.cut`) – as the bytes of a .docx, in its own language, in that look."""
    with use_language(guide.language):
        file = begun(guide, choices, look)
        file.no_cover()
        pairs = pairs_of(guide)
        for pair in pairs:
            _hosting(file, pair)
            _sheet(file, pair)
        if not pairs:
            file.chapter(_("Nothing to host"))
            file.add(
                _(
                    "This event has neither a world café nor groups. Once the agenda has one, the pages for its hosts "
                    "stand here: one pair for every table or group."
                ),
                "Body Text",
            )
        return file.save()


def pairs_of(guide: Guide) -> list[Pair]:
    """One pair for every table of every café, for every group side by side, and one to copy for a step at tables."""
    pairs: list[Pair] = []
    for one in guide.days:
        for step in one.steps:
            when = f"{day(one.on)} · {step.when}"
            if step.cafe:
                pairs += [_table(step, table, when) for table in step.cafe.tables]
            elif step.groups:
                pairs += [_group(guide, step, group, when) for group in step.groups]
            elif _talks_at_tables(step):
                pairs.append(_any_table(guide, step, when))
    return pairs


def _table(step: GuideStep, table: GuideTable, when: str) -> Pair:
    """A table of a café: its rounds, and at the end the harvest."""
    assert step.cafe is not None
    times: list[tuple[str, str]] = []
    for one in step.cafe.rounds:
        name = _("Round %(number)d", number=one.number)
        moves = _("Then everybody moves; you stay.") if one is not step.cafe.rounds[-1] else ""
        times.append(
            (f"{wall(one.start)}–{wall(one.end)}", below(one.question, beside(name, moves)))
        )
    harvest = f"{wall(step.cafe.harvest_start)}–{wall(step.cafe.harvest_end)}"
    times.append((harvest, _("Harvest: your table brings its best to the plenary.")))
    title = _("Table %(number)d", number=table.number)
    return Pair(
        title=f"{title} · {table.name}" if table.name else title,
        about=beside(f"{step.number}. {step.title}", when, step.room),
        facts=[
            (_("Host"), table.host or BLANK),
            (_("Note-taker"), table.note_taker),
            (_("Seats"), str(table.seats) if table.seats else ""),
            (_("What it is for"), step.aim),
        ],
        question=""
        if any(one.question for one in step.cafe.rounds) and not table.question
        else table.question or BLANK * 4,
        times=times,
        says=_says(step) or _at_a_cafe(len(step.cafe.rounds)),
        helper=step.helper,
        rules=step.etiquette,
        heads=[
            *(
                _("Round %(number)d: in their own words", number=one.number)
                for one in step.cafe.rounds
            ),
            _("What the room must hear from us"),
        ],
        alike=True,
    )


def _group(guide: Guide, step: GuideStep, group: GuideGroup, when: str) -> Pair:
    """A group: the steps it goes through, or the one step that all groups share."""
    inside = [one for one in guide.steps if one.number in group.steps] or [step]
    helpers = dict.fromkeys(one.helper for one in inside if one.helper)
    return Pair(
        title=group.name or _("Group"),
        about=beside(f"{step.number}. {step.title}", when, group.room or step.room),
        facts=[
            (_("Host"), group.lead or BLANK),
            (_("Note-taker"), group.note_taker),
            (_("People"), str(group.people) if group.people else ""),
            (_("What it is for"), step.aim or "\n".join(one.aim for one in inside if one.aim)),
        ],
        question="",
        times=_minute_by_minute(step)
        if inside == [step]
        else [(one.when, beside(*dict.fromkeys((one.title, one.technique)))) for one in inside],
        says=[pair for one in inside for pair in _says(one)] or _in_a_group(step.minutes),
        helper="\n".join(helpers),
        rules=list(dict.fromkeys(rule for one in inside for rule in one.etiquette)),
        heads=inside[0].heads or guide.heads,
    )


def _any_table(guide: Guide, step: GuideStep, when: str) -> Pair:
    """Tables nobody has named: one pair to copy."""
    copies = _n(
        "One copy for each of %(num)d table", "One copy for each of %(num)d tables", step.tables
    )
    return Pair(
        title=_("Table %(blank)s", blank="…" * 5),
        about=beside(f"{step.number}. {step.title}", when, step.room, copies),
        facts=[
            (_("Host"), BLANK),
            (_("Technique"), step.technique),
            (_("What it is for"), step.aim),
        ],
        question="",
        times=_minute_by_minute(step),
        says=_says(step) or _in_a_group(step.minutes),
        helper=step.helper,
        rules=step.etiquette,
        heads=step.heads or guide.heads,
    )


def _minute_by_minute(step: GuideStep) -> list[tuple[str, str]]:
    """What happens in a step, with its times; where the script says nothing, when it is."""
    first = "" if step.lines and step.lines[0].clock and not step.one_breath else step.when
    lines = [
        (one.clock if number or not first else first, one.do)
        for number, one in enumerate(step.lines)
    ]
    return [(when, do) for when, do in lines if do] or [(step.when, step.title)]


def _talks_at_tables(step: GuideStep) -> bool:
    """Whether people work long enough at tables nobody has named for a host to have pages of their own."""
    seated = step.layout in (Layout.ROUND_TABLES, Layout.SMALL_CIRCLES)
    return (
        step.kind == "group"
        and seated
        and step.tables > 1
        and step.minutes >= LONG
        and not (step.group or step.holds)
    )


def _says(step: GuideStep) -> list[tuple[str, str]]:
    """What a host does and says: their own lines, or all of them where none is the host's."""
    own = [line for line in step.lines if line.speaks is Speaks.HOST]
    if not own and step.group:
        own = step.lines
    return [(beside(line.clock, line.do), line.say) for line in own]


def _at_a_cafe(rounds: int) -> list[tuple[str, str]]:
    """What a table's host says where the script has no words for hosts."""
    says = [
        (
            _("When everybody sits, in the first round"),
            _(
                "Welcome. I stay at this table and keep what you say. Let us hear one thought from each of you first."
            ),
        ),
        (
            _("At the start of every round after it"),
            _(
                "Welcome to this table. Before you came, we spoke about …; the question that stayed open is …. What do "
                "you bring from your table that goes with it?"
            ),
        ),
        (
            _("Two minutes before the end of a round"),
            _(
                "Two minutes left. What must not get lost? Please write it on the paper, in your own words."
            ),
        ),
        (
            _("At the end of the last round"),
            _(
                "Which three sentences must the room hear from us? I read them out; please correct me."
            ),
        ),
    ]
    return says if rounds > 1 else [says[0], *says[2:]]


def _in_a_group(minutes: int) -> list[tuple[str, str]]:
    """What a group's host says where the script has no words for hosts."""
    return [
        (
            _("At the start"),
            _n(
                "We have %(num)d minute together. Who writes, who watches the time? One thought from each of you first.",
                "We have %(num)d minutes together. Who writes, who watches the time? One thought from each of you first.",
                minutes,
            ),
        ),
        (
            _("After half the time"),
            _("We have heard much. What of it do we want to go on with? Who has not spoken yet?"),
        ),
        (
            _("Five minutes before the end"),
            _(
                "What do we take to the others, and who says it? I read out what stands here; please correct me."
            ),
        ),
    ]


def _hosting(file: GuideFile, pair: Pair) -> None:
    """The first page: what it is for, when, what is asked, what to say. Rules are left out where they do not fit."""
    file.chapter(pair.title)
    file.add(pair.about, "Step Time")
    rows: list[list[Cell]] = [[name, text] for name, text in pair.facts if text]
    file.table(FACTS, rows, name=pair.title)
    if pair.question:
        file.add(_("The question on your table"), "Heading 3")
        file.add(pair.question, "Lead")
    if pair.times:
        file.add(_("When"), "Heading 3")
        file.table(TIMES, [list(row) for row in pair.times], name=_("When"))
    if pair.says:
        file.add(_("What you do and say"), "Heading 3")
        for do, say in pair.says:
            file.add(do, "Do", with_next=bool(say))
            file.add(say, "Script")
    if pair.helper:
        file.add(_("How you host"), "Heading 3")
        file.add(pair.helper, "Body Text")
    if pair.rules and _height(file, pair) < file.text_height - SPARE:
        file.add(_("What everybody at the table keeps to"), "Heading 3")
        for rule in pair.rules:
            file.add(rule, "List Bullet")


def _height(file: GuideFile, pair: Pair) -> float:
    """How high (cm) the first page gets with its rules."""
    wide = file.text_width
    high = file.height(pair.title, "Heading 1") + file.height(pair.about, "Step Time")
    high += sum(file.height(text, "Fact", wide * 0.78) for _name, text in pair.facts)
    high += sum(file.height(text, "Table Text", wide * 0.78) for _when, text in pair.times)
    high += file.height(pair.question, "Lead") + file.height(pair.helper, "Body Text")
    high += sum(
        file.height(do, "Do") + file.height(say, "Script", wide - 1) for do, say in pair.says
    )
    high += sum(file.height(rule, "List Bullet", wide - 1) for rule in pair.rules)
    heads: Sequence[object] = [pair.question, pair.times, pair.says, pair.helper, pair.rules]
    return high + sum(1 for one in heads if one) * file.line_height("Heading 3")


def _sheet(file: GuideFile, pair: Pair) -> None:
    """The second page, to write on."""
    title = _("%(table)s: what was said", table=pair.title)
    host = pair.facts[0][1]
    about = beside(pair.about, host if host != BLANK else "")
    hint = _("The speakers’ own words, one thought a line. Nothing that identifies a person.")
    file.new_page()
    file.add(title, "Heading 2", with_next=True)
    file.add(about, "Note")
    file.add(pair.question, "Lead")
    file.add(hint, "Note")
    used = file.height(title, "Heading 2") + file.height(about, "Note")
    used += file.height(pair.question, "Lead") + file.height(hint, "Note")
    ask_all(file, pair.heads, file.text_height - used, alike=pair.alike)
