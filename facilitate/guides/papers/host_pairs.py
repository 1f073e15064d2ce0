"""What a host is told, as plain values: a pair of pages for every table of a café and every group."""

from dataclasses import dataclass, field

from ...cafe.group_words import speaking_of
from ...lib.clock import format_wall_span
from ...techniques.technique import RoomLayout, Speaks
from ...web.i18n import _, _n, format_day
from ..guide import Guide, GuideGroup, GuideStep, GuideTable
from .look import join_lines, join_parts
from .notes_form import BLANK

LONG = 25
"""Minutes from which on a talk at tables wants a host."""


@dataclass(frozen=True)
class HostPair:
    """What the two pages of a table or group say.

    `times`: (when, what). `says`: (what to do, words to say). `heads`: what there is room to write for, `alike` where each
    gets as much, with `comes`: who sits there then. `address`: the table's own page. `members`: who of the team is host there.
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
    comes: list[str] = field(default_factory=list)
    address: str = ""
    members: frozenset[int] = frozenset()


def host_pairs_of(guide: Guide, only: int = 0, member: int = 0) -> list[HostPair]:
    """One pair for every table of every café, for every group side by side, and one to copy for a step at tables.

    `only`: those of the step with that id. `member`: those of which this member of the team is the host.
    """
    pairs: list[HostPair] = []
    for one in guide.days:
        for step in one.steps:
            if only not in (0, step.id):
                continue
            when = f"{format_day(one.on)} · {step.when}"
            if step.cafe:
                with speaking_of(step.kind):
                    pairs += [_table(step, table, when) for table in step.cafe.tables]
            if step.groups:
                pairs += [_group(guide, step, group, when) for group in step.groups]
            elif not step.cafe and _talks_at_tables(step):
                pairs.append(_any_table(guide, step, when))
    return [one for one in pairs if not member or member in one.members]


def _table(step: GuideStep, table: GuideTable, when: str) -> HostPair:
    """A table of a café: its rounds, and at the end the harvest."""
    assert step.cafe is not None
    times: list[tuple[str, str]] = []
    for one in step.cafe.rounds:
        name = _("Round %(number)d", number=one.number)
        last = one is step.cafe.rounds[-1] or step.cafe.stays
        moves = "" if last else _("Then everybody moves; you stay.")
        times.append(
            (
                format_wall_span(one.start, one.end),
                join_lines(one.question, join_parts(name, moves)),
            )
        )
    harvest = format_wall_span(step.cafe.harvest_start, step.cafe.harvest_end)
    if step.cafe.harvest_end > step.cafe.harvest_start:
        times.append((harvest, _("Harvest: your table brings its best to the plenary.")))
    title = _("Table %(number)d", number=table.number)
    return HostPair(
        title=f"{title} · {table.name}" if table.name else title,
        about=join_parts(step.called, when, table.room or step.room),
        facts=[
            (_("Host"), table.host or BLANK),
            (_("Note-taker"), table.note_taker),
            (_("Seats"), str(table.seats) if table.seats and step.kind == "cafe" else ""),
            (_("Online"), table.link),
            (_("What it is for"), step.aim),
        ],
        question=""
        if any(one.question for one in step.cafe.rounds) and not table.question
        else table.question or (BLANK * 4 if step.kind == "cafe" else ""),
        times=times,
        says=_says(step)
        or (_in_a_group(step.minutes) if step.cafe.stays else _at_a_cafe(len(step.cafe.rounds))),
        helper=step.helper,
        rules=step.etiquette,
        heads=[
            *(
                join_parts(
                    _("Round %(number)d", number=one.number),
                    format_wall_span(one.start, one.end),
                )
                for one in step.cafe.rounds
            ),
            _("What the room must hear from us"),
        ],
        alike=True,
        comes=[", ".join(people) for people in table.comes],
        address=table.address,
        members=frozenset({table.host_id}),
    )


def _group(guide: Guide, step: GuideStep, group: GuideGroup, when: str) -> HostPair:
    """A group: the steps it goes through, or the one step that all groups share."""
    inside = [one for one in guide.steps if one.number in group.steps] or [step]
    helpers = dict.fromkeys(one.helper for one in inside if one.helper)
    return HostPair(
        title=group.name or _("Group"),
        about=join_parts(step.called, when, group.room or step.room),
        facts=[
            (_("Host"), group.lead or BLANK),
            (_("Note-taker"), group.note_taker),
            (_("People"), str(group.people) if group.people else ""),
            (_("What it is for"), step.aim or "\n".join(one.aim for one in inside if one.aim)),
        ],
        question="",
        times=_minute_by_minute(step)
        if inside == [step]
        else [(one.when, join_parts(*dict.fromkeys((one.title, one.technique)))) for one in inside],
        says=[pair for one in inside for pair in _says(one)] or _in_a_group(step.minutes),
        helper="\n".join(helpers),
        rules=list(dict.fromkeys(rule for one in inside for rule in one.etiquette)),
        heads=inside[0].heads or guide.heads,
        members=frozenset({group.lead_id}),
    )


def _any_table(guide: Guide, step: GuideStep, when: str) -> HostPair:
    """Tables nobody has named: one pair to copy."""
    copies = _n(
        "One copy for each of %(num)d table", "One copy for each of %(num)d tables", step.tables
    )
    return HostPair(
        title=_("Table %(blank)s", blank="…" * 5),
        about=join_parts(step.called, when, step.room, copies),
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
    seated = step.layout in (RoomLayout.ROUND_TABLES, RoomLayout.SMALL_CIRCLES)
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
    return [(join_parts(line.clock, line.do), line.say) for line in own]


def _at_a_cafe(rounds: int) -> list[tuple[str, str]]:
    """What a table's host says where the script has no words for hosts."""
    says = [
        (
            _("When everybody is seated, in the first round"),
            _(
                "Welcome. I stay at this table and keep what you say. Let us hear one thought from each of you first."
            ),
        ),
        (
            _("At the start of every later round"),
            _(
                "Welcome to this table. Before you came, we spoke about …; the question that "
                "stayed open is …. What do you bring from your table that connects to it?"
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
                "Which three sentences must the room hear from us? I will read them out; please correct me."
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
            _("We have heard a lot. What do we want to take further? Who has not spoken yet?"),
        ),
        (
            _("Five minutes before the end"),
            _(
                "What do we take to the others, and who says it? I will read out what we "
                "have written; please correct me."
            ),
        ),
    ]
