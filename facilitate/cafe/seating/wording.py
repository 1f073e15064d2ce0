"""The quality of a seating in plain sentences: the first one matters most and leads the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from ...lib.albanian import Case, place_in
from ...lib.text import capitalize_first
from ...web.i18n import _, _n, current_language, format_day, join_names, whole_percent
from ..floor import CAPITAL, CafeFloor
from ..labels import FROM
from ..mixing.wording import company_said, kept_company_said, trait_in_list, wanted_said
from .quality import CommonSector, Meetings, RareGroup, SeatingQuality

VAGUE = {"", "other"}
"""Sectors that say nothing about a table that has or lacks them."""
SHOWN, DAYS = 1, 2
"""Sentences about rare regions and sectors, and about earlier days, that are not folded."""


@dataclass(frozen=True)
class QualitySentences:
    """The first sentence, those that follow it, what is folded behind “more”, and whether it cannot be better."""

    first: str
    rest: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    best: str = ""


def quality_sentences(
    quality: SeatingQuality, names: Mapping[str, str], *, people: bool = False
) -> QualitySentences:
    """All sentences; `names` of sectors by key; `people`: the reader may see who is in the list."""
    rarities = rare_sentences([one for one in quality.rare if one.name not in VAGUE], names)
    before = [sat_before_sentence(on, pairs) for on, pairs in quality.earlier]
    sentences = [
        *before[:DAYS],
        always_sentence(quality.always),
        "" if quality.alike else meets_sentence(quality.meetings),
        *sectors_said(
            [one for one in quality.everywhere if one.key not in VAGUE], names, quality.cells
        ),
        crowd_sentence(quality),
        *rarities[:SHOWN],
        ranks_sentence(quality.ranks) or wishes_sentence(*quality.wishes),
        hosts_sentence(quality) if quality.hosted else "",
        *wanted_said(quality.wanted, names, quality.paid),
        *company_said(quality.company, names),
        "" if quality.best and not quality.evened else mix_sentence(quality.mixed, quality.evened),
    ]
    return QualitySentences(
        first=kept_company_said(quality.alike, quality.pure, keeps=quality.keeps)
        or again_sentence(quality.meetings),
        rest=tuple(one for one in sentences if one),
        more=(
            *before[DAYS:],
            *rarities[SHOWN:],
            *wishless_said(quality.wishless if people else ()),
        ),
        best=_("This is the best possible.") if quality.best else "",
    )


def cafe_summary(floor: CafeFloor) -> str:
    """`108 people · 12 tables · 3 rounds of 20 minutes`."""
    return " · ".join(
        [
            _n("%(num)d person", "%(num)d people", len(floor.guests)),
            _n("%(num)d table", "%(num)d tables", len(floor.tables)),
            _n(
                "%(num)d round of %(minutes)d min",
                "%(num)d rounds of %(minutes)d min",
                floor.cafe.rounds,
                minutes=floor.cafe.minutes,
            ),
        ]
    )


def again_sentence(meetings: Meetings) -> str:
    """How many pairs meet again, and how many of those nobody could avoid."""
    if not meetings.again:
        return _("Nobody meets the same person twice.")
    if meetings.minimum is not None and meetings.forced >= meetings.repeats:
        return _n(
            "Nobody meets the same person twice, except %(num)d pair that must sit together, "
            "is locked, or has met before.",
            "Nobody meets the same person twice, except %(num)d pairs that must sit "
            "together, are locked, or have met before.",
            meetings.again,
        )
    said = (
        _n("%(num)d pair meets more than once", "%(num)d pairs meet more than once", meetings.again)
        if meetings.thrice
        else _n("%(num)d pair meets twice", "%(num)d pairs meet twice", meetings.again)
    )
    return f"{said}{_avoidable(meetings)}."


def always_sentence(pairs: int | None) -> str:
    """How many pairs sit together in every round though nothing binds them; nothing where it is no question."""
    if pairs is None:
        return ""
    if not pairs:
        return _("Nobody sits with the same person in every round.")
    return _n(
        "%(num)d pair sits together in every round.",
        "%(num)d pairs sit together in every round.",
        pairs,
    )


def _avoidable(meetings: Meetings) -> str:
    if meetings.minimum is None:
        return ""
    if meetings.beyond <= 0:
        return _("; that cannot be avoided")
    if meetings.minimum:
        least = min(meetings.minimum, max(1, meetings.again - meetings.beyond))
        return _("; %(least)d of them cannot be avoided", least=least)
    return _("; a longer search may find fewer")


def sat_before_sentence(on: date, pairs: int) -> str:
    """How many pairs sit together again who sat together on an earlier day."""
    day = format_day(on, "dated")
    if not pairs:
        return _("Nobody sits again with anyone they sat with on %(day)s.", day=day)
    return _n(
        "%(num)d pair sits together again that sat together on %(day)s.",
        "%(num)d pairs sit together again that sat together on %(day)s.",
        pairs,
        day=day,
    )


def meets_sentence(meetings: Meetings) -> str:
    """How many others one person meets."""
    if not meetings.others:
        return ""
    if meetings.least == meetings.most:
        return _n(
            "Each person meets %(num)d other of %(all)d.",
            "Each person meets %(num)d others of %(all)d.",
            meetings.most,
            all=meetings.others,
        )
    return _(
        "Each person meets %(least)d to %(most)d others of %(all)d.",
        least=meetings.least,
        most=meetings.most,
        all=meetings.others,
    )


def sectors_said(rows: Sequence[CommonSector], names: Mapping[str, str], cells: int) -> list[str]:
    """Whom every table has in every round, and who is missing although there are enough of them."""
    full = [_from(one.key, names) for one in rows if not one.missing]
    said = []
    if full:
        said.append(
            _("Every table has somebody from %(sectors)s in every round.", sectors=join_names(full))
        )
    for one in rows:
        if len(one.missing) == 1:
            table, number = one.missing[0]
            said.append(
                _(
                    "Only table %(table)d in round %(round)d has nobody from %(sector)s.",
                    table=table,
                    round=number,
                    sector=_from(one.key, names),
                )
            )
        elif one.missing:
            said.append(
                _(
                    "Nobody from %(sector)s sits at %(num)d of the %(all)d tables of all rounds.",
                    num=len(one.missing),
                    all=cells,
                    sector=_from(one.key, names),
                )
            )
    return said


def crowd_sentence(quality: SeatingQuality) -> str:
    """How the largest region is spread."""
    one = quality.crowd
    if one is None or not one.most:
        return ""
    where = region_in_sentence(one.region if one.region == CAPITAL else one.name)
    values = {"num": one.most, "where": where, "even": one.even}
    if one.most < one.even:
        return _(
            "At most %(num)d from %(where)s at a table; an even share would be %(even)d.", **values
        )
    if one.most == one.even:
        return _("At most %(num)d from %(where)s at a table, as even as possible.", **values)
    return _(
        "Up to %(num)d from %(where)s at one table; an even share would be %(even)d.",
        **values,
    )


def rare_sentences(rows: Sequence[RareGroup], names: Mapping[str, str]) -> list[str]:
    """Who is too rare for every table; regions with as many people are told in one sentence."""
    said = []
    regions = sorted((one for one in rows if one.kind == "region"), key=lambda one: one.people)
    for number, group in groupby(regions, key=lambda one: one.people):
        said.append(_rare_regions(number, list(group)))
    for one in rows:
        if one.kind == "sector":
            said.append(
                _n(
                    "%(name)s: %(people)s, so %(num)d table never meets them.",
                    "%(name)s: %(people)s, so %(num)d tables never meet them.",
                    one.never,
                    name=names.get(one.name, one.name),
                    people=_people(one.people),
                )
            )
    return said


def _rare_regions(number: int, rows: Sequence[RareGroup]) -> str:
    never = max(one.never for one in rows)
    people = _people(number)
    if len(rows) == 1:
        return _n(
            "%(name)s has %(people)s; %(num)d table never meets anybody from there.",
            "%(name)s has %(people)s; %(num)d tables never meet anybody from there.",
            never,
            name=capitalize_first(_region_as_subject(rows[0].name)),
            people=people,
        )
    joined = capitalize_first(join_names([_region_as_subject(one.name) for one in rows]))
    if never == min(one.never for one in rows):
        return _n(
            "%(names)s have %(people)s each; for each, %(num)d table never meets anybody from there.",
            "%(names)s have %(people)s each; for each, %(num)d tables never meet anybody from there.",
            never,
            names=joined,
            people=people,
        )
    return _(
        "%(names)s have %(people)s each; for each, up to %(num)d tables never meet anybody from there.",
        num=never,
        names=joined,
        people=people,
    )


def wishes_sentence(came_true: int, possible: int) -> str:
    """How many wishes for a table come true."""
    if not possible:
        return ""
    if came_true == possible:
        return _n(
            "The one wish for a table is met.",
            "All %(num)d wishes for a table are met.",
            possible,
        )
    return _n(
        "The one wish for a table is not met.",
        "%(met)d of %(num)d wishes for a table are met.",
        possible,
        met=came_true,
    )


def ranks_sentence(ranks: Sequence[int]) -> str:
    """Who got the first, second or third choice."""
    if not ranks:
        return ""
    first, second, third, none = ranks
    return _n(
        "%(num)d person chose tables: %(first)d gets the first choice, %(second)d the second, %(third)d the third, %(none)d none.",
        "%(num)d people chose tables: %(first)d get their first choice, %(second)d their second, %(third)d their third, %(none)d none.",
        sum(ranks),
        first=first,
        second=second,
        third=third,
        none=none,
    )


def wishless_said(people: Sequence[str]) -> list[str]:
    """Who gets none of the tables they chose, for whom somebody may want to change places."""
    return (
        [_("At none of the tables they chose: %(names)s.", names=join_names(list(people)))]
        if people
        else []
    )


def hosts_sentence(quality: SeatingQuality) -> str:
    """Whether every table has its host."""
    if not quality.unhosted:
        return _("Every table has its host.")
    if len(quality.unhosted) == quality.tables:
        return _("No table has a host yet.")
    return _n(
        "Table %(tables)s has no host yet.",
        "Tables %(tables)s have no host yet.",
        len(quality.unhosted),
        tables=join_names([str(number) for number in quality.unhosted]),
    )


def mix_sentence(share: float | None, evened: Sequence[str] = ()) -> str:
    """How near the mix comes to the most even one that whole people allow; `evened`: the traits, where they were chosen."""
    if share is None:
        return ""
    if evened:
        what = join_names([trait_in_list(trait) for trait in evened])
        if share >= 1:
            return _("Mixed as evenly as the number of people allows: %(what)s.", what=what)
        return _(
            "Mixed %(share)s as evenly as the number of people allows: %(what)s.",
            share=whole_percent(max(0, int(100 * share))),
            what=what,
        )
    if share >= 1:
        return _("Sectors and regions are mixed as evenly as the number of people allows.")
    return _(
        "Sectors and regions are mixed %(share)s as evenly as the number of people allows.",
        share=whole_percent(max(0, int(100 * share))),
    )


def region_in_sentence(name: str) -> str:
    """A region as it stands in a sentence."""
    return _("the capital") if name == CAPITAL else name


def _region_as_subject(name: str) -> str:
    """A region that has or does something: Albanian says `Tirana ka`, not `Tiranë ka`."""
    said = region_in_sentence(name)
    return place_in(name, Case.NOMINATIVE) or said if current_language() == "sq" else said


def _from(key: str, names: Mapping[str, str]) -> str:
    return str(FROM[key]) if key in FROM else names.get(key, key)


def _people(number: int) -> str:
    return _n("one person", "%(num)d people", number)
