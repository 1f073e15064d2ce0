"""What can be written of a forum's work: each the form of a page, as in `writing`; and one row of each list, as it is told there."""

from ..forums.meetings.forms import PointClosingForm
from ..forums.members.forms import MemberForm
from ..forums.models import Duty, ForumMember, Position
from ..forums.passing.forms import ProblemForm
from ..forums.presidency.plan_forms import PositionForm
from ..forums.problem_models import Problem
from ..forums.programme.forms import CheckForm, GuidanceForm, MoneyRequestForm
from ..forums.programme_models import GuidanceEntry, MoneyRequest
from ..forums.rhythm.forms import DutyForm
from ..web.i18n import _l
from .operation import (
    WriteOperation,
    declare_create_and_edit,
    declare_one,
    declare_operation,
    declare_remove,
)
from .removing import BIN
from .rights import ApiArea

declare_one("forum_member", "<int:forum_member_id>", "forum_members", _l("One of its members"))
declare_operation(
    WriteOperation(
        name="add_forum_member",
        method="POST",
        path="/forums/<slug>/members",
        page="forums.add_member",
        area=ApiArea.FORUMS,
        about=_l("Take an organisation into a forum"),
        forms=(MemberForm,),
        makes=ForumMember,
        shows="forum_member",
    )
)
declare_remove(
    "remove_forum_member",
    "/forums/<slug>/members/<int:forum_member_id>",
    "forums.remove_member",
    area=ApiArea.FORUMS,
    about=BIN,
    shows="forum_member",
)
declare_one("problem", "<int:problem_id>", "problems", _l("One problem"))
declare_create_and_edit(
    "problem",
    "/forums/<slug>/problems",
    "<int:problem_id>",
    pages=("forums.add_problem", "forums.edit_problem"),
    area=ApiArea.FORUMS,
    form=ProblemForm,
    makes=Problem,
    about=(_l("Write down a problem a forum found"), _l("Change a problem")),
    opened="forums.list_problems",
)
declare_remove(
    "remove_problem",
    "/forums/<slug>/problems/<int:problem_id>",
    "forums.remove_problem",
    area=ApiArea.FORUMS,
    about=BIN,
    shows="problem",
)
declare_one("duty", "<int:duty_id>", "duties", _l("One duty"))
declare_create_and_edit(
    "duty",
    "/forums/<slug>/duties",
    "<int:duty_id>",
    pages=("forums.create_duty", "forums.edit_duty"),
    area=ApiArea.FORUMS,
    form=DutyForm,
    makes=Duty,
    about=(_l("Add a duty"), _l("Change a duty")),
)
declare_remove(
    "remove_duty",
    "/forums/<slug>/duties/<int:duty_id>",
    "forums.remove_duty",
    area=ApiArea.FORUMS,
    about=BIN,
    shows="duty",
)
declare_one("guidance_entry", "<int:entry_id>", "advice", _l("One entry of its register"))
declare_create_and_edit(
    "guidance_entry",
    "/forums/<slug>/advice",
    "<int:entry_id>",
    pages=("forums.create_guidance", "forums.edit_guidance"),
    area=ApiArea.FORUMS,
    form=GuidanceForm,
    makes=GuidanceEntry,
    about=(_l("Write down advice or a training"), _l("Change an entry of the register")),
)
declare_remove(
    "remove_guidance_entry",
    "/forums/<slug>/advice/<int:entry_id>",
    "forums.remove_guidance",
    area=ApiArea.FORUMS,
    about=BIN,
    shows="guidance_entry",
)
declare_one("standard_check", "<int:check_id>", "standards", _l("One standard at one visit"))
declare_operation(
    WriteOperation(
        name="edit_standard_check",
        method="PATCH",
        path="/forums/<slug>/standards/<int:check_id>",
        page="forums.edit_standard_check",
        area=ApiArea.FORUMS,
        about=_l("Say what was found, or since when it is mended"),
        forms=(CheckForm,),
        shows="standard_check",
    )
)
declare_remove(
    "remove_standard_check",
    "/forums/<slug>/standards/<int:check_id>",
    "forums.remove_standard_check",
    area=ApiArea.FORUMS,
    about=BIN,
    shows="standard_check",
)
declare_one("money_request", "<int:request_id>", "money_requests", _l("One request for money"))
declare_create_and_edit(
    "money_request",
    "/forums/<slug>/requests",
    "<int:request_id>",
    pages=("forums.create_money_request", "forums.edit_money_request"),
    area=ApiArea.FORUMS,
    form=MoneyRequestForm,
    makes=MoneyRequest,
    about=(_l("Write a request for money"), _l("Change a request for money")),
)
declare_remove(
    "remove_money_request",
    "/forums/<slug>/requests/<int:request_id>",
    "forums.remove_money_request",
    area=ApiArea.FORUMS,
    about=BIN,
    shows="money_request",
)
declare_one("position", "<int:position_id>", "positions", _l("One position"))
declare_create_and_edit(
    "position",
    "/forums/<slug>/positions",
    "<int:position_id>",
    pages=("forums.create_position", "forums.edit_position"),
    area=ApiArea.FORUMS,
    form=PositionForm,
    makes=Position,
    about=(_l("Write a position"), _l("Change a position")),
)
declare_remove(
    "remove_position",
    "/forums/<slug>/positions/<int:position_id>",
    "forums.remove_position",
    area=ApiArea.FORUMS,
    about=BIN,
    shows="position",
)
declare_operation(
    WriteOperation(
        name="close_point",
        method="POST",
        path="/forums/<slug>/points/<int:point_id>/closed",
        page="forums.close_point",
        area=ApiArea.FORUMS,
        about=_l("Close an action or a question, with what came of it"),
        forms=(PointClosingForm,),
        opened="forums.edit_point",
        shows="point",
    )
)
declare_remove(
    "reopen_point",
    "/forums/<slug>/points/<int:point_id>/closed",
    "forums.reopen_point",
    area=ApiArea.FORUMS,
    about=_l("Open an action or a question again"),
)
