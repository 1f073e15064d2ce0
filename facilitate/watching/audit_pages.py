"""Who did what: searched on a page, exported to a file."""

import csv
import io
from typing import Any

from flask import Response, render_template, request

from .. import clock
from ..accounts.audit import AuditAct, audit_entries
from ..accounts.doors import administrators_only
from ..web.request_values import asked_day
from .blueprint import bp


@bp.get("/planner/audit")
@administrators_only
def show_audit_log() -> Any:
    """Entries by name, thing, act or day, newest first."""
    asked = _asked()
    return render_template(
        "watching/audit.html",
        entries=audit_entries(**asked),
        asked=asked,
        acts=list(AuditAct),
        at_home=clock.at_home,
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
