"""Person, and what belongs to a person."""

from typing import Any, ClassVar, NoReturn

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.enums import DeviceKind, Ownership, Verb
from people.managers import AppendOnly, AppendOnlyQuerySet, PersonManager


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody with an account. A person belongs to herself; organisations are a dated relation."""

    ownership: ClassVar[Ownership] = Ownership.PERSON

    # No "last login" anywhere: a trainer must not be able to follow people (roles.yaml).
    last_login = None

    email = models.EmailField(_("e-mailadres"), unique=True)
    name = models.CharField(_("naam"), max_length=120, blank=True)
    is_active = models.BooleanField(_("actief"), default=True)
    activated_at = models.DateTimeField(_("eerste keer ingelogd"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # The key of the organisation that handed her the card with which she chose her password. Nobody proved that
    # the address is hers, so the password opens nothing elsewhere until she makes a new one by a mailed link.
    password_only_at = models.SlugField(_("wachtwoord werkt alleen bij"), max_length=40, blank=True)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("persoon")
        verbose_name_plural = _("mensen")
        ordering = ("name", "email")
        constraints = (models.UniqueConstraint(Lower("email"), name="person_email_case_insensitive"),)

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        super().clean()
        self.email = self.email.strip().lower()

    @property
    def given_name(self) -> str:
        """The first word of the name, or the part of the address before the @."""
        return self.name.split(" ", 1)[0] if self.name else self.email.split("@", 1)[0]

    @property
    def initial(self) -> str:
        """One capital letter for the round picture in the header."""
        return self.given_name[:1].upper()

    @property
    def first_name(self) -> str:
        """Wagtail's menu asks for this one; without it her address would stand there."""
        return self.given_name

    def get_full_name(self) -> str:
        """What Wagtail and Django show as somebody's name."""
        return str(self)

    def get_short_name(self) -> str:
        """The given name, for greetings."""
        return self.given_name


class PersonOwned(models.Model):
    """A row that belongs to one person and goes when she goes."""

    ownership: ClassVar[Ownership] = Ownership.PERSON

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("persoon"))

    class Meta:
        abstract = True


class Device(PersonOwned):
    """That somebody is signed in on a phone or a computer, so that she can end it from elsewhere.

    A kind in words, the house and the day: no address, no hour, no last time seen. It goes with the session.
    """

    session_key = models.CharField(max_length=40, unique=True)
    organisation_key = models.SlugField(_("organisatie"), max_length=40)
    kind = models.CharField(_("soort"), max_length=12, choices=DeviceKind.choices)
    is_shared = models.BooleanField(_("gedeelde computer"), default=False)
    since = models.DateField(_("sinds"), default=timezone.localdate)

    class Meta:
        verbose_name = _("ingelogd apparaat")
        verbose_name_plural = _("ingelogde apparaten")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.kind} {self.organisation_key}"


class ChosenRole(PersonOwned):
    """In which of her roles somebody wants to begin at an organisation: the one she last changed to. No moment."""

    organisation_key = models.SlugField(_("organisatie"), max_length=40)
    role = models.CharField(_("rol"), max_length=24)

    class Meta:
        verbose_name = _("rol om mee te beginnen")
        verbose_name_plural = _("rollen om mee te beginnen")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["person", "organisation_key"], name="one_role_to_begin_in"),
        )

    def __str__(self) -> str:
        return f"{self.organisation_key} {self.role}"


class OutgoingMail(models.Model):
    """A mail that waits for, or has had, its delivery."""

    ownership: ClassVar[Ownership] = Ownership.TECHNICAL

    organisation_key = models.SlugField(max_length=40, blank=True)
    to = models.EmailField()
    sender = models.CharField(max_length=200)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # The row that the mail is about, as "app.Model:key"; the floor of that row follows what becomes of it.
    about = models.CharField(max_length=80, blank=True)
    # The receiving side said that it will never take this mail: at once, or by a report afterwards.
    refused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("uitgaande mail")
        verbose_name_plural = _("uitgaande mail")
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=["sent_at", "created_at"], name="outgoing_mail_queue"),)

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"


class AppendedRow(models.Model):
    """A row that is written once: saving it again and deleting it raise AppendOnly."""

    ownership: ClassVar[Ownership] = Ownership.TECHNICAL

    moment = models.DateTimeField(_("moment"), default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly(f"{type(self).__name__} {self.pk} never changes.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly(f"{type(self).__name__} {self.pk} is never deleted by hand.")


class AuditEntry(AppendedRow):
    """That somebody read, changed, exported or was refused something; written by people.audit only.

    It names people by key alone, so that erasing an account leaves no name behind. The keys have no
    constraint: an entry outlives the people in it, and nothing may be written to it when they go.
    """

    actor = models.ForeignKey(
        Person,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
        verbose_name=_("wie"),
    )
    subject = models.ForeignKey(
        Person,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
        verbose_name=_("over wie"),
    )
    organisation_key = models.SlugField(_("organisatie"), max_length=40, blank=True)
    verb = models.CharField(_("wat"), max_length=24, choices=Verb.choices)
    object_label = models.CharField(_("waarvan"), max_length=80, blank=True)
    details = models.JSONField(_("bijzonderheden"), default=dict, blank=True)
    # What is kept once a day only: who saw whom on which list, and the day. Empty for everything else.
    once = models.CharField(max_length=160, blank=True, editable=False)

    objects = AppendOnlyQuerySet["AuditEntry"].as_manager()

    class Meta:
        verbose_name = _("regel in het logboek")
        verbose_name_plural = _("logboek van inzage en wijzigingen")
        ordering = ("-moment", "-pk")
        indexes = (
            models.Index(fields=["subject", "-moment"], name="audit_subject"),
            models.Index(fields=["moment"], name="audit_moment"),
            models.Index(fields=["organisation_key", "-moment"], name="audit_organisation"),
        )
        constraints = (
            models.UniqueConstraint(fields=["once"], condition=~models.Q(once=""), name="audit_once_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.moment:%Y-%m-%d} {self.verb}"


class Tombstone(AppendedRow):
    """That an account was erased on a day, so that a restored backup can be cleaned of it.

    The digest is of key and moment of creation (people.erasure): it says nothing about the person, and
    doesn't hit somebody who comes back with the same address.
    """

    digest = models.CharField(max_length=64, unique=True)
    day = models.DateField(default=timezone.localdate)

    objects = AppendOnlyQuerySet["Tombstone"].as_manager()

    class Meta:
        verbose_name = _("verwijderd account")
        verbose_name_plural = _("verwijderde accounts, zonder naam")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.day} {self.digest[:8]}"


class RetentionRecord(AppendedRow):
    """That a term was applied: to which kind of data, by which rule, and how much went. Evidence, never a name."""

    kind = models.CharField(_("soort gegevens"), max_length=40)
    rule = models.CharField(_("regel"), max_length=200)
    before = models.DateTimeField(_("ouder dan"))
    removed = models.PositiveIntegerField(_("aantal weg"))

    objects = AppendOnlyQuerySet["RetentionRecord"].as_manager()

    class Meta:
        verbose_name = _("toegepaste bewaartermijn")
        verbose_name_plural = _("toegepaste bewaartermijnen")
        ordering = ("-moment", "-pk")

    def __str__(self) -> str:
        return f"{self.moment:%Y-%m-%d} {self.kind}: {self.removed}"
