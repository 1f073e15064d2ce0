"""Both languages of a report are made of what was asked once; each reads as if it had been made alone."""

import sqlalchemy as sa

from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.report.writing.assembling import report_of, reports_of

from ...statements import count_statements

MEETINGS = ("launch-2004", "annual-2006", "annual-2008", "north-2", "annual-next")
"""Meetings of the demo that have everything: answers, an evaluation, notes, cafés, sponsors, lessons."""
FOR_A_LANGUAGE = 6
"""What is asked for each: its texts, how it is put together, the lines with who said them, the sectors that answered."""


def test_sharing_what_is_asked_changes_no_word(demo) -> None:
    with demo.test_request_context():
        events = db.session.scalars(sa.select(Event).where(Event.slug.in_(MEETINGS))).all()
        assert len(events) == len(MEETINGS)
        for event in events:
            alone = {code: report_of(event, code) for code in ("en", "sq")}
            with count_statements() as asked_alone:
                report_of(event, "sq")
            with count_statements() as asked:
                together = reports_of(event)
            assert together == alone
            assert len(asked) <= len(asked_alone) + FOR_A_LANGUAGE
            assert together["en"] != together["sq"]
