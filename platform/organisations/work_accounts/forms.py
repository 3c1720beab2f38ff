"""What an administrator types about the organisation's identity provider."""

from typing import Any

from django import forms
from django.conf import settings
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.forms import roles_for
from organisations.models import IdentityProvider, Organisation
from organisations.words import role_name
from organisations.work_accounts.rules import (
    DEFAULT_ROLES,
    NEVER_BY_PROVIDER,
    PUBLIC_MAIL_DOMAINS,
    is_provider_address,
    issuer_of,
    normal_domain,
)
from organisations.work_accounts.services import domains_of_others

MAX_DOMAINS = 20


class ProviderForm(forms.Form):
    """Where people sign in, for which addresses it speaks, and which role somebody gets."""

    name = forms.CharField(
        label=gettext_lazy("Naam op de knop"),
        max_length=60,
        help_text=gettext_lazy("De knop zegt: inloggen met het werkaccount van …"),
        error_messages={"required": gettext_lazy("Vul een naam in.")},
    )
    issuer = forms.CharField(
        label=gettext_lazy("Adres van de inlogdienst (issuer)"),
        max_length=300,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy("Dit adres geeft ICT. Het begint met https://."),
        error_messages={"required": gettext_lazy("Vul het adres van de inlogdienst in.")},
    )
    client_id = forms.CharField(
        label=gettext_lazy("Client-id"),
        max_length=191,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Vul de client-id in.")},
    )
    client_secret = forms.CharField(
        label=gettext_lazy("Client-secret"),
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    domains = forms.CharField(
        label=gettext_lazy("Domeinen achter het @"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy("Eén per regel. Alleen voor deze adressen geloven wij de inlogdienst."),
        error_messages={"required": gettext_lazy("Vul minstens één domein in.")},
    )
    trusts_unmarked = forms.BooleanField(
        label=gettext_lazy("Mijn aanbieder vermeldt dit niet, en geeft alleen adressen die hij zelf beheert"),
        widget=forms.CheckboxInput(attrs={"aria-describedby": "id_trusts_unmarked_helptext"}),
        required=False,
    )
    default_role = forms.ChoiceField(label=gettext_lazy("Rol voor wie geen uitnodiging had"), required=False)
    role_claim = forms.CharField(
        label=gettext_lazy("Kenmerk waaruit de rol volgt (claim)"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy("Mag leeg blijven. Voorbeeld: groups of roles."),
    )

    def __init__(
        self, *args: Any, organisation: Organisation, provider: IdentityProvider | None, **kwargs: Any
    ) -> None:
        self.organisation, self.provider = organisation, provider
        kwargs["initial"] = _initial(organisation, provider)
        super().__init__(*args, **kwargs)
        self.fields["client_secret"].help_text = (
            _("Er is er een bewaard. Leeg laten: die blijft.")
            if provider
            else _("Wordt versleuteld bewaard.")
        )
        choices = [("", _("Geen: alleen met uitnodiging"))]
        self.roles = [role for role, _name in roles_for(organisation) if role not in NEVER_BY_PROVIDER]
        choices += [(role, role_name(organisation, role)) for role in self.roles if role in DEFAULT_ROLES]
        default: Any = self.fields["default_role"]
        default.choices = choices
        for role in self.roles:
            name = role_name(organisation, role)
            self.fields[f"give_{role}"] = forms.BooleanField(required=False, label=name)
            self.fields[f"value_{role}"] = forms.CharField(
                required=False,
                max_length=191,
                label=_("Waarde voor %(role)s") % {"role": name},
                widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
            )

    @property
    def main_fields(self) -> list[BoundField]:
        """Everything before the roles that follow from a claim."""
        return [
            self[name] for name in ("name", "issuer", "client_id", "client_secret", "domains", "default_role")
        ]

    @property
    def role_fields(self) -> list[tuple[BoundField, BoundField]]:
        """Per role the tick and the value."""
        return [(self[f"give_{role}"], self[f"value_{role}"]) for role in self.roles]

    def clean_issuer(self) -> str:
        """An address that we may ask; the address of the discovery document is good too."""
        issuer = issuer_of(self.cleaned_data["issuer"])
        if not is_provider_address(issuer, allow_loopback=settings.PROVIDERS_ON_LOOPBACK) or "?" in issuer:
            raise forms.ValidationError(_("Dit moet een volledig adres zijn dat met https:// begint."))
        return issuer

    def clean_client_secret(self) -> str:
        """Needed the first time, and whenever the secret would go to another address."""
        secret = str(self.cleaned_data["client_secret"])
        issuer = self.cleaned_data.get("issuer")
        if not secret and self.provider is None:
            raise forms.ValidationError(_("Vul de client-secret in."))
        if not secret and self.provider is not None and issuer not in (None, self.provider.issuer):
            raise forms.ValidationError(_("Bij een ander adres hoort een andere client-secret. Vul die in."))
        return secret

    def clean_domains(self) -> list[str]:
        """Domains that this organisation may speak for."""
        typed = dict.fromkeys(self.cleaned_data["domains"].replace(",", "\n").replace(";", "\n").split())
        if len(typed) > MAX_DOMAINS:
            raise forms.ValidationError(
                _("Dat zijn er te veel: hoogstens %(number)d."), params={"number": MAX_DOMAINS}
            )
        domains, faults = [], []
        for text in typed:
            try:
                domain = normal_domain(text)
            except ValueError:
                faults.append(_("%(domain)s is geen domein.") % {"domain": text})
                continue
            if domain in PUBLIC_MAIL_DOMAINS:
                text = _("Bij %(domain)s kan iedereen een adres nemen. Dat kan hier niet.")
                faults.append(text % {"domain": domain})
            domains.append(domain)
        domains = list(dict.fromkeys(domains))
        if others := domains_of_others(self.organisation, domains):
            text = _(
                "%(domain)s is in gebruik bij een andere organisatie. Klopt dat niet? Vraag het de regio."
            )
            faults.append(text % {"domain": ", ".join(sorted(others))})
        if faults:
            raise forms.ValidationError(faults)
        return domains

    def clean(self) -> dict[str, Any]:
        """A ticked role needs a value, and values need a claim."""
        cleaned = super().clean() or self.cleaned_data
        for role in self.roles:
            if cleaned.get(f"give_{role}") and not cleaned.get(f"value_{role}"):
                self.add_error(f"value_{role}", _("Vul in bij welke waarde deze rol hoort."))
        if any(cleaned.get(f"give_{role}") for role in self.roles) and not cleaned.get("role_claim"):
            self.add_error("role_claim", _("Vul in uit welk kenmerk de rol volgt."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What goes into the row; the secret goes apart."""
        cleaned = self.cleaned_data
        return {
            **{name: cleaned[name] for name in ("name", "issuer", "client_id", "domains", "trusts_unmarked")},
            "default_role": cleaned["default_role"],
            "role_claim": cleaned["role_claim"],
            "role_values": {r: cleaned[f"value_{r}"] for r in self.roles if cleaned[f"value_{r}"]},
            "granted_roles": [role for role in self.roles if cleaned[f"give_{role}"]],
        }


def _initial(organisation: Organisation, provider: IdentityProvider | None) -> dict[str, Any]:
    if provider is None:
        return {"name": organisation.name[:60]}
    return {
        **{f"give_{role}": True for role in provider.granted_roles},
        **{f"value_{role}": value for role, value in provider.role_values.items()},
        "name": provider.name,
        "issuer": provider.issuer,
        "client_id": provider.client_id,
        "domains": "\n".join(provider.domains),
        "trusts_unmarked": provider.trusts_unmarked,
        "default_role": provider.default_role,
        "role_claim": provider.role_claim,
    }


class UnlinkForm(forms.Form):
    """Whose work account is to be let go."""

    address = forms.EmailField(
        label=gettext_lazy("E-mailadres van de collega"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
        error_messages={
            "required": gettext_lazy("Vul een e-mailadres in."),
            "invalid": gettext_lazy("Dit e-mailadres klopt niet."),
        },
    )
