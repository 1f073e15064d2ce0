"""Tracks and presses made up at random, for every test that folds them."""

from hypothesis import strategies as st

from facilitate.agenda.progress import BACK, LivePress, PlannedStep
from facilitate.agenda.timing import Slot, time_day

MORNING = 540


def make_track(lengths: list[tuple[int, int | None, bool]]) -> list[PlannedStep]:
    """A track from (minutes, minutes between the last end and the pin or None, marker), from 9:00 on."""
    slots, ends = [], MORNING
    for number, (minutes, gap, marker) in enumerate(lengths, 1):
        pin = None if gap is None else max(0, ends + gap)
        slots.append(Slot(number, 0 if marker else minutes, pin))
        ends = time_day(MORNING, slots)[-1].end
    times = time_day(MORNING, slots)
    return [
        PlannedStep(slot.id, time.start, slot.minutes, slot.pinned, marker)
        for slot, time, (_minutes, _gap, marker) in zip(slots, times, lengths, strict=True)
    ]


tracks = st.lists(
    st.tuples(
        st.integers(0, 90),
        st.none() | st.integers(-20, 30),
        st.integers(0, 6).map(lambda n: n == 0),
    ),
    max_size=7,
).map(make_track)

_presses = st.lists(
    st.builds(
        LivePress,
        key=st.integers(0, 400).map(lambda n: f"press-{n:03d}"),
        did=st.sampled_from(["start", "start", "start", "extend", "skip", "end"]),
        step=st.integers(1, 8),
        at=st.integers(32_000, 50_000).map(float),
        minutes=st.sampled_from([5, 5, 5, -5, 15]),
    ),
    max_size=12,
    unique_by=lambda one: one.key,
)


@st.composite
def pressings(draw) -> list[LivePress]:
    """Presses of a track, some of them taken back."""
    made = draw(_presses)
    backs = draw(st.lists(st.sampled_from(made), max_size=2)) if made else []
    return [*made, *(LivePress(BACK + one.key, "back", one.step, one.at + 20) for one in backs)]


moments = st.integers(30_000, 60_000).map(float)
