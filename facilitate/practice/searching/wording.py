"""What was found, in one plain sentence."""

from ...web.i18n import _, _n


def found_sentence(anything: bool, lessons: int, sheets: int, events: int) -> str:
    """`16 lessons from 5 events.`, or what was found of what was looked for."""
    if anything and not lessons:
        return _(
            "Nothing has been written down yet: lessons come in after an event, through a "
            "link for its team."
        )
    number = _n("%(num)d lesson", "%(num)d lessons", lessons)
    if anything:
        whence = _n("from %(num)d event", "from %(num)d events", events)
        return _(
            "%(lessons)s %(events)s. The next design starts here.", lessons=number, events=whence
        )
    if not lessons and not sheets:
        return _("Nothing was found. Try fewer words, or another technique.")
    places = _n("%(num)d place in practice sheets", "%(num)d places in practice sheets", sheets)
    return _("Found: %(lessons)s, %(places)s.", lessons=number, places=places)
