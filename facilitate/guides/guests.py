"""Who comes, in figures that expose nobody: groups under three people are not told apart."""

from collections.abc import Iterable, Mapping

from ..lib.suppression import suppress_row as row_without_small
from ..participation.counting.figures import CountedGroup, PlaceOfOrigin
from ..participation.models import Standing
from .guide import GuideGuests


def guests_in(groups: Iterable[CountedGroup], sectors: Mapping[str, str]) -> GuideGuests:
    """The figures of an event's people; `sectors` are names by key, in the order of tables."""
    invited = [one for one in groups if one.standing != Standing.LISTED]
    come = [one for one in invited if one.standing in (Standing.COMING, Standing.ATTENDED)]
    coming = sum(one.people for one in come)
    by_sector = {key: sum(one.people for one in come if one.sector == key) for key in sectors}
    outside = sum(one.people for one in come if one.place is PlaceOfOrigin.OUTSIDE)
    *shown, _rest = row_without_small([*by_sector.values(), coming - sum(by_sector.values())])
    far, _near = row_without_small([outside, coming - outside])
    return GuideGuests(
        invited=sum(one.people for one in invited),
        coming=coming,
        sectors=[
            (sectors[key], number) for key, number in zip(by_sector, shown, strict=True) if number
        ],
        counties=len({one.county for one in come if one.county}),
        outside=far or 0,
    )
