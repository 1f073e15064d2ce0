"""What a facilitator guide is made of: plain values in one language, ready for Word and for the screen."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ..agenda.kinds import StepKind
from ..agenda.numbering import StepNumber
from ..lib.clock import format_wall_span, format_wall_time
from ..techniques.technique import QuantityBasis, RoomLayout, Speaks
from .holes import DIFFERING
from .holes import Hole as Hole
from .holes import Lack as Lack
from .training_plan import GuideRehearsal, Training


@dataclass(frozen=True)
class ScriptLine:
    """What to do and what to say from one minute mark on; `at` is None where no clock time belongs to it."""

    at: int | None
    minutes: int
    speaks: Speaks | None
    do: str
    say: str

    @property
    def clock(self) -> str:
        return "" if self.at is None else format_wall_time(self.at)


@dataclass(frozen=True)
class GuideMaterial:
    """Something to bring; a quantity of 0 says that the text speaks for itself. `total` is counted out for the step."""

    text: str
    quantity: int = 0
    per: QuantityBasis = QuantityBasis.EVENT
    total: int = 0


@dataclass(frozen=True)
class GuideRound:
    """One round of a world café, in minutes after midnight; at `moved` everybody sits at the next table.

    `question`: of all tables in that round, empty where each has its own.
    """

    number: int
    start: int
    end: int
    moved: int
    question: str = ""


@dataclass(frozen=True)
class GuideTable:
    """One table of a world café. `asked`: it has a question in every round, its own or the round's; `room`: its own, if it has one (its name says it, too).

    `link`: of who takes part online; `in_room`: it stands there, with chairs.
    Only on hosts' sheets: `comes` (who sits there in each round), `address` (of its own page).
    """

    number: int
    question: str
    host: str
    seats: int
    name: str = ""
    note_taker: str = ""
    asked: bool = True
    host_id: int = 0
    note_taker_id: int = 0
    comes: tuple[tuple[str, ...], ...] = ()
    address: str = ""
    link: str = ""
    room: str = ""
    in_room: bool = True


@dataclass(frozen=True)
class GuideCafe:
    """A café: rounds, harvest (minutes after midnight), tables. `stays`: nobody moves; `alike`: groups called after what they share.

    `moving`: the numbers of tables whose note-taker has seats at others.
    """

    rounds: list[GuideRound]
    harvest_start: int
    harvest_end: int
    tables: list[GuideTable]
    stays: bool = False
    alike: bool = False
    moving: list[int] = field(default_factory=list)

    @property
    def told(self) -> list[GuideTable]:
        """The tables, where anything is known of them but their seats."""
        known = any(one.question or one.name or one.host or one.note_taker for one in self.tables)
        return self.tables if known else []


@dataclass(frozen=True)
class GuideObjective:
    """An objective as the guide names it; `source` says in words where it comes from: `named in 23 of 68 answers`."""

    code: str
    text: str
    result: str = ""
    source: str = ""


@dataclass(frozen=True)
class GuideGroup:
    """One of the groups that work side by side in a step; `people` 0: not said. `steps`: the numbers of its own steps."""

    name: str
    room: str
    lead: str
    note_taker: str
    people: int
    steps: list[StepNumber] = field(default_factory=list)
    lead_id: int = 0
    note_taker_id: int = 0


@dataclass(frozen=True)
class GuideTrouble:
    """What may go wrong, and what to do then."""

    trouble: str
    remedy: str


@dataclass(frozen=True)
class GuideStep:
    """One step of the day; times are minutes after midnight.

    `holds`: a session whose steps follow one by one, with `groups` side by side where there are some. `session` and
    `group` name what a step stands in. `transition` are words to say at its end, `late` and `spare` what to do when time is
    short or left. `own`: told in full; for whom it is not their step it is one line (see `readers`). `people` 0: not known.
    `internal`: only the team's, in no public programme. `heads`: what its notes are taken under, where its kind has its own.
    """

    id: int
    number: StepNumber
    kind: str
    start: int
    end: int
    minutes: int
    title: str
    aim: str = ""
    technique: str = ""
    technique_key: str = ""
    lead: str = ""
    lead_id: int = 0
    supporters: list[str] = field(default_factory=list)
    supporter_ids: list[int] = field(default_factory=list)
    room: str = ""
    setting: str = ""
    objectives: list[GuideObjective] = field(default_factory=list)
    lines: list[ScriptLine] = field(default_factory=list)
    materials: list[GuideMaterial] = field(default_factory=list)
    helper: str = ""
    notes: str = ""
    close: str = ""
    cafe: GuideCafe | None = None
    note_taker: str = ""
    note_taker_id: int = 0
    groups: list[GuideGroup] = field(default_factory=list)
    holes: list[Hole] = field(default_factory=list)
    holds: bool = False
    session: str = ""
    group: str = ""
    people: int = 0
    tables: int = 0
    layout: RoomLayout | None = None
    speakers: list[str] = field(default_factory=list)
    transition: str = ""
    late: str = ""
    spare: str = ""
    etiquette: list[str] = field(default_factory=list)
    troubles: list[GuideTrouble] = field(default_factory=list)
    rewritten: bool = False
    own: bool = True
    internal: bool = False
    heads: list[str] = field(default_factory=list)

    @property
    def when(self) -> str:
        """`09:00–09:40`; a step without minutes has one time only."""
        return (
            format_wall_span(self.start, self.end)
            if self.end > self.start
            else format_wall_time(self.start)
        )

    @property
    def called(self) -> str:
        """`2·7 World café`"""
        return f"{self.number.leading} {self.title}"

    @property
    def places_said(self) -> tuple[int, RoomLayout | None]:
        """How many tables, stations or groups it is told with, and of which set-up; none of a plenary whose set-up nobody chose."""
        is_in_groups = self.kind in ("group", "cafe")
        return (self.tables if is_in_groups or self.layout else 0), self.layout

    @property
    def leads(self) -> set[int]:
        """Members who lead it, or a group in it."""
        return {self.lead_id, *(one.lead_id for one in self.groups)} - {0}

    @property
    def helps(self) -> set[int]:
        """Members who help in it, or host a table of its café."""
        hosts = [one.host_id for one in self.cafe.tables] if self.cafe else []
        return {*self.supporter_ids, *hosts} - {0}

    @property
    def takes_notes(self) -> set[int]:
        """Members who take notes in it, in a group or at a table of it."""
        tables = [one.note_taker_id for one in self.cafe.tables] if self.cafe else []
        return {self.note_taker_id, *(one.note_taker_id for one in self.groups), *tables} - {0}

    @property
    def one_breath(self) -> bool:
        """Whether the script has no minute marks of its own: one line that takes the whole step."""
        return len(self.lines) == 1 and self.lines[0].minutes == self.minutes


@dataclass(frozen=True)
class GuideDay:
    """One day; times are minutes after midnight, `over` is how many it ends after the planned end (negative: before)."""

    number: int
    on: date
    start: int
    end: int
    over: int
    steps: list[GuideStep]


@dataclass(frozen=True)
class GuidePerson:
    """Somebody of the team, and the numbers of the steps this person leads, helps in and takes notes in."""

    name: str
    role: StrEnum
    leads: list[StepNumber]
    helps: list[StepNumber]
    notes: list[StepNumber] = field(default_factory=list)
    id: int = 0


@dataclass(frozen=True)
class ShopLine:
    """Something to bring: `total` in all, at most `most` at the same time (0: nobody counts it), `counts` in each of `steps`."""

    text: str
    total: int
    most: int
    steps: list[StepNumber]
    counts: list[int] = field(default_factory=list)
    again: bool = False

    @property
    def bring(self) -> int:
        """How many have to be there: what is used again is needed once."""
        return self.most if self.again else self.total


@dataclass(frozen=True)
class GuideRoom:
    """How a room is set up, for which steps: one picture. `people` and `tables` are 0 where they are not known."""

    layout: RoomLayout
    room: str
    people: int
    tables: int
    steps: list[StepNumber]
    setting: str = ""

    @property
    def places_said(self) -> tuple[int, RoomLayout]:
        """How many tables, stations or groups its plan shows, and of which set-up."""
        return self.tables, self.layout


@dataclass(frozen=True)
class GuideGuests:
    """Who comes, in figures: invited, confirmed, and those who come by sector (name, people), without groups under three."""

    invited: int = 0
    coming: int = 0
    sectors: list[tuple[str, int]] = field(default_factory=list)
    counties: int = 0
    outside: int = 0


@dataclass(frozen=True)
class GuideTask:
    """A task of the checklist that is open and due shortly before or during the event; `member`: whose it is, 0: nobody's."""

    due: date
    title: str
    who: str = ""
    member: int = 0


@dataclass(frozen=True)
class Guide:
    """The whole guide, in `language`. `heads`: what notes are taken under in steps that have no headings of their own."""

    language: str
    title: str
    goals: list[str]
    description: str
    first_day: date
    last_day: date
    place: str
    expected: int
    made_on: date
    objectives: list[GuideObjective]
    team: list[GuidePerson]
    days: list[GuideDay]
    holes: list[Hole]
    heads: list[str] = field(default_factory=list)
    shopping: list[ShopLine] = field(default_factory=list)
    rooms: list[GuideRoom] = field(default_factory=list)
    guests: GuideGuests = GuideGuests()
    training: Training | None = None
    tasks: list[GuideTask] = field(default_factory=list)
    rehearsals: list[GuideRehearsal] = field(default_factory=list)

    @property
    def steps(self) -> list[GuideStep]:
        return [step for day in self.days for step in day.steps]

    @property
    def differing(self) -> list[Hole]:
        """Where numbers on its papers would contradict each other."""
        return [hole for hole in self.holes if hole.lack in DIFFERING]

    @property
    def kinds_with_heads(self) -> dict[StepKind, list[str]]:
        """The kinds of step whose notes have headings of their own, in the order in which they come."""
        return {StepKind(step.kind): step.heads for step in self.steps if step.heads}
