"""What the derivation did, in words that a communication officer understands. No scores: nothing can be wrong."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.models import Organisation
from organisations.words import addressed, capitalised
from theming.enums import Button
from theming.models import Theme
from theming.palette import derive_brand
from theming.palette.explain import Account, Hue, Name, Tone, explain

_HUES = {
    Hue.WHITE: gettext_lazy("wit"),
    Hue.GREY: gettext_lazy("grijs"),
    Hue.BLACK: gettext_lazy("zwart"),
    Hue.RED: gettext_lazy("rood"),
    Hue.ORANGE: gettext_lazy("oranje"),
    Hue.BROWN: gettext_lazy("bruin"),
    Hue.GOLD: gettext_lazy("goud"),
    Hue.YELLOW: gettext_lazy("geel"),
    Hue.LIME: gettext_lazy("limoengroen"),
    Hue.GREEN: gettext_lazy("groen"),
    Hue.TURQUOISE: gettext_lazy("turquoise"),
    Hue.BLUE: gettext_lazy("blauw"),
    Hue.PURPLE: gettext_lazy("paars"),
    Hue.LILAC: gettext_lazy("lila"),
    Hue.PINK: gettext_lazy("roze"),
    Hue.WINE: gettext_lazy("wijnrood"),
}
_TONES = {Tone.LIGHT: gettext_lazy("licht"), Tone.MIDDLE: "", Tone.DARK: gettext_lazy("donker")}


def colour_word(name: Name) -> str:
    """`donkergoud`."""
    return f"{_TONES[name.tone]}{_HUES[name.hue]}"


def sentences_about(theme: Theme, organisation: Organisation | None) -> list[str]:
    """Three sentences, true for the buttons that this style has: the buttons, their letters, the links."""
    account = explain(theme.brand, derive_brand(theme.brand, "light"))
    your = addressed(organisation, _("je"), _("uw"))
    if theme.button == Button.OUTLINED:
        return [
            _about_line(account, your),
            _about_outlined_letters(account, your),
            _about_links(account, theme, your),
        ]
    return [_about_fill(account, your), _about_letters(account), _about_links(account, theme, your)]


def _about_fill(account: Account, your: str) -> str:
    words = {"your": capitalised(your), "colour": str(_HUES[account.brand.hue])}
    if account.fill_moved_far:
        return _("%(your)s %(colour)s wordt op knoppen donkerder, zodat witte letters te lezen zijn.") % words
    if not account.fill_kept:
        return (
            _("%(your)s %(colour)s wordt op knoppen een tikje donkerder, zodat witte letters te lezen zijn.")
            % words
        )
    if account.edge_added:
        return (
            _("%(your)s %(colour)s blijft %(colour)s op knoppen, met een donkere rand zodat ze opvallen.")
            % words
        )
    return _("%(your)s %(colour)s blijft %(colour)s op knoppen.") % words


def _about_letters(account: Account) -> str:
    if account.white_text:
        return _("Op de knoppen staan witte letters.")
    words = {"colour": str(_HUES[account.fill.hue])}
    return _("Op de knoppen staan donkere letters: wit op %(colour)s is niet goed te lezen.") % words


def _about_line(account: Account, your: str) -> str:
    words = {
        "your": your,
        "colour": str(_HUES[account.brand.hue]),
        "line": _darker(account.line, account.brand),
    }
    if account.line_kept:
        return _("De knoppen zijn wit, met een rand precies in %(your)s %(colour)s.") % words
    return _("De knoppen zijn wit. Hun rand wordt %(line)s: %(colour)s valt op wit te weinig op.") % words


def _about_outlined_letters(account: Account, your: str) -> str:
    words = {
        "your": your,
        "colour": str(_HUES[account.brand.hue]),
        "letters": _darker(account.letters, account.brand),
    }
    if account.letters_kept:
        return _("Ook de letters op de knoppen krijgen precies %(your)s %(colour)s.") % words
    if account.letters_fit_white:
        return (
            _(
                "De letters op de knoppen worden %(letters)s: op een getint vlak is %(colour)s niet goed te lezen."
            )
            % words
        )
    return _("De letters op de knoppen worden %(letters)s: %(colour)s op wit is niet goed te lezen.") % words


def _about_links(account: Account, theme: Theme, your: str) -> str:
    words = {
        "link": _darker(account.link, account.brand),
        "your": your,
        "colour": str(_HUES[account.brand.hue]),
    }
    if theme.accent:
        words["link"] = colour_word(account.link)
    if account.link_kept and theme.accent:
        return _("Links krijgen precies de gekozen kleur: %(link)s.") % words
    if account.link_kept:
        return _("Links krijgen precies %(your)s %(colour)s.") % words
    if not account.link_has_hue:
        return _("Links worden %(link)s: een link zonder kleur lijkt uitgeschakeld.") % words
    if theme.accent and account.link_fits_white:
        return (
            _("Links worden %(link)s: op een getint vlak is de gekozen linkkleur niet goed te lezen.") % words
        )
    if theme.accent:
        return _("Links worden %(link)s: de gekozen linkkleur op wit is niet goed te lezen.") % words
    if account.link_fits_white:
        return _("Links worden %(link)s: op een getint vlak is %(colour)s niet goed te lezen.") % words
    return _("Links worden %(link)s: %(colour)s op wit is niet goed te lezen.") % words


def _darker(name: Name, brand: Name) -> str:
    """Another colour by its name; a shade that has the same name as the brand by what became of it."""
    if name == brand:
        return _("iets donkerder %(colour)s") % {"colour": colour_word(name)}
    return colour_word(name)
