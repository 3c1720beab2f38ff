"""What goes with our own static files. Imported by the settings, so it imports nothing of ours."""

from typing import Any


def only_for_our_pages(headers: Any, path: str, url: str) -> None:
    """Pages elsewhere may not use our scripts, styles and pictures."""
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
