"""What machines ask: whether the planner is alive, whether it is ready, its figures; and who did what, searched and exported."""

import csv
import hmac
import io
from typing import Any

from flask import Flask, Response, abort, current_app, jsonify, render_template, request, url_for
from flask_login import current_user

from .. import clock
from ..accounts.audit import AuditAct, audit_entries
from ..accounts.doors import administrators_only, public_page
from ..accounts.outside_reasons import read_refusal
from ..release.labels import read_released
from ..run.settings import Settings
from ..web.i18n import use_language
from ..web.limits import limiter
from ..web.request_values import asked_day, asked_fields
from . import mail_pages, planner_pages, requests, role_pages
from .blueprint import bp
from .measures import Measures
from .prometheus import TYPE, metrics_text
from .ready import PlannerParts
from .trials import MARK, own_mark

__all__ = ["bp", "mail_pages", "planner_pages", "role_pages"]

HERE = ("127.0.0.1", "::1")
PASSED_ON = ("X-Forwarded-For", "X-Forwarded-Proto", "X-Real-IP", "Forwarded", "Via")
"""What a proxy adds, each of which says that somebody else asks."""
CALLED_HERE = ("127.0.0.1", "localhost", "[::1]")


def init_app(app: Flask, settings: Settings) -> None:
    """Number and measure requests; say what happens where the settings want it said."""
    if settings.telemetry_url:
        from .telemetry import tell_telemetry  # noqa: PLC0415 - an extra, wanted by few

        tell_telemetry(app, settings.telemetry_url)
    measures = Measures(settings.measured if settings.workers > 1 else None)
    app.extensions["measures"], app.extensions["parts"] = measures, PlannerParts(app)
    requests.init_app(app, measures)
    app.jinja_env.globals["mail_setup_address"] = mail_setup_address
    if settings.log == "json":
        from .requests import log_as_json  # noqa: PLC0415 - most planners write text

        log_as_json()
    if settings.errors_url:
        from .telemetry import report_errors  # noqa: PLC0415 - as above

        report_errors(settings.errors_url)


def mail_setup_address() -> str:
    """Where the person signed in sets up mail; empty for who may not."""
    return (
        url_for("watching.edit_mail_setup") if getattr(current_user, "administrator", False) else ""
    )


@bp.get("/health")
@public_page
def show_health() -> Any:
    """This process answers; nothing else is asked. By its mark the planner knows itself."""
    return Response("alive\n", mimetype="text/plain", headers={MARK: own_mark()})


@bp.get("/ready")
@public_page
@limiter.limit("300/minute")
def show_readiness() -> Any:
    """Whether requests should be sent here, and which part is not well; with `all`, 503 for any of them."""
    parts = current_app.extensions["parts"].all()
    failed = [one for one in parts if one.problem and ("all" in request.args or not one.serves)]
    with use_language("en"):  # programs read it
        told = {one.name: str(one.problem) or "well" for one in parts}
    answer = jsonify(ready=not failed, parts=told)
    answer.headers["Cache-Control"] = "no-store"
    return answer, 503 if failed else 200


@bp.get("/metrics")
@public_page
def show_metrics() -> Any:
    """Figures for Prometheus, for who asks on this machine or knows the token; for others there is nothing here."""
    if not _may_see_metrics(current_app.extensions["settings"]):
        abort(404)
    measured = current_app.extensions["measures"].all()
    return Response(
        metrics_text(measured, current_app._get_current_object()),  # type: ignore[attr-defined]
        content_type=TYPE,
        headers={"Cache-Control": "no-store"},
    )


def _may_see_metrics(settings: Settings) -> bool:
    """A proxy on this machine is no reason to be believed: what it passes on says who it is, or calls us by our name."""
    if settings.metrics_token:
        said = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(said.encode(), settings.metrics_token.encode())
    passed_on = any(name in request.headers for name in PASSED_ON)
    called = request.host.rsplit(":", 1)[0] if not request.host.endswith("]") else request.host
    return request.remote_addr in HERE and called in CALLED_HERE and not passed_on


@bp.get("/planner/audit")
@administrators_only
def show_audit_log() -> Any:
    """Entries by name, thing, act or day, newest first."""
    asked = _asked()
    return render_template(
        "watching/audit.html",
        entries=audit_entries(**asked),
        asked=asked,
        file=url_for("watching.export_audit_log", **asked_fields()),
        acts=list(AuditAct),
        at_home=clock.at_home,
        read_refusal=read_refusal,
        read_released=read_released,
    )


@bp.get("/planner/audit.csv")
@administrators_only
def export_audit_log() -> Any:
    """Every entry, or those that the page was asked for, as a file for whoever has to look."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["at", "by", "act", "whom", "about"])
    for entry, by, whom in audit_entries(**_asked(), most=None):
        cells = (entry.at.isoformat(), by or "", entry.act.value, whom or "", entry.about)
        rows.writerow([_harmless(cell) for cell in cells])
    return Response(
        "\ufeff" + out.getvalue(),
        mimetype="text/csv",
        headers={"Content-Disposition": "attachment; filename=audit.csv"},
    )


def _asked() -> dict[str, Any]:
    args = request.args
    days = asked_day("first"), asked_day("last")
    return {"asked": args.get("q", "").strip(), "act": args.get("act", ""), "days": days}


def _harmless(cell: str) -> str:
    """No formula for who opens it in a spreadsheet."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
