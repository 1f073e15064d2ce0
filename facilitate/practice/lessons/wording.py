"""How many lessons there are, in one plain sentence."""

from ...web.i18n import _, _n


def lessons_sentence(waiting: int, taken: int, aside: int) -> str:
    """`12 lessons: 3 wait for your decision, 8 stand on the sheet, 1 put aside.`"""
    if not waiting and not taken and not aside:
        return _("Nothing has been written down yet. Ask the team while they still remember.")
    parts = [
        _n("%(num)d is waiting for your decision", "%(num)d are waiting for your decision", waiting)
        if waiting
        else "",
        _n("%(num)d is on the sheet", "%(num)d are on the sheet", taken) if taken else "",
        _n("%(num)d is put aside", "%(num)d are put aside", aside) if aside else "",
    ]
    number = _n("%(num)d lesson", "%(num)d lessons", waiting + taken + aside)
    return f"{number}: {', '.join(filter(None, parts))}."
