"""No line is lost or doubled under any order of offline, online, retry and two devices: a model of two devices and a planner."""

from collections import deque
from dataclasses import dataclass, field, replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from facilitate.notes.taking.syncing import (
    AppliedOperation,
    KnownLine,
    LineAct,
    LineFields,
    LineOperation,
    SyncOutcome,
    apply_operation,
    merge_line_fields,
)


def said(text: str, **more) -> LineFields:
    return LineFields(text=text, **more)


def test_sent_once_more_nothing_changes() -> None:
    add = LineOperation("o1", "l1", LineAct.ADD, said("Once"))
    first = apply_operation(None, add, seen=False)
    assert first == AppliedOperation(SyncOutcome.DONE, KnownLine("l1", said("Once")))
    assert apply_operation(first.line, add, seen=True) == first
    assert apply_operation(first.line, replace(add, key="o2"), seen=False) == first


def test_a_line_added_once_more_under_another_key_is_there_once_as_it_stands() -> None:
    add = LineOperation("o1", "l1", LineAct.ADD, said("Once"))
    changed = KnownLine("l1", said("Twice", kind="quote"), withheld=True)
    for late in (add, replace(add, key="o2"), replace(add, key="o2", withheld=True)):
        assert apply_operation(changed, late, seen=False) == AppliedOperation(
            SyncOutcome.DONE, changed
        )


def test_what_counted_already_counts_no_second_time() -> None:
    line = KnownLine("l1", said("Now"))
    edit = LineOperation("o", "l1", LineAct.EDIT, said("Then"), was=said("Now"))
    for again in (
        edit,
        LineOperation("o", "l1", LineAct.REMOVE),
        LineOperation("o", "l1", LineAct.WITHHOLD),
    ):
        assert apply_operation(line, again, seen=True) == AppliedOperation(SyncOutcome.DONE, line)
        assert apply_operation(None, again, seen=True) == AppliedOperation(SyncOutcome.DONE, None)


def test_a_line_of_which_nothing_is_said_is_an_empty_point() -> None:
    assert LineFields() == LineFields(kind="point", text="", who="", sector=None, county=None)


def test_what_somebody_else_changed_stays_field_by_field() -> None:
    now = KnownLine("l1", said("Ours", kind="quote"))
    edit = LineOperation(
        "o", "l1", LineAct.EDIT, said("Mine", kind="point"), was=said("Ours", kind="point")
    )
    assert apply_operation(now, edit, seen=False).line == KnownLine(
        "l1", said("Mine", kind="quote")
    )


def test_the_same_field_changed_by_both_is_for_people_to_choose() -> None:
    now = KnownLine("l1", said("Theirs"))
    edit = LineOperation("o", "l1", LineAct.EDIT, said("Mine"), was=said("Before"))
    assert apply_operation(now, edit, seen=False) == AppliedOperation(SyncOutcome.CONFLICT, now)
    assert merge_line_fields(said("Same"), said("Before"), said("Same")) == said("Same")


def test_an_edit_of_a_line_taken_out_puts_it_back() -> None:
    gone = KnownLine("l1", said("Before"), removed=True)
    edit = LineOperation("o", "l1", LineAct.EDIT, said("After"), was=said("Before"))
    assert apply_operation(gone, edit, seen=False).line == KnownLine("l1", said("After"))


def test_an_edit_that_comes_first_is_the_line() -> None:
    edit = LineOperation("o2", "l1", LineAct.EDIT, said("After"), was=said("Before"))
    line = apply_operation(None, edit, seen=False).line
    assert line == KnownLine("l1", said("After"))
    assert (
        apply_operation(
            line, LineOperation("o1", "l1", LineAct.ADD, said("Before")), seen=False
        ).line
        == line
    )


def test_flags_count_whichever_way_they_stood() -> None:
    line = KnownLine("l1", said("x"))
    for do, then in (
        (LineAct.WITHHOLD, replace(line, withheld=True)),
        (LineAct.SHOW, line),
        (LineAct.REMOVE, replace(line, removed=True)),
        (LineAct.BACK, line),
    ):
        assert apply_operation(line, LineOperation("o", "l1", do), seen=False).line == then
        assert apply_operation(None, LineOperation("o", "l1", do), seen=False).line is None


@dataclass
class Planner:
    """What the planner keeps: the lines, the operations it has seen, and every text a line ever had."""

    lines: dict[str, KnownLine] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    texts: set[tuple[str, str]] = field(default_factory=set)
    order: list[str] = field(default_factory=list)

    def take(self, op: LineOperation) -> AppliedOperation:
        found = apply_operation(self.lines.get(op.line), op, op.key in self.seen)
        if found.outcome is SyncOutcome.DONE:
            self.seen.add(op.key)
            if found.line:
                if op.line not in self.lines:
                    self.order.append(op.line)
                self.lines[op.line] = found.line
                self.texts.add((op.line, found.line.fields.text))
        return found


@dataclass
class Device:
    """A device: what it knows of the planner's lines, what waits in its order, what it asks somebody to choose between."""

    name: str
    known: dict[str, KnownLine] = field(default_factory=dict)
    queue: deque[LineOperation] = field(default_factory=deque)
    choices: list[tuple[str, str]] = field(default_factory=list)
    answers: deque[tuple[str, AppliedOperation]] = field(default_factory=deque)

    def shown(self) -> dict[str, KnownLine]:
        """The lines as the page shows them: what waits counts as done."""
        lines = dict(self.known)
        for op in self.queue:
            line = lines.get(op.line)
            if op.do is LineAct.EDIT and line:
                lines[op.line] = replace(line, fields=op.fields, removed=False)
            elif found := apply_operation(line, op, seen=False).line:
                lines[op.line] = found
        return lines


class TwoDevices(RuleBasedStateMachine):
    """Two note-takers type, lose the network, reload, send again; packets and answers are dropped, doubled and late."""

    def __init__(self) -> None:
        super().__init__()
        self.planner = Planner()
        self.devices = [Device("a"), Device("b")]
        self.late: list[LineOperation] = []
        self.typed: list[tuple[str, str]] = []
        self.added: set[str] = set()
        self.count = 0

    def _next(self) -> int:
        self.count += 1
        return self.count

    @rule(which=st.integers(0, 1))
    def write(self, which: int) -> None:
        device, number = self.devices[which], self._next()
        key, text = f"{device.name}{number}", f"text {number}"
        device.queue.append(LineOperation(f"op{number}", key, LineAct.ADD, said(text)))
        self.added.add(key)
        self.typed.append((key, text))

    @rule(which=st.integers(0, 1), pick=st.integers(0, 50), kind=st.booleans())
    def edit(self, which: int, pick: int, kind: bool) -> None:
        device, number = self.devices[which], self._next()
        lines = list(device.shown().values())
        if not lines:
            return
        line = lines[pick % len(lines)]
        fields = (
            replace(line.fields, kind=f"k{number}")
            if kind
            else replace(line.fields, text=f"text {number}")
        )
        device.queue.append(
            LineOperation(f"op{number}", line.key, LineAct.EDIT, fields, was=line.fields)
        )
        if not kind:
            self.typed.append((line.key, fields.text))

    @rule(
        which=st.integers(0, 1),
        pick=st.integers(0, 50),
        do=st.sampled_from([LineAct.WITHHOLD, LineAct.SHOW, LineAct.REMOVE, LineAct.BACK]),
    )
    def flag(self, which: int, pick: int, do: LineAct) -> None:
        device, number = self.devices[which], self._next()
        if lines := list(device.shown()):
            device.queue.append(LineOperation(f"op{number}", lines[pick % len(lines)], do))

    @rule(
        which=st.integers(0, 1),
        arrives=st.booleans(),
        answered=st.booleans(),
        doubled=st.booleans(),
    )
    def send(self, which: int, arrives: bool, answered: bool, doubled: bool) -> None:
        """The first that waits goes out: it may not arrive, arrive twice, or its answer may get lost."""
        device = self.devices[which]
        if not device.queue or not arrives:
            return
        op = device.queue[0]
        found = self.planner.take(op)
        if doubled:
            self.late.append(op)
        if answered:
            self._answered(device, op, found)

    def _answered(self, device: Device, op: LineOperation, found: AppliedOperation) -> None:
        device.queue.popleft()
        if found.outcome is SyncOutcome.CONFLICT:
            device.choices.append((op.line, op.fields.text))
        if found.line:
            device.known[op.line] = found.line

    @rule(pick=st.integers(0, 50))
    def arrive_late(self, pick: int) -> None:
        """A packet that was under way for long arrives once more, long after its answer."""
        if self.late:
            self.planner.take(self.late[pick % len(self.late)])

    @rule(which=st.integers(0, 1))
    def poll(self, which: int) -> None:
        self.devices[which].known = dict(self.planner.lines)

    @rule(which=st.integers(0, 1))
    def reload(self, which: int) -> None:
        """A page loaded anew has what the device keeps: nothing else."""
        device = self.devices[which]
        self.devices[which] = Device(
            device.name, dict(device.known), deque(device.queue), [*device.choices]
        )

    @invariant()
    def nothing_is_doubled(self) -> None:
        assert len(self.planner.order) == len(set(self.planner.order))
        for device in self.devices:
            assert set(device.shown()) <= self.added

    @invariant()
    def what_is_typed_is_somewhere(self) -> None:
        kept = self.planner.texts | {one for device in self.devices for one in device.choices}
        kept |= {(op.line, op.fields.text) for device in self.devices for op in device.queue}
        assert set(self.typed) <= kept

    def teardown(self) -> None:
        """At last both have a connection: every line is there once, and both show the same."""
        for device in self.devices:
            while device.queue:
                op = device.queue[0]
                self._answered(device, op, self.planner.take(op))
        self.what_is_typed_is_somewhere()
        assert set(self.planner.lines) == self.added
        for device in self.devices:
            device.known = dict(self.planner.lines)
            assert device.shown() == self.planner.lines


TestTwoDevices = TwoDevices.TestCase
TestTwoDevices.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
