"""Organisations, their words, their teams, and who works there."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisations.enums import AddressForm, Kind, Role
from organisations.tenancy import TenantManager
from people.enums import Ownership
from people.models import Person
from people.rules import mark_of


class Organisation(models.Model):
    """One of the seven care organisations, or the region. Its host decides the tenant."""

    ownership: ClassVar[Ownership] = Ownership.SHARED

    key = models.SlugField(_("sleutel"), max_length=40, unique=True)
    kind = models.CharField(_("soort"), max_length=8, choices=Kind.choices, default=Kind.MEMBER)
    position = models.PositiveSmallIntegerField(_("volgorde"), default=0)
    site = models.OneToOneField(
        "wagtailcore.Site", on_delete=models.PROTECT, related_name="organisation", null=True
    )
    name = models.CharField(_("naam"), max_length=120)
    portal_name = models.CharField(_("naam van het portaal"), max_length=60)
    sender_name = models.CharField(_("naam van de afzender"), max_length=60)
    address_form = models.CharField(
        _("aanspreekvorm"), max_length=2, choices=AddressForm.choices, default=AddressForm.JE
    )
    welcome = models.CharField(_("welkomstzin"), max_length=200, blank=True)
    description = models.CharField(_("soort zorg"), max_length=160, blank=True)
    help_name = models.CharField(_("wie helpt"), max_length=80, blank=True)
    help_phone = models.CharField(_("telefoon"), max_length=40, blank=True)
    help_hours = models.CharField(_("bereikbaar"), max_length=80, blank=True)
    signatory = models.CharField(_("ondertekenaar van certificaten"), max_length=120, blank=True)
    words = models.JSONField(_("woorden"), default=dict, blank=True)

    class Meta:
        verbose_name = _("organisatie")
        verbose_name_plural = _("organisaties")
        ordering = ("position", "name")
        constraints = (
            models.UniqueConstraint(fields=["kind"], condition=models.Q(kind=Kind.REGION), name="one_region"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_region(self) -> bool:
        """True for the region, which carries the editors' admin."""
        return self.kind == Kind.REGION

    @property
    def root_url(self) -> str:
        """Scheme, host and port, for links in mail and print; never taken from a request."""
        return self.site.root_url if self.site else ""


class OrganisationOwned(models.Model):
    """A row of one organisation; asking for such rows without a tenant raises NoTenantError."""

    ownership: ClassVar[Ownership] = Ownership.ORGANISATION

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisatie")
    )

    class Meta:
        abstract = True


class Closable(OrganisationOwned):
    """A row with a name that is no longer chosen from the day it was closed."""

    name = models.CharField(_("naam"), max_length=120)
    closed_on = models.DateField(_("gesloten op"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Location(Closable):
    """A house or a place where teams work."""

    objects = TenantManager["Location"]()

    class Meta:
        verbose_name = _("locatie")
        verbose_name_plural = _("locaties")
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=["organisation", "name"], name="location_name_per_organisation"),
        )


class Team(Closable):
    """A team, on a location where that is known."""

    location = models.ForeignKey(
        Location,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="teams",
        verbose_name=_("locatie"),
    )

    objects = TenantManager["Team"]()

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=["organisation", "name"], name="team_name_per_organisation"),
        )


def active_on(day: dt.date) -> models.Q:
    """The condition under which a dated relation holds on a day (both ends included)."""
    return models.Q(starts__lte=day) & (models.Q(ends__isnull=True) | models.Q(ends__gte=day))


class Membership(OrganisationOwned):
    """Somebody's role in an organisation, from a day, sometimes until a day."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("rol"), max_length=24, choices=Role.choices)
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, blank=True)
    display_name = models.CharField(_("naam tot de eerste keer inloggen"), max_length=120, blank=True)
    starts = models.DateField(_("vanaf"), default=timezone.localdate)
    ends = models.DateField(_("tot en met"), null=True, blank=True)
    # Per organisation: that somebody is active elsewhere is nobody's business here.
    activated_at = models.DateTimeField(_("eerste keer ingelogd bij deze organisatie"), null=True, blank=True)

    objects = TenantManager["Membership"]()

    class Meta:
        verbose_name = _("lidmaatschap")
        verbose_name_plural = _("lidmaatschappen")
        ordering = ("person__name", "pk")
        indexes = (models.Index(fields=["organisation", "role"], name="membership_role"),)
        constraints = (
            models.UniqueConstraint(
                fields=["organisation", "person", "role"],
                condition=models.Q(ends__isnull=True),
                name="one_open_membership_per_role",
            ),
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="membership_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} · {self.role}"

    @property
    def shown_name(self) -> str:
        """Her own name once she has signed in here, until then the name that was typed for her."""
        if self.activated_at or not self.display_name:
            return str(self.person)
        return self.display_name

    @property
    def mark(self) -> str:
        """Of all that an administrator changes, for who has the same form in two windows."""
        return mark_of((self.role, str(self.team or ""), self.display_name, self.starts, self.ends))


class Invitation(OrganisationOwned):
    """That, when and for which membership somebody was invited."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="invitations")
    sent_at = models.DateTimeField(default=timezone.now)
    bounced_at = models.DateTimeField(null=True, blank=True)

    objects = TenantManager["Invitation"]()

    class Meta:
        verbose_name = _("uitnodiging")
        verbose_name_plural = _("uitnodigingen")
        ordering = ("-sent_at",)

    def __str__(self) -> str:
        return f"{self.membership_id} · {self.sent_at:%Y-%m-%d}"


class StartCard(OrganisationOwned):
    """That somebody was handed a card with a code to begin with; of the code only a keyed digest is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("persoon"))
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("geprint op"), default=timezone.now)
    expires_at = models.DateTimeField(_("geldig tot"))
    used_at = models.DateTimeField(_("gebruikt op"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("ingetrokken op"), null=True, blank=True)

    objects = TenantManager["StartCard"]()

    class Meta:
        verbose_name = _("startkaart")
        verbose_name_plural = _("startkaarten")
        ordering = ("-made_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["organisation", "person"],
                condition=models.Q(used_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_card_per_person",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} · {self.made_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Would its code still open something?"""
        return not (self.used_at or self.withdrawn_at) and self.expires_at > timezone.now()


class Leave(OrganisationOwned):
    """That somebody leaves the organisation after a day, and how her roles were before that was recorded."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("persoon"))
    last_day = models.DateField(_("laatste dag"))
    recorded_at = models.DateTimeField(_("gemeld op"), default=timezone.now)
    # Key of the membership → its days before and after: what somebody changed since is not undone.
    changed = models.JSONField(default=dict)

    objects = TenantManager["Leave"]()

    class Meta:
        verbose_name = _("uitdienstmelding")
        verbose_name_plural = _("uitdienstmeldingen")
        ordering = ("-last_day", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["organisation", "person"], name="one_leave_per_person"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} · {self.last_day}"


class IdentityProvider(OrganisationOwned):
    """Where the people of an organisation sign in with their work account (OpenID Connect)."""

    name = models.CharField(_("naam op de knop"), max_length=60)
    issuer = models.CharField(_("adres van de inlogdienst"), max_length=300)
    client_id = models.CharField(_("client-id"), max_length=191)
    encrypted_secret = models.TextField(_("client-secret, versleuteld"))  # people.secrecy
    domains = models.JSONField(_("domeinen waarvoor de inlogdienst spreekt"), default=list)
    # Whether an address without `email_verified` is believed; off: it is not.
    trusts_unmarked = models.BooleanField(_("vermeldt niet of een adres bevestigd is"), default=False)
    default_role = models.CharField(_("rol zonder uitnodiging"), max_length=24, blank=True)
    role_claim = models.CharField(_("kenmerk waaruit de rol volgt"), max_length=80, blank=True)
    role_values = models.JSONField(_("waarde per rol"), default=dict, blank=True)
    granted_roles = models.JSONField(_("rollen die de inlogdienst mag geven"), default=list, blank=True)
    tested_at = models.DateTimeField(_("proef geslaagd op"), null=True, blank=True)
    is_on = models.BooleanField(_("aan"), default=False)

    objects = TenantManager["IdentityProvider"]()

    class Meta:
        verbose_name = _("inlogdienst voor werkaccounts")
        verbose_name_plural = _("inlogdiensten voor werkaccounts")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["organisation"], name="one_identity_provider_per_organisation"),
            models.CheckConstraint(
                condition=models.Q(is_on=False) | models.Q(tested_at__isnull=False),
                name="identity_provider_on_after_test",
            ),
        )

    def __str__(self) -> str:
        return self.name


class WorkAccount(OrganisationOwned):
    """Which account at the organisation's provider is whose; kept, because addresses are given out anew."""

    provider = models.ForeignKey(IdentityProvider, on_delete=models.CASCADE, related_name="accounts")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(_("kenmerk bij de inlogdienst"), max_length=255)
    linked_on = models.DateField(_("gekoppeld op"), default=timezone.localdate)

    objects = TenantManager["WorkAccount"]()

    class Meta:
        verbose_name = _("werkaccount")
        verbose_name_plural = _("werkaccounts")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["provider", "subject"], name="one_person_per_work_account"),
            models.UniqueConstraint(fields=["provider", "person"], name="one_work_account_per_person"),
        )

    def __str__(self) -> str:
        return f"{self.provider_id} · {self.person_id}"
