"""What the pages of a running day say: each sentence once, for the server and for `static/js/live_day.js` alike."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

from ...lib.clock import format_wall_time
from ...web.i18n import _
from ..progress import StepState, TrackProgress, TrackRow
from .outlook import OutlookItem, SeenTrack, whole_minutes


def live_phrases(group: bool) -> dict[str, str]:
    """Every sentence, with {places} that are filled in; `group`: the track is one of several beside each other."""
    return (
        _outlook()
        | (_group() if group else _day())
        | {
            "before": _("Not begun yet"),
            "between": _("Nothing is running right now"),
            "empty": _("Nothing is planned here yet"),
            "left": _("left of {minutes} min"),
            "over_words": _("{minutes} min over time"),
            "over_now": _("Time is up"),
            "until_start": _("until “{title}”"),
            "until": _("until {time}"),
            "until_late": _("planned until {time}"),
            "on_time": _("On time"),
            "behind": _("{minutes} min behind"),
            "ahead": _("{minutes} min ahead"),
            "next": _("Next: {title}"),
            "next_at": _("at {time}"),
            "next_pinned": _("at {time}, pinned"),
            "no_next": _("Nothing after this"),
            "start": _("Start “{title}”"),
            "skip": _("Skip “{title}”"),
            "same": _("Nothing else changes."),
            "now": _("now"),
            "skipped": _("skipped"),
            "passed": _("nobody pressed"),
            "pinned": _("start fixed"),
            "lacks": _("pinned, {minutes} min short"),
            "took": _("took {minutes} of {planned} min"),
            "planned": _("planned {time}"),
            "offline": _("Not connected: still counting."),
            "offline_one": _("Not connected: still counting, 1 press waits to be sent."),
            "offline_many": _("Not connected: still counting, {minutes} presses wait to be sent."),
            "signed_out": _(
                "You are signed out. Sign in again on this device; what you pressed is kept and sent then."
            ),
            "refused": _("Not counted: {title}"),
        }
    )


def _outlook() -> dict[str, str]:
    return {
        "moves": _("Everything after this moves by {minutes} min."),
        "earlier": _("Everything after this comes {minutes} min earlier."),
        "as_planned": _("Everything after this begins as planned."),
        "loses": _("If this runs to {time}, “{title}” loses {minutes} min."),
        "nothing_left": _("If this runs to {time}, nothing is left of “{title}”."),
        "missing": _("“{title}” stays at {time}: what comes before it is {missing} min too long."),
        "moves_missing": _(
            "Everything until “{title}” at {time} moves by {minutes} min; then it is {missing} min short."
        ),
        "moves_fits": _(
            "Everything until “{title}” at {time} moves by {minutes} min, then it fits."
        ),
        "moves_free": _(
            "Everything until “{title}” at {time} moves by {minutes} min, with {missing} min still free before it."
        ),
        "earlier_free": _(
            "Everything until “{title}” at {time} comes {minutes} min earlier, with {missing} min free before it."
        ),
        "free": _("“{title}” stays at {time}, with {minutes} min free before it."),
        "holds": _("“{title}” begins at {time} as planned."),
    }


def _day() -> dict[str, str]:
    return {
        "done": _("The day is over"),
        "last": _("This is the last step; it ends at {time}."),
        "ends": _("The day ends at {time} as planned."),
        "ends_late": _("The day ends at {time}, {minutes} min late."),
        "ends_early": _("The day ends at {time}, {minutes} min early."),
    }


def _group() -> dict[str, str]:
    return {
        "done": _("This group is done"),
        "last": _("This is the group’s last step; it ends at {time}."),
        "ends": _("This group ends at {time} as planned."),
        "ends_late": _("This group ends at {time}, {minutes} min late."),
        "ends_early": _("This group ends at {time}, {minutes} min early."),
    }


def fill_pattern(pattern: str, values: Mapping[str, Any]) -> str:
    """The sentence with its {places} filled in; what a title holds is left as it is."""
    parts = pattern.split("{")
    made = [parts[0]]
    for part in parts[1:]:
        name, brace, rest = part.partition("}")
        made.append(f"{values.get(name, '')}{rest}" if brace else "{" + part)
    return "".join(made)


def clock_at_second(seconds: float) -> str:
    """The clock at a time in seconds: `10:40`."""
    return format_wall_time(whole_minutes(seconds))


def countdown_text(seconds: float) -> str:
    """A time to count: `12:05`, `1:05:20`."""
    minutes, rest = divmod(abs(math.ceil(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def track_mode(track: TrackProgress) -> str:
    """What a page shows: `running`, `over` (time is up), `before`, `between`, `done` or `empty`."""
    if track.current:
        return "running" if math.ceil(track.left) >= 0 else "over"
    if not track.rows:
        return "empty"
    if not track.next:
        return "done"
    return "between" if track.begun else "before"


def outlook_text(
    told: Iterable[OutlookItem], titles: Mapping[int, str], say: Mapping[str, str]
) -> str:
    """An outlook in sentences."""
    return " ".join(
        fill_pattern(
            say[one.code],
            {
                "title": titles.get(one.step, ""),
                "time": clock_at_second(one.at),
                "minutes": one.minutes,
                "missing": one.missing,
            },
        )
        for one in told
    )


def live_texts(
    seen: SeenTrack,
    titles: Mapping[int, str],
    say: Mapping[str, str],
    hidden: frozenset[int] = frozenset(),
) -> dict[str, str]:
    """Every text of a page by the place it stands in; the titles of `hidden` steps are in none of them."""
    track, found = seen.track, track_mode(seen.track)
    following = next(
        (row for row in track.waiting if not row.marker and row.id not in hidden), None
    )
    title = say.get(found, "")
    if track.current:
        title = say["between"] if track.current.id in hidden else titles[track.current.id]
    return {
        "title": title,
        **_timer(track, found, following=following, titles=titles, say=say),
        "drift": _drift(track, say),
        "next": fill_pattern(say["next"], {"title": titles[following.id]})
        if following
        else say["no_next"]
        if track.rows
        else "",
        "nextat": fill_pattern(
            say["next_pinned" if following.pinned else "next_at"],
            {"time": clock_at_second(following.start)},
        )
        if following
        else "",
        "rest": outlook_text(seen.told, titles, say),
        "startnext": fill_pattern(say["start"], {"title": titles[track.next.id]})
        if track.next
        else "",
        "skipnext": fill_pattern(say["skip"], {"title": titles[track.next.id]})
        if track.next
        else "",
        "ifstart": outlook_text(seen.start, titles, say) or say["same"],
        "ifextend": outlook_text(seen.extend, titles, say) or say["same"],
        "ifskip": outlook_text(seen.skip, titles, say) or say["same"],
    }


def _timer(
    track: TrackProgress,
    found: str,
    following: TrackRow | None,
    titles: Mapping[int, str],
    say: Mapping[str, str],
) -> dict[str, str]:
    if track.current:
        over = found == "over"
        late = whole_minutes(-track.left)
        minutes = {"minutes": late if over else whole_minutes(track.current.lasts)}
        words = (
            fill_pattern(say["over_words" if late else "over_now"], minutes)
            if over
            else fill_pattern(say["left"], minutes)
        )
        ends = fill_pattern(
            say["until_late" if over else "until"],
            {"time": clock_at_second(track.current.start + track.current.lasts)},
        )
        return {
            "left": ("+" if over else "") + countdown_text(track.left),
            "leftwords": words,
            "ends": ends,
        }
    if following is None:
        return {"left": "", "leftwords": "", "ends": ""}
    until = following.start - track.now
    return {
        "left": countdown_text(until) if 0 < until < 86400 else "",
        "leftwords": fill_pattern(say["until_start"], {"title": titles[following.id]})
        if 0 < until < 86400
        else "",
        "ends": "",
    }


def _drift(track: TrackProgress, say: Mapping[str, str]) -> str:
    if not track.begun and whole_minutes(track.drift) <= 0:
        return ""
    minutes = whole_minutes(track.drift)
    if minutes > 0:
        return fill_pattern(say["behind"], {"minutes": minutes})
    return fill_pattern(say["ahead"], {"minutes": -minutes}) if minutes else say["on_time"]


def track_row_texts(row: TrackRow, say: Mapping[str, str]) -> dict[str, str]:
    """A line of the list: the time it begins or began, what was planned if that differs, and where it stands."""
    begins = (
        row.start
        if row.state in (StepState.NOW, StepState.DONE, StepState.WAITING)
        else row.planned_start
    )
    differs = whole_minutes(begins) != whole_minutes(row.planned_start)
    return {
        "clock": clock_at_second(begins),
        "planned": fill_pattern(say["planned"], {"time": clock_at_second(row.planned_start)})
        if differs
        else "",
        "note": _note(row, say),
    }


def _note(row: TrackRow, say: Mapping[str, str]) -> str:
    if row.state == StepState.DONE and row.started is not None and row.ended is not None:
        minutes = {
            "minutes": whole_minutes(row.ended - row.started),
            "planned": whole_minutes(row.planned_end - row.planned_start),
        }
        return fill_pattern(say["took"], minutes)
    if row.state == StepState.WAITING:
        if whole_minutes(row.missing):
            return fill_pattern(say["lacks"], {"minutes": whole_minutes(row.missing)})
        return say["pinned"] if row.pinned else ""
    if row.state == StepState.PASSED and row.marker:
        return ""
    return say.get(row.state.value, "")
