"""House rules of looks: colours stand in the tokens only, and what a template asks for exists."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
APPS = [ROOT / name for name in ("platform", "modules", "selfscan", "theming")]
TOKENS = ROOT / "platform/portal/static/portal/css/tokens.css"
COLOUR = re.compile(
    r"#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b|\b(?:rgba?|hsla?|oklch|oklab)\(", re.IGNORECASE
)
COMPONENT = re.compile(r"\b(button|card|notice|tag)--([a-z]+)\b")


def _files(*kinds: str) -> Iterator[Path]:
    for app in APPS:
        for kind in kinds:
            yield from sorted(app.rglob(f"*.{kind}"))


def test_colours_stand_in_the_tokens_only() -> None:
    found = {
        str(path.relative_to(ROOT)): colours
        for path in _files("css", "js")
        if path != TOKENS and (colours := COLOUR.findall(path.read_text("utf-8")))
    }

    assert found == {}
    assert len(COLOUR.findall(TOKENS.read_text("utf-8"))) > 50


def test_every_kind_of_button_card_notice_and_tag_that_is_asked_for_exists() -> None:
    known = set(
        re.findall(r"\.([a-z]+--[a-z]+)\b", "".join(path.read_text("utf-8") for path in _files("css")))
    )
    asked = {
        (match[0], str(path.relative_to(ROOT)))
        for path in _files("html", "py", "js")
        for match in COMPONENT.finditer(path.read_text("utf-8"))
    }

    assert sorted(each for each in asked if each[0] not in known) == []
    assert len(asked) > 100
