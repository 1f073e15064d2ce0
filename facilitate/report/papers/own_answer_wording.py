"""What became of one answer, in plain sentences."""

from ...web.i18n import _, _n
from .own_answer import OwnAnswerWay


def own_answer_lead(way: OwnAnswerWay, *, named: bool) -> str:
    """What has happened to an answer so far, and nothing that has not; of one that is not `named` only what holds for all."""
    if way.trails:
        return _("Your answer was read. Here is what became of it, as the report tells it.")
    if any(one.not_taken_up for one in way.themes):
        return _("Your answer was read. What it asks for was not taken up this time.")
    if way.themes:
        return _(
            "Your answer was read and sorted. What comes of it appears here once the report is released."
        )
    if way.sorted_under:
        return _n(
            "Your answer was read. It speaks of %(num)d theme; its name is not public yet.",
            "Your answer was read. It speaks of %(num)d themes; their names are not public yet.",
            way.sorted_under,
        )
    if named:
        return (
            _("Your answer was read. It is under no theme yet.")
            if way.read
            else _("Your answer has arrived. It has not been read yet.")
        )
    if way.read:
        return _("All answers have been read. Yours is under no theme yet.")
    return _("This is one of our codes. Not all answers have been read yet.")


def own_answer_lines(way: OwnAnswerWay) -> list[str]:
    """The way of an answer for a letter, a line for each objective: its title, then station by station what stands there."""
    lines = [
        " → ".join(
            [
                trail.title,
                *(
                    f"{one.name}: {'; '.join(link.text for link in one.links)}"
                    for one in trail.stations[1:]
                    if one.links
                ),
            ]
        )
        for trail in way.trails
    ]
    return lines + [
        " – ".join(filter(None, [_("%(theme)s: not taken up this time", theme=one.name), one.why]))
        for one in way.themes
        if one.not_taken_up
    ]
