"""Tokens on the account's page, the API's documentation, and the one door through which programs come.

What answers them is loaded when the first one asks: a planner that nobody asks starts as fast as ever.
"""

import json
import re
from datetime import timedelta
from typing import Any

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_login import current_user
from wtforms import SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from .. import clock
from ..accounts.doors import public_page, signed_in
from ..accounts.forms import OwnerForm
from ..accounts.owner import (
    ask_owner,
    is_owner,
    limit_owner_guesses,
    owner_hindrance,
    proof_of,
)
from ..data.db import db, get_or_404
from ..events.models import Event
from ..events.queries import my_events
from ..web.forms import PickField, TextField
from ..web.i18n import _, _l, current_language, lazy_ngettext, pick_wording
from . import actions
from .models import ApiToken
from .problems import status_titles
from .rights import NO_WRITING, SCOPES, ApiArea, ApiRight

bp = Blueprint("api", __name__)


@bp.route("/account/tokens", methods=["GET", "POST"])
@signed_in
@limit_owner_guesses
def show_tokens() -> Any:
    """My tokens, and one more: it is shown once, on the page that answers."""
    form, made, user = TokenForm(), "", current_user._get_current_object()
    proof = proof_of(user)
    ask_owner(form, proof)
    form.event_id.offer(
        my_events(), lambda event: pick_wording(event.title), _("All events I may open")
    )
    if form.validate_on_submit() and is_owner(form, user, proof):
        event = db.session.get(Event, form.event_id.data) if form.event_id.data else None
        made = actions.make_token(
            user,
            form.name.data,
            scopes=form.scopes.data,
            expires_at=clock.now() + timedelta(days=form.days.data),
            event=event,
        )
        db.session.commit()
        form.name.data, form.scopes.data = "", []
    return render_template(
        "api/tokens.html",
        form=form,
        made=made,
        first=owner_hindrance(proof),
        tokens=actions.tokens_of(current_user),
        now=clock.now(),
        areas=ApiArea,
        rights=ApiRight,
        no_writing=NO_WRITING,
    ), form.status


@bp.post("/account/tokens/<int:token_id>/revoke")
@signed_in
def revoke_own_token(token_id: int) -> Any:
    token = get_or_404(ApiToken, ApiToken.id == token_id, ApiToken.user_id == current_user.id)
    actions.revoke_token(token, current_user)
    flash(_("“%(name)s” no longer works.", name=token.name))
    db.session.commit()
    return redirect(url_for("api.show_tokens"))


@bp.get("/api/docs")
@public_page
def show_docs() -> Any:
    """Every operation in a line; those of an area (`area`) in plain words, with their shapes. No script is needed to read it."""
    asked, document = request.args.get("area", ""), _document()
    area = ApiArea(asked) if asked in list(ApiArea) else None
    return render_template(
        "api/docs.html",
        document=document,
        area=area,
        areas=ApiArea,
        shapes=_shapes_of(document, area) if area else {},
        statuses=status_titles(),
    )


def _shapes_of(document: dict[str, Any], area: ApiArea) -> dict[str, Any]:
    """The shapes that operations of an area answer with, and those inside them."""
    known = document["components"]["schemas"]
    waiting = [
        method
        for methods in document["paths"].values()
        for method in methods.values()
        if method["tags"] == [area.value]
    ]
    found = dict[str, Any]()
    while waiting:
        named = re.findall(r'"#/components/schemas/(\w+)"', json.dumps(waiting.pop(), default=str))
        for name in named:
            if name not in found:
                found[name] = known[name]
                waiting.append(known[name])
    return {name: found[name] for name in sorted(found)}


@bp.get("/api/v1/openapi.json")
@public_page
def show_openapi() -> Response:
    """Every operation as OpenAPI 3.1, for programs."""
    return jsonify(_document())


def _document() -> dict[str, Any]:
    from . import openapi, serving  # noqa: F401, PLC0415 - loaded when asked for

    base_url = current_app.extensions["settings"].base_url
    return openapi.known_document(base_url, current_language())


@bp.route("/api/v1/", defaults={"path": ""}, methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
@bp.route("/api/v1/<path:path>", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
@public_page
def serve_api(path: str) -> Response:
    """What a program asks: a token opens it, no cookie."""
    from . import serving  # noqa: PLC0415 - loaded when asked for

    return serving.answer_request()


WITHOUT_COOKIE = ("api.serve_api",)
"""A token in a header opens it: no page of another site can make a browser send one."""


DAYS = (30, 90, 365)


class TokenForm(OwnerForm):
    """A new token: what for, what it may do, where, how long."""

    name = TextField(
        _l("What is it for?"),
        required=True,
        is_name=True,
        description=_l("For example: Power BI, the office’s calendar."),
    )
    scopes = SelectMultipleField(
        _l("What may it do?"), choices=[SelectChoice(one, one) for one in SCOPES]
    )
    event_id = PickField(_l("For which event?"))
    days = SelectField(
        _l("How long does it work?"),
        coerce=int,
        default=90,
        choices=[
            SelectChoice(days, lazy_ngettext("%(num)d day", "%(num)d days", days)) for days in DAYS
        ],
    )

    def validate_scopes(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_("Choose at least one thing it may do."))
