"""The demo's committees counted twice and are counting again: invented numbers, approved, told; one half-year is under way."""

import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from ...accounts.models import User
from ...clock import now
from ...data.db import db
from ...forums.links import make_links
from ...forums.models import Forum, ForumMember, MemberLinkPurpose
from ...forums.queries import members_of
from ...lib.text import Words
from ...situation import approval
from ...situation.actions import add_usual, send_part
from ...situation.cells import NOT_KNOWN, TOTAL, splits_of
from ...situation.labels import Places
from ...situation.models import SituationIndicator, SituationText
from ...situation.period import last_day, latest_ended
from ...situation.queries import asks_member, places_for, places_of

KIND, SEED = "regional_committee", 2904
TREND = {"violence": 1.25, "left_school": 0.78, "reached": 1.3, "street_children": 0.7}
"""What becomes of a number from one half-year to the next; of others, nothing."""
USUAL = {
    "unemployed": 4200,
    "social_aid": 1800,
    "reached": 640,
    "left_school": 38,
    "at_risk": 45,
    "violence": 62,
    "protection_orders": 30,
    "followed_up": 24,
    "street_children": 11,
    "prevention": 14,
    "trained": 9,
    "communities": 7,
    "counselling": 16,
}
"""About how many there are in a county of middling size; of everything else, three."""
TEXTS = {
    "summary": Words(
        "More families asked for protection than in the half-year before; fewer children left school in the villages.",
        "Më shumë familje kërkuan mbrojtje se në gjashtëmujorin e mëparshëm; më pak fëmijë braktisën shkollën në fshatra.",
    ),
    "next": Words(
        "The education office and the municipality visit every school where more than five children left.",
        "Zyra arsimore dhe bashkia vizitojnë çdo shkollë ku kanë larguar më shumë se pesë fëmijë.",
    ),
}
WRITES, UNEQUAL = "committee-vlore", "committee-korce"
"""Whose analysis has texts already; where two offices say different things."""


def load_situation(forums: Mapping[str, Forum], users: Mapping[str, User], today: date) -> None:
    """Two half-years that every committee approved, and numbers of the latest from two offices in three."""
    rng, latest = random.Random(SEED), latest_ended(today)
    lines = add_usual(KIND, latest - 2)
    for slug, forum in forums.items():
        if forum.kind != KIND:
            continue
        size, members, places = rng.uniform(0.4, 2.2), members_of(forum), places_of(forum)
        for period in (latest - 2, latest - 1, latest):
            sent = [
                one
                for number, one in enumerate(members)
                if period < latest or number % 3 or slug == UNEQUAL
            ]
            for member in sent:
                _send(rng, forum, member, period, _asked(lines, member, places), size)
            if period < latest:
                _approve(forum, period)
    _write(forums[WRITES], latest - 1)
    _ask(forums[UNEQUAL], lines, latest, users["S1"])


Asked = list[tuple[SituationIndicator, list[str]]]


def _asked(lines: Iterable[SituationIndicator], member: ForumMember, places: Places) -> Asked:
    mine = places_for(member, places)
    return [(one, list(mine.get(one.place, ()))) for one in lines if asks_member(one, member)]


def _send(
    rng: random.Random, forum: Forum, member: ForumMember, period: int, asked: Asked, size: float
) -> None:
    """One office's numbers, a fortnight after the half-year, by whoever speaks for it."""
    since = period - asked[0][0].first if asked else 0
    counts = {
        str(line.id): _counts(rng, line, places, size * TREND.get(line.key, 1) ** since)
        for line, places in asked
    }
    if not counts:
        return
    name = member.person.name if member.person else member.organisation.name
    on = last_day(period) + timedelta(days=rng.randint(5, 20))
    row = send_part(
        forum,
        member,
        period,
        counts,
        name=name,
        reported_on=on - timedelta(days=3) if rng.random() < 0.3 else None,
    )
    row.at = min(datetime.combine(on, time(9), UTC), now())


def _counts(
    rng: random.Random, line: SituationIndicator, places: list[str], size: float
) -> dict[str, int]:
    total = max(0, round(USUAL.get(line.key, 3) * size * rng.uniform(0.75, 1.3) - 0.6))
    found = {TOTAL: total}
    for cells in splits_of(line.people, len(line.parts), places).values():
        known = [one for one in cells if not one.endswith(f":{NOT_KNOWN}")]
        found |= dict.fromkeys(cells, 0)
        weights = [rng.uniform(0.4, 1) for _cell in known]
        left, whole = total, sum(weights)
        for cell, weight in zip(known[:-1], weights, strict=False):
            found[cell] = min(left, round(total * weight / whole))
            left -= found[cell]
        found[known[-1]] = left
    return found


def _approve(forum: Forum, period: int) -> None:
    """The members approved at their meeting six weeks after the half-year."""
    approval.approve_together(forum, period)
    review = approval.review_for(forum, period)
    review.sent_on = last_day(period) + timedelta(days=30)
    review.approved_on = min(last_day(period) + timedelta(days=42), now().date())


def _write(forum: Forum, period: int) -> None:
    db.session.add_all(
        SituationText(forum_id=forum.id, period=period, key=key, text=text)
        for key, text in TEXTS.items()
    )


def _ask(forum: Forum, lines: Sequence[SituationIndicator], period: int, by: User) -> None:
    """The technical table asked about a number that two offices tell differently."""
    line = next(one for one in lines if one.key == "violence")
    second = [one for one in members_of(forum) if one.organisation.kind == line.sources[1]]
    for member in second[:1]:
        make_links([member], MemberLinkPurpose.SITUATION, period)
        approval.ask_back(
            forum,
            member,
            line,
            period,
            text="Policia numëron ndryshe. A i keni numëruar edhe ata që nuk u referuan nga policia?",
            by=by.id,
        )
