"""Everything the technical table sees of a half-year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...forums.links import links_to
from ...forums.models import Forum, ForumMember, MemberLink, MemberLinkPurpose
from ..approval import Voting, county_counts, voting_of
from ..cells import LOOKED_BACK, TOTAL, Counts, PlaceSplit, splits_of
from ..labels import Places
from ..models import SituationIndicator, SituationQuestion, SituationReview, SituationSending
from ..queries import (
    asked_in,
    asks_member,
    indicator_lines,
    latest_of,
    mirrored_by,
    offices_of,
    places_for,
    places_of,
    questions_of,
    review_of,
    sendings_of,
)
from .count_checks import CheckedLine, CheckedOffice, CountFinding, CountFindingKind, count_findings


@dataclass(frozen=True)
class OfficeRow:
    """An office: what it is asked, what it sent for this half-year, all of it the last one last."""

    member: ForumMember
    asked: Sequence[SituationIndicator]
    sendings: Sequence[SituationSending]

    @property
    def given(self) -> int:
        """How many of the numbers it is asked for it gave."""
        sent = self.sendings[-1].counts if self.sendings else {}
        return sum(TOTAL in sent.get(str(one.id), {}) for one in self.asked)


@dataclass(frozen=True)
class TechnicalTable:
    """A half-year of one forum, put together. `counts`, `before`: the county's, by the number of the indicator as text."""

    forum: Forum
    period: int
    lines: Mapping[int, SituationIndicator]
    offices: Sequence[OfficeRow]
    counts: Mapping[str, Counts]
    before: Mapping[str, Counts]
    findings: Sequence[CountFinding]
    questions: Sequence[SituationQuestion]
    review: SituationReview | None
    voting: Voting | None
    links: Mapping[int, MemberLink]

    @property
    def sent(self) -> int:
        """How many offices have sent."""
        return sum(bool(one.sendings) for one in self.offices)

    @property
    def uncounted(self) -> list[SituationIndicator]:
        """The indicators that no office of the forum counts."""
        return [
            self.lines[one.line] for one in self.findings if one.kind is CountFindingKind.NOBODY
        ]

    def open_question(self, finding: CountFinding) -> SituationQuestion | None:
        """What was asked back about that number last."""
        asked = [
            one
            for one in self.questions
            if one.member_id == finding.member and one.indicator_id == finding.line
        ]
        return asked[-1] if asked else None


def technical_table(forum: Forum, period: int) -> TechnicalTable:
    """The technical table of a forum for a half-year."""
    known = indicator_lines(forum.kind)
    lines = asked_in(known, period)
    offices = offices_of(forum, lines)
    sent = sendings_of(forum, period - LOOKED_BACK, period)
    latest = latest_of(sent)
    places = places_of(forum)
    rows = [
        OfficeRow(
            one,
            [line for line in lines if asks_member(line, one)],
            [
                each
                for each in sent
                if each.period == period and each.member.organisation_id == one.organisation_id
            ],
        )
        for one in offices
    ]
    review = review_of(forum, period)
    return TechnicalTable(
        forum=forum,
        period=period,
        lines={one.id: one for one in lines},
        offices=rows,
        counts=_counts(lines, latest, period),
        before=_counts(lines, latest, period - 1),
        findings=count_findings(
            [_line(one, places, lines) for one in lines],
            [_office(one, latest, period, places) for one in offices],
            places.get(PlaceSplit.MUNICIPALITY, ()),
        ),
        questions=questions_of(forum, period),
        review=review,
        voting=voting_of(forum, review) if review and review.sent_on else None,
        links=links_to(forum, MemberLinkPurpose.SITUATION, period),
    )


def _counts(
    lines: Sequence[SituationIndicator],
    latest: Mapping[tuple[int, int], SituationSending],
    period: int,
) -> dict[str, Counts]:
    return county_counts(lines, [one for (_key, of), one in latest.items() if of == period])


def _line(
    one: SituationIndicator, places: Places, lines: Sequence[SituationIndicator]
) -> CheckedLine:
    by_place = places.get(one.place, ())
    mirrored = mirrored_by(one, lines)
    return CheckedLine(
        one.id,
        one.sources,
        splits_of(one.people, len(one.parts), by_place),
        mirrored.id if mirrored else None,
    )


def _office(
    member: ForumMember,
    latest: Mapping[tuple[int, int], SituationSending],
    period: int,
    places: Places,
) -> CheckedOffice:
    key = member.organisation_id
    now = latest.get((key, period))
    own = list(places_for(member, places).get(PlaceSplit.MUNICIPALITY, ()))
    before = (latest.get((key, of)) for of in range(period - LOOKED_BACK, period))
    return CheckedOffice(
        member=member.id,
        kind=member.organisation.kind,
        sent=now.counts if now else None,
        before=[one.counts for one in before if one],
        town=own[0] if len(own) == 1 else "",
    )
