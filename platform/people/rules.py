"""Pure rules of the lowest floor."""

import calendar
import datetime as dt
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.enums import DeviceKind

# Names ----------------------------------------------------------------------------------------------

MAX_NAME = 120
# What comes along with a paste and shows nothing: taken away without a word.
_UNSEEN = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")
_ODD = re.compile(r"[<>@/\\{}|=]|www\.", re.IGNORECASE)
# Control characters, marks that turn the reading direction around, halves of characters, private ones.
_FORBIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def visible(text: str) -> str:
    """The text without letters of no width, with plain spaces."""
    return _UNSEEN.sub("", text).replace("\u00a0", " ")


def tidy_name(text: str) -> str:
    """The name with single spaces, and without what shows nothing."""
    return " ".join(unicodedata.normalize("NFC", visible(text)).split())


def is_odd(text: str) -> bool:
    """Are there signs in it that are in no name of somebody or something?"""
    return bool(_ODD.search(text)) or has_unfit_characters(text)


def has_unfit_characters(text: str) -> bool:
    """Does the text hold what is not seen, or what turns it around?"""
    return any(unicodedata.category(letter) in _FORBIDDEN for letter in text)


def name_fault(name: str) -> str | Promise:
    """What is wrong with a tidied name, as a sentence; empty for a good one.

    A name holds a letter, of whatever script, is at most 120 characters long, and has nothing in it that
    is not seen, that turns text around, or that belongs to an address.
    """
    if len(name) > MAX_NAME:
        return _("Deze naam is te lang. Er passen 120 tekens.")
    if is_odd(name):
        return _("In deze naam staan tekens die niet in een naam horen.")
    if not any(letter.isalpha() for letter in name):
        return _("In deze naam staan geen letters.")
    return ""


# Two windows ----------------------------------------------------------------------------------------


def mark_of(values: Iterable[object]) -> str:
    """A short mark of how things stand: sixteen digits, others as soon as one of the values is another."""
    written = json.dumps(list(values), sort_keys=True, default=str)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def is_overtaken(*, based_on: str, now: str, wanted: str) -> bool:
    """Would keeping what is wanted undo, unseen, what was changed after the form was made?

    All three are marks. Without `based_on` nobody says on what it was made; what stands there already undoes nothing.
    """
    return bool(based_on) and based_on != now and wanted != now


# Terms ----------------------------------------------------------------------------------------------


def months_before(moment: dt.datetime, months: int) -> dt.datetime:
    """The same time of day so many calendar months earlier; the last day of a shorter month."""
    total = moment.year * 12 + moment.month - 1 - months
    year, month = divmod(total, 12)
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


# In this order: an iPad and an Android telephone also call themselves something else.
_DEVICE_MARKS: tuple[tuple[str, DeviceKind], ...] = (
    ("ipad", DeviceKind.TABLET),
    ("iphone", DeviceKind.IPHONE),
    ("tablet", DeviceKind.TABLET),
    ("mobile", DeviceKind.ANDROID),
    ("android", DeviceKind.TABLET),
    ("windows", DeviceKind.WINDOWS),
    ("cros ", DeviceKind.CHROMEBOOK),
    ("macintosh", DeviceKind.MAC),
    ("linux", DeviceKind.COMPUTER),
)


def device_kind(user_agent: str) -> DeviceKind:
    """The kind of device in what a browser calls itself; nothing finer, so that it can follow nobody."""
    agent = user_agent.lower()
    return next((kind for mark, kind in _DEVICE_MARKS if mark in agent), DeviceKind.UNKNOWN)


@dataclass(frozen=True)
class Term:
    """How long one kind of data is kept. Without `months` it stays as long as the account."""

    data: str | Promise
    text: str | Promise
    months: int | None = None


# The region's terms for what exists in the product (source: roles.yaml, bewaren). The last two are our own:
# the region names none for mail and sessions, and both hold addresses or keys of people. So is that of the talk
# about cases: as long as that of what was chosen in them.
# The region's terms for what exists in the product (source: roles.yaml, bewaren). Those of cases that somebody
# brings in, of gatherings, of mail and of sessions are our own: the region names none.
TERMS: Mapping[str, Term] = {
    "scan_answers": Term(
        _("Antwoorden in de zelfscan"), _("24 maanden na invullen, of eerder als iemand zelf wist"), 24
    ),
    "scan_outcome": Term(
        _("Uitslag van de zelfscan in woorden, en het leerpad"),
        _("zolang het account er is, of tot iemand zelf wist"),
    ),
    "module_answers": Term(
        _("Antwoorden en gedachten in modules"), _("zolang het account er is, of tot iemand zelf wist")
    ),
    "quiz_results": Term(_("Uitslag van toetsen"), _("na 6 maanden alleen nog: gehaald, met datum"), 6),
    "case_plays": Term(
        _("Keuzes in gespeelde casussen"), _("24 maanden na het spelen, of eerder als iemand zelf wist"), 24
    ),
    "case_talk": Term(
        _("Wat iemand schreef in het gesprek over een casus"),
        _("24 maanden na de laatste verandering, of eerder als iemand zelf intrekt of wist"),
        24,
    ),
    "brought_cases": Term(
        _("Casussen die iemand inbrengt"),
        _(
            "24 maanden nadat ze online staan, niet gebruikt worden of teruggetrokken zijn, of eerder als iemand zelf wist"
        ),
        24,
    ),
    "attendance": Term(
        _("Aanwezigheid en uren"), _("5 jaar: de looptijd van een certificaat (3 jaar) en 2 jaar"), 60
    ),
    "gatherings": Term(_("Bijeenkomsten: onderwerp, en wie meedoet"), _("2 jaar na de bijeenkomst"), 24),
    "takeaways": Term(
        _("Wat iemand meeneemt uit een bijeenkomst"), _("zolang het account er is, of tot iemand zelf wist")
    ),
    # Our own as well: a photo or a voice may show others, and is judged once.
    "assignment_files": Term(
        _("Foto’s en geluid bij praktijkopdrachten"),
        _("12 maanden na het laatste dat ermee gebeurde, of eerder als iemand zelf wist"),
        12,
    ),
    "assignments": Term(
        _("Tekst van praktijkopdrachten, en wat erover gezegd is"),
        _("zolang het account er is, of tot iemand zelf wist"),
    ),
    "progress": Term(_("Voortgang in modules"), _("zolang het account er is")),
    "memberships": Term(_("Rollen, uitnodigingen en groepen die voorbij zijn"), _("2 jaar na het einde"), 24),
    "account": Term(_("Naam en e-mailadres"), _("tot iemand het account verwijdert")),
    "audit": Term(_("Wie heeft gekeken, en wie wat veranderde"), _("24 maanden"), 24),
    "start_cards": Term(_("Startkaarten"), _("tot de code verlopen is, 14 dagen na het printen"), 0),
    "local_texts": Term(
        _("Eigen teksten van een organisatie in de stappen, met wie ze schreef"),
        _("zolang de organisatie ze gebruikt; de naam tot iemand het account verwijdert"),
    ),
    "friend_links": Term(
        _("Links voor kritische vrienden, met de naam voor wie ze zijn"),
        _("3 maanden nadat de link ophoudt te werken"),
        3,
    ),
    "mail": Term(_("Verstuurde mail"), _("3 maanden"), 3),
    "sessions": Term(_("Ingelogd zijn op een apparaat"), _("tot uitloggen, hoogstens 90 dagen"), 0),
}
