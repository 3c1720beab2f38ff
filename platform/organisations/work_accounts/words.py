"""What the screens say about faults, steps and refusals. Without je or u where that can be."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.models import Organisation
from organisations.words import addressed, role_name
from organisations.work_accounts.connection import Fault
from organisations.work_accounts.rules import Admission, Refusal
from organisations.work_accounts.services import Step

STEPS: Mapping[str, str | Promise] = {
    "answers": gettext_lazy("De inlogdienst geeft antwoord."),
    "issuer": gettext_lazy("De inlogdienst noemt zichzelf net zo als hier is ingevuld."),
    "addresses": gettext_lazy("De adressen die nodig zijn, staan erin."),
    "keys": gettext_lazy("De sleutels waarmee de inlogdienst ondertekent, zijn er."),
    "challenges": gettext_lazy("De extra beveiliging van elke inlogpoging (PKCE) wordt ondersteund."),
    "no_challenges": gettext_lazy(
        "De inlogdienst zegt niets over PKCE. Wij sturen het mee; dat kan geen kwaad."
    ),
}
FAILED_STEPS: Mapping[str, str | Promise] = {
    "answers": gettext_lazy("De inlogdienst geeft geen bruikbaar antwoord."),
    "issuer": gettext_lazy("De inlogdienst noemt zichzelf anders."),
    "addresses": gettext_lazy("Er ontbreekt een adres, of het begint niet met https."),
    "keys": gettext_lazy("De sleutels zijn niet op te halen."),
}
FAULTS: Mapping[Fault, str | Promise] = {
    Fault.ADDRESS: gettext_lazy("Dit adres mag niet. Het moet met https beginnen."),
    Fault.NO_SUCH_NAME: gettext_lazy("Dit adres bestaat niet. Kijk of er een tikfout in staat."),
    Fault.INSIDE: gettext_lazy("Dit adres ligt in een afgesloten netwerk. Daar vragen wij niets."),
    Fault.NO_ANSWER: gettext_lazy("Er is geen verbinding."),
    Fault.SLOW: gettext_lazy("Het antwoord kwam niet binnen drie seconden."),
    Fault.CERTIFICATE: gettext_lazy("Het certificaat klopt niet."),
    Fault.REDIRECT: gettext_lazy("Dit adres stuurt door naar een ander adres. Vul dat andere adres in."),
    Fault.STATUS: gettext_lazy("Op dit adres staat niets wat wij zoeken."),
    Fault.TOO_LARGE: gettext_lazy("Het antwoord is te groot."),
    Fault.UNREADABLE: gettext_lazy("Het antwoord is niet te lezen."),
    Fault.OTHER_ISSUER: gettext_lazy("Neem de naam (issuer) over zoals de inlogdienst die zelf geeft."),
    Fault.INCOMPLETE: gettext_lazy("De beschrijving van de inlogdienst is niet compleet."),
    Fault.NO_KEYS: gettext_lazy("Er staat geen sleutel om mee te ondertekenen."),
}


def step_lines(steps: list[Step]) -> list[dict[str, object]]:
    """Each step in plain words, ready for a screen and for a session."""
    return [
        {
            "is_good": step.fault is None,
            "text": str(STEPS[step.name] if step.fault is None else FAILED_STEPS[step.name]),
            "why": "" if step.fault is None else fault_text(step.fault, step.detail),
        }
        for step in steps
    ]


def fault_text(fault: Fault, detail: str = "") -> str:
    """Why something failed; with the technical word behind it, for whoever asks ICT."""
    return f"{FAULTS[fault]} ({detail})" if detail else str(FAULTS[fault])


def refusal_text(organisation: Organisation, refusal: Refusal) -> str:
    """What somebody reads who is not let in."""
    name = {"organisation": organisation.name}
    texts = {
        Refusal.NO_ADDRESS: _(
            "Dit werkaccount geeft geen e-mailadres door. Zonder adres lukt inloggen niet."
        ),
        Refusal.UNVERIFIED: _("Het e-mailadres van dit werkaccount is nog niet bevestigd."),
        Refusal.DOMAIN: _("Dit werkaccount is niet van %(organisation)s.") % name,
        Refusal.BLOCKED: _("Met dit werkaccount lukt inloggen hier niet."),
        Refusal.ENDED: addressed(
            organisation,
            _("Je rol bij %(organisation)s is gestopt.") % name,
            _("Uw rol bij %(organisation)s is gestopt.") % name,
        ),
        Refusal.NOT_YET: addressed(
            organisation,
            _("Je rol bij %(organisation)s is nog niet begonnen.") % name,
            _("Uw rol bij %(organisation)s is nog niet begonnen.") % name,
        ),
        Refusal.PROVE_FIRST: addressed(
            organisation,
            _("Log hier één keer in met een code per mail. Zo weten we dat jij het bent."),
            _("Log hier één keer in met een code per mail. Zo weten we dat u het bent."),
        ),
        Refusal.NO_PLACE: addressed(
            organisation,
            _("Er is bij %(organisation)s nog geen plek voor je. Vraag om een uitnodiging.") % name,
            _("Er is bij %(organisation)s nog geen plek voor u. Vraag om een uitnodiging.") % name,
        ),
    }
    return str(texts[refusal])


def outcome_lines(
    organisation: Organisation, *, address: str, outcome: Admission | Refusal
) -> list[dict[str, object]]:
    """What a test sign-in showed, ready for a screen and for a session."""
    lines: list[dict[str, object]] = [
        {
            "is_good": True,
            "text": _("De inlogdienst heeft het werkaccount herkend en ondertekend."),
            "why": "",
        }
    ]
    if isinstance(outcome, Refusal):
        text = _("Met dit werkaccount zelf lukt inloggen nu niet.")
        lines.append({"is_good": False, "text": text, "why": refusal_text(organisation, outcome)})
        if address:
            lines[-1]["text"] = f"{address}: {text}"
        return lines
    roles = ", ".join(role_name(organisation, role) for role in sorted(outcome.new_roles))
    why = _("Rol bij de eerste keer: %(roles)s.") % {"roles": roles} if roles else ""
    lines.append({"is_good": True, "text": _("%(address)s kan inloggen.") % {"address": address}, "why": why})
    return lines
