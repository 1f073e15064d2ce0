"""What can be written of forums and their work: each the form of a page."""

from ..forums.forms import ForumForm
from ..forums.meetings.forms import PointClosingForm, PointForm
from ..forums.members.forms import MemberForm
from ..forums.models import Duty, Forum, ForumMember, OpenPoint, Position
from ..forums.passing.forms import ProblemForm
from ..forums.presidency.plan_forms import PositionForm
from ..forums.problem_models import Problem
from ..forums.programme.forms import CheckForm, GuidanceForm, MoneyRequestForm
from ..forums.programme_models import GuidanceEntry, MoneyRequest
from ..forums.rhythm.forms import DutyForm
from ..web.i18n import _l
from .entities import BIN, ApiEntity, EntityAct, declare_entities
from .operation import WriteOperation, declare_operation
from .rights import ApiArea

declare_entities(
    ApiEntity(
        "forum",
        "/forums",
        "<slug>",
        ApiArea.FORUMS,
        form=ForumForm,
        makes=Forum,
        create=EntityAct("forums.create_forum", _l("Add a forum")),
        edit=EntityAct("forums.edit_forum", _l("Edit a forum")),
        remove=EntityAct(
            "forums.remove_forum", _l("Remove a forum; its events stay, and the bin keeps it")
        ),
    ),
    ApiEntity(
        "forum_member",
        "/forums/<slug>/members",
        "<int:forum_member_id>",
        ApiArea.FORUMS,
        form=MemberForm,
        makes=ForumMember,
        among=("forum_members", _l("One of its members")),
        create=EntityAct(
            "forums.add_member", _l("Add an organisation to a forum"), name="add_forum_member"
        ),
        remove=EntityAct("forums.remove_member", BIN),
    ),
    ApiEntity(
        "point",
        "/forums/<slug>/points",
        "<int:point_id>",
        ApiArea.FORUMS,
        form=PointForm,
        makes=OpenPoint,
        create=EntityAct(
            "forums.raise_point",
            _l("Write down an action or a question of a forum"),
            name="raise_point",
            opened="forums.list_meetings",
        ),
        edit=EntityAct("forums.edit_point", _l("Edit an action or a question")),
    ),
    ApiEntity(
        "problem",
        "/forums/<slug>/problems",
        "<int:problem_id>",
        ApiArea.FORUMS,
        form=ProblemForm,
        makes=Problem,
        among=("problems", _l("One problem")),
        create=EntityAct(
            "forums.add_problem",
            _l("Write down a problem a forum found"),
            opened="forums.list_problems",
        ),
        edit=EntityAct("forums.edit_problem", _l("Edit a problem")),
        remove=EntityAct("forums.remove_problem", BIN),
    ),
    ApiEntity(
        "duty",
        "/forums/<slug>/duties",
        "<int:duty_id>",
        ApiArea.FORUMS,
        form=DutyForm,
        makes=Duty,
        among=("duties", _l("One duty")),
        create=EntityAct("forums.create_duty", _l("Add a duty")),
        edit=EntityAct("forums.edit_duty", _l("Edit a duty")),
        remove=EntityAct("forums.remove_duty", BIN),
    ),
    ApiEntity(
        "guidance_entry",
        "/forums/<slug>/advice",
        "<int:entry_id>",
        ApiArea.FORUMS,
        form=GuidanceForm,
        makes=GuidanceEntry,
        among=("advice", _l("One entry of its register")),
        create=EntityAct("forums.create_guidance", _l("Write down advice or a training")),
        edit=EntityAct("forums.edit_guidance", _l("Edit an entry of the register")),
        remove=EntityAct("forums.remove_guidance", BIN),
    ),
    ApiEntity(
        "standard_check",
        "/forums/<slug>/standards",
        "<int:check_id>",
        ApiArea.FORUMS,
        form=CheckForm,
        among=("standards", _l("One standard at one visit")),
        edit=EntityAct(
            "forums.edit_standard_check", _l("Say what was found, or since when it is mended")
        ),
        remove=EntityAct("forums.remove_standard_check", BIN),
    ),
    ApiEntity(
        "money_request",
        "/forums/<slug>/requests",
        "<int:request_id>",
        ApiArea.FORUMS,
        form=MoneyRequestForm,
        makes=MoneyRequest,
        among=("money_requests", _l("One request for money")),
        create=EntityAct("forums.create_money_request", _l("Write a request for money")),
        edit=EntityAct("forums.edit_money_request", _l("Edit a request for money")),
        remove=EntityAct("forums.remove_money_request", BIN),
    ),
    ApiEntity(
        "position",
        "/forums/<slug>/positions",
        "<int:position_id>",
        ApiArea.FORUMS,
        form=PositionForm,
        makes=Position,
        among=("positions", _l("One position")),
        create=EntityAct("forums.create_position", _l("Write a position")),
        edit=EntityAct("forums.edit_position", _l("Edit a position")),
        remove=EntityAct("forums.remove_position", BIN),
    ),
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
declare_operation(
    WriteOperation(
        name="reopen_point",
        method="DELETE",
        path="/forums/<slug>/points/<int:point_id>/closed",
        page="forums.reopen_point",
        area=ApiArea.FORUMS,
        about=_l("Open an action or a question again"),
    )
)
