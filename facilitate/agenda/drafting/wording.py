"""Why a step is in a draft, as a sentence; and in what the drafts differ."""

from collections.abc import Mapping

from ...lib.text import Words, capitalize_first
from ...techniques.queries import all_techniques
from ...techniques.technique import OutputKind
from ...web.i18n import _, _n, pick_wording
from ..composing.draft import AgendaDraft, DraftReason, DraftStep, DraftStyle, DraftWhy

NAMES = {
    DraftStyle.TALK: Words("Talk it through", "Ta bisedojmë mirë"),
    DraftStyle.SETTLE: Words("Get to decisions", "Të dalim me vendime"),
    DraftStyle.MOVE: Words("On our feet", "Në lëvizje"),
}
"""What the drafts are called, also as changes of an agenda."""


ROUNDED = 4
"""Minutes up to which a step is as long as it took."""


def style_difference_text(style: DraftStyle) -> str:
    """What a draft does otherwise than the two beside it."""
    return {
        DraftStyle.TALK: _(
            "Most of the time goes into conversations, and things are talked about before they are settled."
        ),
        DraftStyle.SETTLE: _(
            "Straight to the point: the result of each objective is agreed, one after the other; the rest is brief."
        ),
        DraftStyle.MOVE: _(
            "People stand, walk and write on walls wherever a technique allows it, and get up after the meal."
        ),
    }[style]


def draft_reasons(draft: AgendaDraft, codes: Mapping[int, str]) -> dict[int, str]:
    """The reasons of each step as a sentence, and how it is done where no technique says it; by the number of the step.

    `codes` of the objectives by number. What is done as in an earlier step says so instead of all of it again.
    """
    found, first = dict[int, str](), dict[Words, Words]()
    for step in draft.steps:
        earlier = first.get(step.do) if step.do else None
        reasons = [
            one for one in step.reasons if earlier is None or one.why is not DraftWhy.NONE_FITS
        ]
        said = [text for reason in reasons if (text := _reason(reason, step, codes))]
        if earlier is not None:
            said.append(_("done as “%(title)s”", title=pick_wording(earlier)))
        sentence = f"{capitalize_first('; '.join(said))}." if said else ""
        how = "" if earlier is not None else pick_wording(step.do)
        found[step.key] = " ".join(text for text in (sentence, how) if text)
        first.setdefault(step.do, step.title)
    return found


def _reason(reason: DraftReason, step: DraftStep, codes: Mapping[int, str]) -> str:
    named = ", ".join(codes[one] for one in reason.aims if one in codes)
    number = reason.numbers[0] if reason.numbers else 0
    if reason.why is DraftWhy.SERVES:
        return _serves(reason.sought, named)
    if reason.why is DraftWhy.TOOK:
        took, times, events = reason.numbers
        counted = {"took": took, "times": times, "events": events}
        if abs(took - step.minutes) > ROUNDED:
            return _("it took %(took)d min in %(times)d of %(events)d events", **counted)
        return _(
            "%(minutes)d min because it took %(took)d in %(times)d of %(events)d events",
            minutes=step.minutes,
            **counted,
        )
    if reason.why is DraftWhy.SQUEEZED:
        return _(
            "%(minutes)d min instead of %(usual)d, so that everything fits",
            minutes=step.minutes,
            usual=reason.numbers[1],
        )
    if reason.why is DraftWhy.ARRIVE and number:
        return _n("%(num)d person arrives", "%(num)d people arrive", number)
    if reason.why is DraftWhy.MEET and number:
        return _n(
            "everybody has spoken once before the work begins",
            "%(num)d people: everybody has spoken once before the work begins",
            number,
        )
    if reason.why is DraftWhy.REST and number:
        return _n(
            "%(num)d minute of sitting before it", "%(num)d minutes of sitting before it", number
        )
    if reason.why is DraftWhy.FITS:
        return _n("it works with %(num)d person", "it works with %(num)d people", number)
    if reason.why is DraftWhy.NONE_FITS:
        return _without_technique(reason)
    return _plain(reason.why, named)


def _without_technique(reason: DraftReason) -> str:
    people, groups, most = reason.numbers
    way = all_techniques().get(reason.technique)
    if groups == 1:
        return _n(
            "%(num)d person needs no technique for it",
            "%(num)d people need no technique for it",
            people,
        )
    if way and most < people:
        return _(
            "“%(name)s” is for up to %(most)d people: here %(groups)d groups work first, then everybody together",
            name=pick_wording(way.name),
            most=most,
            groups=groups,
        )
    return _("%(groups)d groups work first, then everybody together", groups=groups)


def _serves(sought: OutputKind, codes: str) -> str:
    return {
        OutputKind.KNOW: _("%(codes)s: everybody needs to know the same things", codes=codes),
        OutputKind.IDEAS: _("%(codes)s: ideas are needed", codes=codes),
        OutputKind.CHOICE: _("%(codes)s: a choice is needed", codes=codes),
        OutputKind.AGREEMENT: _("%(codes)s: an agreement is needed", codes=codes),
        OutputKind.PLAN: _("%(codes)s: a plan is needed", codes=codes),
        OutputKind.PRACTICE: _("%(codes)s: people need to practise", codes=codes),
    }[sought]


def _plain(reason: DraftWhy, codes: str) -> str:
    texts = {
        DraftWhy.ARRIVE: _("people arrive"),
        DraftWhy.WELCOME: _("the day begins with why people are here"),
        DraftWhy.MEET: _("everybody has spoken once before the work begins"),
        DraftWhy.MORNING: _("where we are, and what comes today"),
        DraftWhy.FACTS: _("all start from the same facts"),
        DraftWhy.IDEAS_FIRST: _("%(codes)s: first there are ideas to choose from", codes=codes),
        DraftWhy.TALK_FIRST: _("%(codes)s: people discuss it before they settle it", codes=codes),
        DraftWhy.DEEPER: _("%(codes)s: there is time to look at it in a second way", codes=codes),
        DraftWhy.DIGEST: _("after listening, people say what it means for them"),
        DraftWhy.HEAR: _("the room hears what the groups found"),
        DraftWhy.PICK: _("ideas do not stay ideas: the room says which of them count"),
        DraftWhy.WHO: _("what was settled gets people and dates"),
        DraftWhy.REST: _("a rest"),
        DraftWhy.MEAL: _("a meal about noon"),
        DraftWhy.WAKE: _("people get up after the meal"),
        DraftWhy.LOOK_BACK: _("the day closes with what it brought"),
        DraftWhy.MOVES: _("people are on their feet"),
    }
    return texts.get(reason, "")


def left_objectives_text(draft: AgendaDraft, codes: Mapping[int, str]) -> str:
    """What the hours are too few for; empty where nothing is left out."""
    left = ", ".join(codes[one] for one in draft.left if one in codes)
    return _("There is not enough time for %(codes)s.", codes=left) if left else ""
