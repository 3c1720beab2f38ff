"""What the derivation did, in words that a communication officer understands. No scores: nothing can be wrong."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.models import Organisation
from organisations.words import addressed, capitalised
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
    """Three or four sentences: the buttons, their letters, the links."""
    account = explain(theme.brand, derive_brand(theme.brand, "light"))
    your = addressed(organisation, _("je"), _("uw"))
    return [_about_fill(account, your), _about_letters(account), _about_links(account, theme, your)]


def _about_fill(account: Account, your: str) -> str:
    words = {"your": capitalised(your), "colour": str(_HUES[account.brand.hue])}
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
    words = {"colour": str(_HUES[account.fill.hue])}
    if account.white_text:
        return _("Op de knoppen staan witte letters.")
    return _("Op de knoppen staan donkere letters: wit op %(colour)s is niet te lezen.") % words


def _about_links(account: Account, theme: Theme, your: str) -> str:
    link, brand = colour_word(account.link), str(_HUES[account.brand.hue])
    if account.link_kept and theme.accent:
        return _("Links krijgen precies de gekozen kleur: %(link)s.") % {"link": link}
    if account.link_kept:
        return _("Links krijgen precies %(your)s %(colour)s.") % {"your": your, "colour": brand}
    if account.brand.hue in (Hue.GREY, Hue.WHITE, Hue.BLACK) and not theme.accent:
        return _("Links worden %(link)s: een link zonder kleur lijkt uitgeschakeld.") % {"link": link}
    if theme.accent:
        return _("Links worden %(link)s: de gekozen linkkleur op wit is niet te lezen.") % {"link": link}
    return _("Links worden %(link)s: %(colour)s op wit is niet te lezen.") % {"link": link, "colour": brand}
