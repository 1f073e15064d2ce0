"""Headers that every answer carries, and what is said to machines that look: whom to tell of a hole, and that nothing is listed."""

from datetime import timedelta

from flask import Flask, Response, abort, request, session

from .. import clock
from ..run.settings import Settings

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
UNLISTED = "noindex, nofollow"
"""What is told to search engines; to those that come although `robots.txt` asks them not to."""
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",  # no-referrer breaks CSRF over HTTPS
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "X-Robots-Tag": UNLISTED,
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
}
FOUND = ("/programme/", "/library/public", "/static/")
"""What search engines may list, where an administrator lets them: published programmes, the library for everybody."""
RENEWED = timedelta(days=180)
"""How long `security.txt` says that it holds; it is made anew for whoever asks."""


def init_app(app: Flask, settings: Settings) -> None:
    """Add the headers and the two files."""

    @app.after_request
    def headers(response: Response) -> Response:
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        if settings.search_engines and request.path.startswith(FOUND):
            response.headers["X-Robots-Tag"] = "all"
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
        """What is public is public for whoever was given its address; search engines find it only where an administrator wants that."""
        listed = FOUND if settings.search_engines else ()
        allowed = "".join(f"Allow: {place}\n" for place in listed)
        return Response(f"User-agent: *\n{allowed}Disallow: /\n", mimetype="text/plain")

    for view in (security_txt, robots_txt):
        view.door = "public"  # type: ignore[attr-defined]
