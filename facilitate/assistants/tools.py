"""What an assistant can ask for: each a name, what it takes, and the function that answers. All but one only read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import g

from ..api.openapi import form_schema
from ..api.operation import OPERATIONS, WriteOperation, bilingual_words
from ..api.problems import ApiProblem
from ..api.rights import ApiArea, ApiRight, is_covered
from ..api.serving import check_token
from ..events.access import Can, needs
from ..events.models import Event
from ..techniques.queries import all_techniques, technique_by_key
from ..techniques.search import find_techniques
from ..web.i18n import _
from . import actions, reading
from .models import ProposedChange

Arguments = Mapping[str, Any]
TEXT = {"type": "string"}
EVENT = {"event": {**TEXT, "description": "the short name of an event, as list_events gives it"}}
CHANGE = {**TEXT, "enum": list(ProposedChange)}
MOST = 10
"""Techniques that answer a question."""


@dataclass(frozen=True)
class AssistantTool:
    """Something an assistant may ask. `operation`: what the token must be allowed to; `takes`: its arguments as JSON Schema."""

    name: str
    about: str
    answer: Callable[[Arguments], Any]
    operation: str = ""
    takes: Mapping[str, Any] | None = None
    optional: tuple[str, ...] = ()
    only_reads: bool = True

    @property
    def schema(self) -> dict[str, Any]:
        """What it takes, as JSON Schema."""
        takes = dict(self.takes or {})
        needed = [name for name in takes if name not in self.optional]
        return {
            "type": "object",
            "properties": takes,
            "required": needed,
            "additionalProperties": False,
        }


def _events(_asked: Arguments) -> Any:
    rows = reading.api_rows("events")
    only = g.api_token.event
    return reading.told_events([row for row in rows if only is None or row["slug"] == only.slug])


def _of_event(told: Callable[[Event], Any]) -> Callable[[Arguments], Any]:
    """Answers about one event, behind the door of its pages."""

    @needs(Can.SEE)
    def inside(event: Event) -> Any:
        return told(event)

    return lambda asked: inside(slug=_text(asked, "event"))


def _techniques(asked: Arguments) -> Any:
    found = find_techniques(_text(asked, "question"), all_techniques().values())[:MOST]
    return {
        "techniques": [
            {
                "key": one.technique.key,
                "name": bilingual_words(one.technique.name),
                "purpose": bilingual_words(one.technique.purpose),
            }
            for one in found
        ]
    }


def _technique(asked: Arguments) -> Any:
    one = technique_by_key(_text(asked, "key"))
    if one is None:
        raise ApiProblem(404)
    return reading.told_technique(one)


def _propose(asked: Arguments) -> Any:
    name = _text(asked, "change")
    if name in list(ProposedChange):
        _covered(name, asked)

    @needs(Can.SEE)
    def inside(event: Event) -> Any:
        why = str(asked.get("why", ""))
        made = actions.make_proposal(event, g.api_token, name, asked=asked, why=why)
        return {
            "proposal": made.id,
            "state": made.state,
            "note": _("Nothing has changed. Somebody in the team accepts or declines it."),
        }

    return inside(slug=_text(asked, "event"))


def _described(asked: Arguments) -> Any:
    name = _text(asked, "change")
    one = OPERATIONS.get(name)
    if name not in list(ProposedChange) or not isinstance(one, WriteOperation):
        raise ApiProblem(404)
    return form_schema(one)


def _proposals(event: Event) -> Any:
    waiting, decided = actions.proposals_of(event)
    return reading.told_proposals([*waiting, *decided])


TOOLS = {
    tool.name: tool
    for tool in (
        AssistantTool(
            name="list_events",
            about="The events this token may open.",
            answer=_events,
            operation="events",
        ),
        AssistantTool(
            name="read_agenda",
            about="Days and steps of an event's agenda, with times, techniques and texts for the facilitator.",
            answer=_of_event(reading.told_agenda),
            operation="steps",
            takes=EVENT,
        ),
        AssistantTool(
            name="read_objectives",
            about="Goals and objectives of an event.",
            answer=_of_event(reading.told_objectives),
            operation="objectives",
            takes=EVENT,
        ),
        AssistantTool(
            name="read_checklist",
            about="Tasks of an event's checklist with their days.",
            answer=_of_event(reading.told_checklist),
            operation="tasks",
            takes=EVENT,
        ),
        AssistantTool(
            name="read_lessons",
            about="Lessons the team of an event has taken from it.",
            answer=_of_event(reading.told_lessons),
            operation="event",
            takes=EVENT,
        ),
        AssistantTool(
            name="find_techniques",
            about="Techniques of facilitation that answer a question, the best first.",
            answer=_techniques,
            operation="events",
            takes={"question": {**TEXT, "description": "what is to come out, in one's own words"}},
        ),
        AssistantTool(
            name="read_technique",
            about="One technique: when, when not, steps, material, troubles.",
            answer=_technique,
            operation="events",
            takes={"key": {**TEXT, "description": "its key, as find_techniques gives it"}},
        ),
        AssistantTool(
            name="list_proposals",
            about="What was proposed for an event, and what people decided.",
            answer=_of_event(_proposals),
            operation="event",
            takes=EVENT,
        ),
        AssistantTool(
            name="describe_change",
            about="The fields of a change that can be proposed, as JSON Schema.",
            answer=_described,
            operation="events",
            takes={"change": CHANGE},
        ),
        AssistantTool(
            name="propose_change",
            about="Propose a new or changed step, goal, objective or task. Nothing changes until a person accepts it.",
            answer=_propose,
            operation="event",
            takes={
                **EVENT,
                "change": CHANGE,
                "id": {"type": "integer", "description": "what an edit_… changes"},
                "changes": {
                    "type": "object",
                    "description": "values by field, as describe_change tells them",
                },
                "why": {**TEXT, "description": "one or two sentences for whoever decides"},
            },
            optional=("id", "why"),
            only_reads=False,
        ),
    )
}


def answer_tool(name: str, asked: Arguments) -> dict[str, Any]:
    """What a tool answers to whoever the token of this request belongs to.

    Raises ApiProblem, Refused or what a page's door raises.
    """
    tool = TOOLS.get(name)
    if tool is None:
        raise ApiProblem(404)
    if not set(asked) <= set(tool.takes or {}):
        raise ApiProblem(422, _("There is no such field."))
    _covered(tool.operation, asked)
    if not tool.only_reads or name == "list_proposals":
        wanted = ApiRight.READ if tool.only_reads else ApiRight.WRITE
        if not is_covered(g.api_token.scopes.split(), ApiArea.PROPOSALS, wanted):
            raise ApiProblem(403, _("This token may not propose."))
    return {"note": reading.data_note(), "data": tool.answer(asked)}


def _covered(operation: str, asked: Arguments) -> None:
    """Whether the token covers reading what an operation is about; writing is a person's."""
    one = OPERATIONS[operation]
    shown = OPERATIONS[getattr(one, "shows", "") or operation]
    values = {"slug": asked["event"]} if "event" in asked else {}
    if "event" in asked or operation == "events":
        check_token(g.api_token, shown, values)


def _text(asked: Arguments, name: str) -> str:
    value = asked.get(name)
    if not isinstance(value, str) or not value or len(value) > 500:
        raise ApiProblem(422, f"{name}?")
    return value
