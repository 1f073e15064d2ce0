"""Who did what: searched on a page, exported to a file."""

import csv
import io
from typing import Any

from flask import Response, render_template, request

from .. import clock
from ..accounts.audit import AuditAct, audit_entries
from ..accounts.doors import administrators_only
from .blueprint import bp


@bp.get("/planner/audit")
@administrators_only
def show_audit_log() -> Any:
    """Entries by name, thing or act, newest first."""
    asked, act = request.args.get("q", "").strip(), request.args.get("act", "")
    return render_template(
        "watching/audit.html",
        entries=audit_entries(asked, act),
        asked=asked,
        act=act,
        acts=list(AuditAct),
        at_home=clock.at_home,
    )


@bp.get("/planner/audit.csv")
@administrators_only
def export_audit_log() -> Any:
    """Every entry, as a file for whoever has to look."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["at", "by", "act", "whom", "about"])
    for entry, by, whom in audit_entries(most=None):
        cells = (entry.at.isoformat(), by or "", entry.act.value, whom or "", entry.about)
        rows.writerow([_harmless(cell) for cell in cells])
    return Response(
        "\ufeff" + out.getvalue(),
        mimetype="text/csv",
        headers={"Content-Disposition": "attachment; filename=audit.csv"},
    )


def _harmless(cell: str) -> str:
    """No formula for who opens it in a spreadsheet."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
