"""What an administrator types about people."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisations.enums import REGION_ROLES, Role
from organisations.models import Membership, Organisation, Team
from organisations.services import team_named
from organisations.words import role_name
from people.forms import LineField, NameField, TellsWhatChanged

REGION_CHOICES = (*sorted(REGION_ROLES), Role.ORG_ADMIN, Role.STYLE_MANAGER)


def roles_for(organisation: Organisation) -> list[tuple[str, str]]:
    """The roles that this kind of organisation gives out, with their names."""
    return [
        (role.value, role_name(organisation, role))
        for role in Role
        if (role in REGION_CHOICES if organisation.is_region else role not in REGION_ROLES)
    ]


class _DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TeamField(LineField):
    """A team by name; a new name makes a new team."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Team"),
            max_length=120,
            required=False,
            help_text=_("Mag leeg blijven. Een nieuwe naam maakt een nieuw team."),
            widget=forms.TextInput(attrs={"list": "teams", "autocomplete": "off"}),
        )


class _MembershipForm(forms.Form):
    """Role, team and dates of somebody in one organisation."""

    role = forms.ChoiceField(label=_("Rol"))
    team = TeamField()
    starts = forms.DateField(label=_("Vanaf"), widget=_DateInput())
    ends = forms.DateField(
        label=_("Tot en met"), required=False, widget=_DateInput(), help_text=_("Leeg: tot nader order.")
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        role: Any = self.fields["role"]
        role.choices = roles_for(organisation)

    def clean(self) -> dict[str, Any]:
        """A role ends on or after the day it starts."""
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("Deze datum ligt voor de begindatum."))
        return cleaned

    def clean_team(self) -> str:
        """A team that may be chosen: not a closed one, unless she is in it already."""
        name = " ".join(str(self.cleaned_data["team"]).split())
        kept = str(self.initial.get("team", "")).casefold()
        if (
            name.casefold() != kept
            and Team.objects.filter(name__iexact=name).exclude(closed_on=None).exists()
        ):
            raise forms.ValidationError(_("Dit team is gesloten. Kies een ander team."))
        return name

    def team_row(self) -> Team | None:
        """The team that was named, made when new."""
        return team_named(self.organisation, self.cleaned_data["team"])

    def holders(self, role: str) -> Any:
        """Memberships with this role that have not ended."""
        return Membership.objects.filter(Q(ends__isnull=True) | Q(ends__gte=timezone.localdate()), role=role)


class InviteForm(_MembershipForm):
    """One new person, or a new role for somebody."""

    name = NameField(widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(
        label=_("E-mailadres"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
        error_messages={
            "required": _("Vul een e-mailadres in."),
            "invalid": _("Dit e-mailadres klopt niet."),
        },
    )
    field_order = ("name", "email", "role", "team", "starts", "ends")

    def clean_email(self) -> str:
        """The address in lower case."""
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        """Nobody gets the same role twice."""
        cleaned = super().clean()
        email, role = cleaned.get("email"), cleaned.get("role")
        if email and role and self.holders(role).filter(person__email=email).exists():
            self.add_error("email", _("Iemand met dit adres heeft deze rol al."))
        return cleaned


class CorrectAddressForm(forms.Form):
    """The right address for somebody whose invitation went to a wrong one."""

    email = forms.EmailField(
        label=_("Het goede e-mailadres"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email", "spellcheck": "false"}),
        error_messages={
            "required": _("Vul een e-mailadres in."),
            "invalid": _("Dit e-mailadres klopt niet."),
        },
    )

    def __init__(
        self,
        *args: Any,
        old: str,
        own_address: str,
        taken: Collection[str] = (),
        taken_text: str = "",
        **kwargs: Any,
    ) -> None:
        """`taken` are addresses that cannot be meant, `taken_text` says why."""
        super().__init__(*args, **kwargs)
        self.old, self.own_address, self.taken, self.taken_text = old, own_address, taken, taken_text

    def clean_email(self) -> str:
        """Another address than before, of somebody else than who types it."""
        email = str(self.cleaned_data["email"]).lower()
        if email == self.old:
            raise forms.ValidationError(_("Dit is het adres dat er al stond."))
        if email == self.own_address:
            raise forms.ValidationError(_("Dit is het adres van wie dit formulier invult."))
        if email in self.taken:
            raise forms.ValidationError(self.taken_text)
        return email


class MembershipForm(TellsWhatChanged, _MembershipForm):
    """Another role, team or other dates for somebody; her name only until she signs in herself."""

    display_name = NameField()
    field_order = ("display_name", "role", "team", "starts", "ends")

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "display_name": "" if _is_nameless(membership) else membership.display_name,
            "role": membership.role,
            "team": membership.team.name if membership.team else "",
            "starts": membership.starts,
            "ends": membership.ends,
            "based_on": membership.mark,
        }
        super().__init__(*args, **kwargs)
        self.membership = membership
        if membership.activated_at:
            del self.fields["display_name"]
        elif _is_nameless(membership):
            self.fields["display_name"].required = False
            self.fields["display_name"].help_text = _(
                "Nog geen naam. Tot de eerste keer inloggen staat hier het adres."
            )

    def clean(self) -> dict[str, Any]:
        """Nobody gets the same role twice."""
        cleaned = super().clean()
        role = cleaned.get("role")
        others = self.holders(role or "").filter(person=self.membership.person_id)
        if role and others.exclude(pk=self.membership.pk).exists():
            self.add_error("role", _("Deze persoon heeft deze rol al."))
        return cleaned

    def changed_membership(self) -> Membership:
        """The membership as it was typed, not stored yet."""
        membership, cleaned = self.membership, self.cleaned_data
        membership.role, membership.team = cleaned["role"], self.team_row()
        membership.starts, membership.ends = cleaned["starts"], cleaned["ends"]
        membership.display_name = cleaned.get("display_name") or membership.display_name
        return membership


def _is_nameless(membership: Membership) -> bool:
    """Was only an address typed for her?"""
    return membership.display_name in {"", membership.person.email}
