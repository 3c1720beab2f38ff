"""Mail in the organisation's dress: its logo, its colours as plain hex, its help contact."""

import re
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string

from organisations.models import Organisation
from theming.fonts import CATALOGUE, DEFAULT_FONT
from theming.palette import NEUTRAL_PRIMARY, Tokens, derive
from theming.presentation import image_url
from theming.queries import Look, current_look

_CODE = re.compile(r"\d{4,8}")
_LINK = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Paragraph:
    """A piece of a mail: text, or a code to type over, or an address to open."""

    kind: str
    text: str


def dressed(organisation: Organisation | None, subject: str, text: str) -> str:
    """The HTML of a mail whose plain text is `text`: blank lines part paragraphs, a lone address becomes a button."""
    look = current_look(organisation) if organisation else None
    return render_dressed(organisation, look, subject, text)


def render_dressed(organisation: Organisation | None, look: Look | None, subject: str, text: str) -> str:
    """The same, in a given look (a preview)."""
    style = look.style if look else {}
    root = organisation.root_url if organisation else ""
    logo = image_url(look, "logo", "mail.png") if look else ""
    return render_to_string(
        "theming/mail/dressed.html",
        {
            "organisation": organisation,
            "subject": subject,
            "paragraphs": paragraphs_of(text),
            "tokens": mail_tokens(style),
            "font": CATALOGUE[style.get("font_text", DEFAULT_FONT)].generic,
            "logo": f"{root}{logo}" if logo else "",
            "root": root,
        },
    )


def mail_tokens(style: dict[str, str]) -> dict[str, str]:
    """The light tokens under names that a template can read (`brand_fill`)."""
    tokens = _tokens(
        style.get("primary") or NEUTRAL_PRIMARY,
        style.get("accent", ""),
        style.get("strategy", "balanced"),
        style.get("surface", "white"),
    )
    return {name.replace("-", "_"): colour for name, colour in tokens.items()}


@lru_cache(maxsize=64)
def _tokens(primary: str, accent: str, strategy: str, surface: str) -> Tokens:
    return derive(primary, accent, strategy=strategy, surface=surface)


def paragraphs_of(text: str) -> list[Paragraph]:
    """The paragraphs of a plain-text mail."""
    blocks = (block.strip() for block in re.split(r"\n\s*\n", text))
    return [Paragraph(_kind(block), block) for block in blocks if block]


def _kind(block: str) -> str:
    if _CODE.fullmatch(block):
        return "code"
    return "link" if _LINK.fullmatch(block) else "text"
