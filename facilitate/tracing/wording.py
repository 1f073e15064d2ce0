"""What the thread says in plain words: how much was heard, said, decided and done, and where the way ends."""

from collections import Counter
from collections.abc import Iterable

from ..agenda.kinds import StepKind
from ..consultation.models import Theme
from ..consultation.sharing.wording import unserved_text
from ..lib.suppression import suppress_count
from ..notes.deciding.wording import action_ends
from ..notes.models import ActionStatus
from ..objectives.wording import (
    source_sentence,
    source_sentence_outside,
    voices_sentence,
    voices_sentence_outside,
)
from ..web.i18n import _, _n, pick_wording
from .gathering import StepNotesCount, ThreadData
from .web import NONE, Knot, KnotKind, ObjectiveLane


def thread_lead(fabric: ThreadData) -> str:
    """`75 answers, 6 themes, 4 objectives, 9 steps, 12 decisions, 15 actions, 6 of them carried out.`"""
    total = fabric.sources.total
    if not (total or fabric.themes or fabric.objectives or fabric.decisions or fabric.actions):
        return _("Nothing has been asked for, decided or promised here yet.")
    themes, objectives = len(fabric.themes), len(fabric.objectives)
    decisions, actions = len(fabric.decisions), len(fabric.actions)
    parts = [
        _n("%(num)d answer", "%(num)d answers", total) if total else "",
        _n("%(num)d theme", "%(num)d themes", themes) if themes else "",
        _n("%(num)d objective", "%(num)d objectives", objectives) if objectives else "",
        _n("%(num)d decision", "%(num)d decisions", decisions) if decisions else "",
        _n("%(num)d action", "%(num)d actions", actions) if actions else "",
    ]
    done = sum(one.row.status is ActionStatus.DONE for one in fabric.actions.values())
    if fabric.actions:
        parts.append(_n("%(num)d of them carried out", "%(num)d of them carried out", done))
    return ", ".join(filter(None, parts)) + "."


def theme_heard_text(fabric: ThreadData, theme: int, reads: bool) -> str:
    """`15 answers from 5 sectors`, as far as whoever reads it may know."""
    row = fabric.counts[theme]
    if not row.total:
        return _("not heard yet")
    return voices_sentence(row) if reads else voices_sentence_outside(row)


def themes_origin_text(fabric: ThreadData, themes: Iterable[int], reads: bool) -> str:
    """Where several themes together come from; empty where nobody has said anything of them."""
    source = fabric.sources.themes(set(themes))
    if not source.answers:
        return ""
    return (source_sentence if reads else source_sentence_outside)(source, fabric.sources.total)


def step_notes_text(fabric: ThreadData, step: int) -> str:
    """`23 points noted, in 3 of 4 groups`, or `tables` of a café; empty where nothing was."""
    spoke = fabric.said.get(step, StepNotesCount())
    if not spoke.lines:
        return ""
    noted = _n("%(num)d point noted", "%(num)d points noted", spoke.lines)
    if not spoke.groups:
        return noted
    where = {"noted": noted, "num": spoke.heard, "of": spoke.groups}
    if fabric.plan.steps[step].kind is StepKind.CAFE:
        return _("%(noted)s, at %(num)d of %(of)d tables", **where)
    return _("%(noted)s, in %(num)d of %(of)d groups", **where)


def action_states_text(fabric: ThreadData, actions: Iterable[int]) -> str:
    """`2 carried out, 1 still open`"""
    states = Counter(fabric.actions[one].row.status for one in actions)
    return action_ends({one: states[one] for one in ActionStatus})


def thread_gap_text(fabric: ThreadData, lane: ObjectiveLane) -> str:
    """Where the way of an objective ends before something came of it; empty where it does not."""
    if lane.objective == NONE:
        return _("serves no objective") if _unsaid(fabric, lane) else ""
    spoke = [fabric.said[one] for one in lane.steps if one in fabric.said]
    silent = sum(one.groups - one.heard for one in spoke)
    if not lane.themes and fabric.sources.total:
        return _("nobody asked for it; the team itself wrote it")
    if not lane.steps:
        return "" if why_lane_unserved(fabric, lane) else _("on no agenda yet")
    if not fabric.begun:
        return ""
    if not any(one.lines for one in spoke) and not lane.decisions:
        return _("nothing was written down")
    if not lane.decisions:
        return _("talked about, nothing decided")
    if not lane.actions:
        return _("decided, and nobody has promised anything")
    if silent and any(one.heard for one in spoke):
        groups = sum(one.groups for one in spoke)
        return _("said in %(num)d of %(of)d groups", num=groups - silent, of=groups)
    return ""


def way_gap_text(fabric: ThreadData, knot: Knot) -> str:
    """Where the way of a theme, objective or decision ends before something came of it; empty where it does not."""
    lanes = [fabric.web.lanes[key] for key in fabric.web.lanes_of(knot)]
    if knot.kind is KnotKind.THEME and not is_left_open(fabric, fabric.themes[knot.id]):
        lanes = [one for one in lanes if one.objective != NONE]
    return next(filter(None, (thread_gap_text(fabric, one) for one in lanes)), "")


def why_lane_unserved(fabric: ThreadData, lane: ObjectiveLane) -> str:
    """Why an objective and what was asked for in its themes is not worked on, and who does instead; empty where nobody said so."""
    objectives = [lane.objective] if lane.objective != NONE else []
    return why_unserved(fabric, lane.themes, objectives)


def why_unserved(fabric: ThreadData, themes: Iterable[int], objectives: Iterable[int] = ()) -> str:
    """Why some themes and objectives are not worked on, and who does instead: each reason once."""
    said = [unserved_text(fabric.objectives[one]) for one in objectives]
    said += [unserved_text(fabric.themes[one]) for one in themes]
    return " ".join(filter(None, dict.fromkeys(said)))


def _unsaid(fabric: ThreadData, lane: ObjectiveLane) -> bool:
    """Whether something serves no objective, but for themes that nobody has to look at any more."""
    return bool(lane.decisions or lane.actions) or any(
        is_left_open(fabric, fabric.themes[one]) for one in lane.themes
    )


def is_left_open(fabric: ThreadData, theme: Theme) -> bool:
    """Whether nothing takes up a theme, it became no goal, and nobody has said why."""
    return not (theme.objective_id in fabric.objectives or theme.goal_id or unserved_text(theme))


def river_width(fabric: ThreadData, theme: int, reads: bool) -> int:
    """How wide its river is: for those who do not read answers a small number is the least."""
    total = fabric.counts[theme].total
    return total if reads or suppress_count(total) is not None else 1


def objective_name(fabric: ThreadData, objective: int) -> str:
    """`O2 · Referral within a day`"""
    one = fabric.objectives[objective]
    return f"{one.code} · {pick_wording(one.text)}"
