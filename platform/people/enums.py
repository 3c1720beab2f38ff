"""Enumerations of the lowest floor."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Ownership(StrEnum):
    """Whose a model's rows are; every model declares one (source: DESIGN, Tenancy)."""

    SHARED = "shared"
    ORGANISATION = "organisation"
    PERSON = "person"
    TECHNICAL = "technical"


class Verb(models.TextChoices):
    """What the audit log knows of: reads of somebody's record, changes, exports, refusals."""

    READ_STATUS = "read_status", _("bekeek voortgang en account")
    READ_RESULT = "read_result", _("bekeek de gedeelde uitslag van de zelfscan")
    READ_ACCOUNT = "read_account", _("bekeek account en rol")
    LISTED = "listed", _("bekeek een lijst met mensen")
    EXPORTED_BOARD = "exported_board", _("downloadde de lijst van de groep")
    READ_ASSIGNMENT = "read_assignment", _("bekeek een ingeleverde praktijkopdracht")
    HANDED_IN = "handed_in", _("leverde een praktijkopdracht in")
    WITHDREW_ASSIGNMENT = "withdrew_assignment", _("trok een praktijkopdracht terug")
    ASKED_MORE = "asked_more", _("vroeg een aanvulling op een praktijkopdracht")
    REACTED = "reacted", _("reageerde op een praktijkopdracht")
    SIGNED_OFF = "signed_off", _("tekende een praktijkopdracht af")
    JOINED = "joined", _("gaf een rol")
    CHANGED_MEMBERSHIP = "changed_membership", _("veranderde rol, team of datums")
    ENDED_MEMBERSHIP = "ended_membership", _("stopte een rol")
    LEFT = "left", _("meldde iemand uit dienst")
    LEAVE_TAKEN_BACK = "leave_taken_back", _("nam een uitdienstmelding terug")
    CHANGED_TEAMS = "changed_teams", _("veranderde een locatie of team")
    PRINTED_CARD = "printed_card", _("printte een startkaart")
    WITHDREW_CARD = "withdrew_card", _("trok een startkaart in")
    USED_CARD = "used_card", _("begon met een startkaart")
    INVITED = "invited", _("stuurde een uitnodiging")
    CORRECTED_ADDRESS = "corrected_address", _("verbeterde het e-mailadres")
    ENROLLED = "enrolled", _("zette iemand in een groep")
    LEFT_GROUP = "left_group", _("haalde iemand uit een groep")
    GAVE_GROUP = "gave_group", _("liet iemand een groep begeleiden")
    TOOK_GROUP = "took_group", _("liet iemand een groep niet meer begeleiden")
    CHANGED_GROUP = "changed_group", _("veranderde de laatste dag van een groep")
    CHANGED_MANDATORY = "changed_mandatory", _("veranderde welke modules verplicht zijn")
    SHARED = "shared", _("deelde de uitslag van de zelfscan")
    STOPPED_SHARING = "stopped_sharing", _("stopte met delen")
    PUBLISHED_STYLE = "published_style", _("publiceerde een huisstijl")
    WIPED = "wiped", _("wiste eigen antwoorden")
    DOWNLOADED = "downloaded", _("downloadde de eigen gegevens")
    ERASED = "erased", _("verwijderde het account")
    CHANGED_SIGN_IN = "changed_sign_in", _("veranderde hoe iemand inlogt")
    RESET_SECOND_STEP = "reset_second_step", _("haalde de tweede stap weg")
    CHANGED_WORK_ACCOUNTS = "changed_work_accounts", _("veranderde het inloggen met werkaccount")
    LINKED_ACCOUNT = "linked_account", _("koppelde een werkaccount")
    UNLINKED_ACCOUNT = "unlinked_account", _("maakte een werkaccount los")
    READ_REPORTED = "read_reported", _("las een bijdrage aan een casus waarover een melding was")
    REPORTED_CONTRIBUTION = "reported_contribution", _("meldde een bijdrage aan een casus")
    HID_CONTRIBUTION = "hid_contribution", _("verborg een bijdrage aan een casus")
    PUT_BACK_CONTRIBUTION = "put_back_contribution", _("zette een bijdrage aan een casus terug")
    LET_STAND_CONTRIBUTION = "let_stand_contribution", _("liet een gemelde bijdrage staan")
    WITHDREW_CONTRIBUTION = "withdrew_contribution", _("trok een bijdrage aan een casus in")
    GAVE_CASE = "gave_case", _("bracht een casus in")
    TOOK_CASE_BACK = "took_case_back", _("trok een ingebrachte casus terug")
    READ_CASE = "read_case", _("las een casus die ik inbracht")
    HANDLED_CASE = "handled_case", _("ging verder met een ingebrachte casus")
    READ_ATTENDANCE = "read_attendance", _("bekeek wie bij een bijeenkomst was")
    NOTED_ATTENDANCE = "noted_attendance", _("noteerde dat iemand bij een bijeenkomst was")
    REFUSED = "refused", _("mocht een pagina niet openen")


class DeviceKind(models.TextChoices):
    """What somebody signed in on, in the words that she has for it."""

    IPHONE = "iphone", _("iPhone")
    ANDROID = "android", _("Android-telefoon")
    TABLET = "tablet", _("Tablet")
    WINDOWS = "windows", _("Windows-computer")
    MAC = "mac", _("Mac")
    CHROMEBOOK = "chromebook", _("Chromebook")
    COMPUTER = "computer", _("Computer")
    UNKNOWN = "unknown", _("Apparaat")


# What "Wie heeft mijn gegevens bekeken" tells: somebody else saw my record.
LOOKS = (
    Verb.READ_STATUS,
    Verb.READ_RESULT,
    Verb.READ_ACCOUNT,
    Verb.LISTED,
    Verb.READ_ASSIGNMENT,
    Verb.EXPORTED_BOARD,
    Verb.PRINTED_CARD,
    Verb.READ_REPORTED,
    Verb.READ_CASE,
    Verb.READ_ATTENDANCE,
)
