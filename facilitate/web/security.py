"""Headers that every answer carries, and what is said to machines that look: whom to tell of a hole, and that nothing is listed."""

from datetime import timedelta

from flask import Flask, Response, abort, session

from .. import clock
from ..run.settings import Settings

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",  # no-referrer breaks CSRF over HTTPS
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
}
RENEWED = timedelta(days=180)
"""How long `security.txt` says that it holds; it is made anew for whoever asks."""


def init_app(app: Flask, settings: Settings) -> None:
    """Add the headers and the two files."""

    @app.after_request
    def headers(response: Response) -> Response:
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        if app.config["SESSION_COOKIE_SECURE"]:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        if response.mimetype == "text/html":
            response.headers.setdefault("Cache-Control", "no-store")
        elif "_user_id" in session and not response.cache_control.private:
            response.headers["Cache-Control"] = (
                "no-store"  # a file for somebody signed in stays on no shared machine
            )
        return response

    @app.get("/.well-known/security.txt")
    def security_txt() -> Response:
        """Whom to tell of a hole (RFC 9116)."""
        if not settings.security_contact:
            abort(404)
        lines = {
            "Contact": settings.security_contact,
            "Expires": f"{clock.now() + RENEWED:%Y-%m-%dT%H:%M:%SZ}",
            "Preferred-Languages": "sq, en",
            "Canonical": f"{settings.base_url}/.well-known/security.txt",
        }
        return Response(
            "".join(f"{name}: {value}\n" for name, value in lines.items()), mimetype="text/plain"
        )

    @app.get("/robots.txt")
    def robots_txt() -> Response:
        """Nothing is to be found by search engines: what is public is public for whoever was given its address."""
        return Response("User-agent: *\nDisallow: /\n", mimetype="text/plain")

    for view in (security_txt, robots_txt):
        view.door = "public"  # type: ignore[attr-defined]
