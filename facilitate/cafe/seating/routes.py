"""The café's first page: who sits where, how good that is, one person's way, how far a search is."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import abort, make_response, redirect, render_template, request, url_for

from ... import clock
from ...data.db import db, row_id
from ...directory.queries import all_sectors
from ...events.access import Can, may, needs
from ...events.models import Event
from ...lib.text import Words, plain_text
from ...web.i18n import pick_wording
from ..blueprint import bp
from ..cafe_view import cafe_view_or_404
from ..floor import CafeFloor, Guest
from ..mixing.forms import mixed_now
from ..mixing.wording import regions_called
from ..models import Cafe, CafeSearch, CafeTable
from ..queries import cafe_steps
from ..rounds import Round
from ..search import is_search_running
from ..seats import Seating
from .breaches import breach_sentences
from .picture import draw_seating, list_seating
from .quality import seating_quality
from .seating_state import seating_state_of
from .wording import cafe_summary, quality_sentences


@dataclass(frozen=True)
class WayStop:
    """One round: its table (None: no seat), its question, the others there (keys), and who of them was met before."""

    round: Round
    table: CafeTable | None
    question: Words
    others: tuple[str, ...] = ()
    again: frozenset[str] = frozenset()
    locked: bool = False


@dataclass(frozen=True)
class GuestWay:
    """A person (None: in no list any more) with their stops, and how many others they meet."""

    key: str
    guest: Guest | None
    stops: tuple[WayStop, ...]
    meets: int


def find_guest_way(floor: CafeFloor, seating: Seating, key: str) -> GuestWay | None:
    """Somebody's way; None for who neither has a seat nor is in the list."""
    guest = floor.people.get(key)
    path = seating.path(key)
    if guest is None and not path:
        return None
    met: set[str] = set()
    stops = []
    for one in floor.times[: len(seating.rounds)]:
        table = floor.table_by_id.get((seating.at(one.number, key)) or 0)
        if table is None:
            stops.append(WayStop(one, None, Words()))
            continue
        others = tuple(other for other in seating.people_at(one.number, table.id) if other != key)
        again = frozenset(met & set(others))
        met.update(others)
        question = floor.question(table, one.number)
        stops.append(
            WayStop(
                round=one,
                table=table,
                question=question,
                others=others,
                again=again,
                locked=seating.is_locked(one.number, key),
            )
        )
    return GuestWay(key, guest, tuple(stops), len(met))


def search_guests(floor: CafeFloor, typed: str) -> list[Guest]:
    """Who is looked for: every word typed begins a word of the name or of the organisation, accents or not."""
    words = plain_text(typed).replace("-", " ").split()
    if not words:
        return []
    found = []
    for guest in floor.people.values():
        own = plain_text(f"{guest.name} {guest.organisation}").replace("-", " ").split()
        if all(any(part.startswith(word) for part in own) for word in words):
            found.append(guest)
    return found


@bp.get("/events/<slug>/cafe")
@needs(Can.SEE)
def show_cafe(event: Event) -> Any:
    """One café of the event: the one in the address, or the first."""
    if request.args.get("step"):
        view = cafe_view_or_404(event, request.args.get("step", 0, type=row_id))
    elif steps := cafe_steps(event):
        view = cafe_view_or_404(event, steps[0].id, steps=steps)
    else:
        return render_template("cafe/none.html", event=event)
    values = {
        "event": event,
        "view": view,
        "floor": view.floor,
        "opening": cafe_summary(view.floor),
    }
    values["mixes"] = mixed_now(view.floor)
    about = seating_state_of(view.floor, view.search, clock.now())
    seated = _seated(view.floor) if view.floor.seating else {}
    return render_template("cafe/seating/page.html", about=about, **values, **seated)


def _seated(floor: CafeFloor) -> dict[str, Any]:
    """What the page shows once there is a seating."""
    seating = floor.seating
    assert seating
    names = may(Can.SEE_PEOPLE)
    called = {one.key: pick_wording(one.name) for one in all_sectors()}
    typed = request.args.get("q", "")[:100].strip() if names else ""
    found = search_guests(floor, typed)
    only = request.args.get("round", 0, type=int)
    only = only if 0 < only <= len(seating.rounds) else 0
    who = found[0].key if len(found) == 1 else request.args.get("who", "")
    facts = seating_quality(floor, seating)
    return {
        "seating": seating,
        "facts": facts,
        "told": quality_sentences(facts, {**regions_called(floor), **called}, people=names),
        "broken": breach_sentences(floor) if names else [],
        "sectors": called,
        "only": only,
        "typed": typed,
        "found": found,
        "names": names,
        "way": find_guest_way(floor, seating, who) if who else None,
        "picture": draw_seating(
            floor,
            seating,
            called,
            names=names,
            who=who,
            found=[one.key for one in found],
            only=only,
        ),
        "listing": list_seating(floor, seating, called, names=names),
    }


@bp.get("/events/<slug>/cafe/<int:step_id>/path")
@needs(Can.SEE)
def show_path(event: Event, step_id: int) -> Any:
    """One person's way, as the part of the page that shows it."""
    floor = cafe_view_or_404(event, step_id).floor
    one: GuestWay | None = (
        find_guest_way(floor, floor.seating, request.args.get("who", "")) if floor.seating else None
    )
    if one is None:
        abort(404)
    called = {row.key: pick_wording(row.name) for row in all_sectors()}
    return render_template(
        "cafe/seating/path.html",
        event=event,
        floor=floor,
        way=one,
        sectors=called,
        names=may(Can.SEE_PEOPLE),
    )


@bp.get("/events/<slug>/cafe/<int:step_id>/searching")
@needs(Can.SEE)
def show_search(event: Event, step_id: int) -> Any:
    """How far the search is; once it is over, the page is loaded anew."""
    mine = Cafe.step.has(event_id=event.id)
    query = sa.select(CafeSearch).join(Cafe, CafeSearch.cafe_id == Cafe.id)
    search = db.session.scalar(query.where(Cafe.step_id == step_id, mine))
    if "HX-Request" not in request.headers:
        return redirect(url_for("cafe.show_cafe", slug=event.slug, step=step_id))
    if search is None or not is_search_running(search, clock.now()):
        return make_response("", 204, {"HX-Refresh": "true"})
    return render_template("cafe/seating/searching.html", search=search)
