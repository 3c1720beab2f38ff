"""Workplace assignments as somebody hands them in: her text and files, who looks along, what was said about it.

Everything is hers (person-owned). `LookAlong` is the organisation's: it says who was asked to look along, and
holds none of the contents, so that a queue is listed without reading anybody's work.
"""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from modules.models.pages import ModulePage
from organisations.enums import Role
from organisations.models import Organisation, OrganisationOwned
from organisations.tenancy import TenantManager
from people.enums import Ownership
from people.models import Person, PersonOwned


class HandInState(models.TextChoices):
    """Where an assignment is."""

    DRAFT = "draft", _("concept")
    HANDED_IN = "handed_in", _("ingeleverd")
    MORE_ASKED = "more_asked", _("aanvulling gevraagd")
    SIGNED_OFF = "signed_off", _("afgetekend")
    WITHDRAWN = "withdrawn", _("teruggetrokken")


class HandInEventKind(models.TextChoices):
    """What happened to it."""

    HANDED_IN = "handed_in", _("ingeleverd")
    MORE_ASKED = "more_asked", _("aanvulling gevraagd")
    REACTED = "reacted", _("reactie gegeven")
    SIGNED_OFF = "signed_off", _("afgetekend")
    WITHDRAWN = "withdrawn", _("teruggetrokken")


class FileKind(models.TextChoices):
    """What somebody shows."""

    PHOTO = "photo", _("foto")
    AUDIO = "audio", _("geluid")


class HandIn(PersonOwned):
    """Somebody's work on the assignment of one module; `text` is her draft, a slot with a revision.

    What others read is the text of the last time that it was handed in (`HandInEvent`), never what she is
    still writing. It outlives the module: an editor's deletion leaves it, with its title.
    """

    module = models.ForeignKey(
        ModulePage, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("module")
    )
    module_key = models.CharField(_("sleutel van de module"), max_length=8)
    title = models.CharField(_("opdracht"), max_length=255)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("organisatie")
    )
    state = models.CharField(
        _("stand"), max_length=12, choices=HandInState.choices, default=HandInState.DRAFT
    )
    text = models.TextField(_("tekst"), blank=True)
    revision = models.PositiveIntegerField(_("versie"), default=0)
    asks_trainer = models.BooleanField(_("praktijkopleider kijkt mee"), default=False)
    learner = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("collega-in-opleiding")
    )
    team_leader = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("teamleider")
    )
    saved_at = models.DateTimeField(_("bewaard op"), null=True)
    handed_in_at = models.DateTimeField(_("ingeleverd op"), null=True)
    # Her own tick "gedaan" stood there already when she handed it in: taking it back leaves that.
    was_ticked = models.BooleanField(_("was al aangevinkt"), default=False, db_default=False)
    signed_off_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("afgetekend door")
    )
    signed_off_on = models.DateField(_("afgetekend op"), null=True)
    changed_at = models.DateTimeField(_("veranderd op"), default=timezone.now)

    class Meta:
        verbose_name = _("praktijkopdracht")
        verbose_name_plural = _("praktijkopdrachten")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["person", "module"], name="one_hand_in_per_module"),
            models.CheckConstraint(
                condition=~models.Q(state=HandInState.SIGNED_OFF) | models.Q(signed_off_on__isnull=False),
                name="signed_off_on_a_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} · {self.module_key} · {self.state}"


class HandInDraft(PersonOwned):
    """One time that a draft was sent; all are kept. `revision` is what it became; empty when it was stale."""

    hand_in = models.ForeignKey(HandIn, on_delete=models.CASCADE, related_name="drafts")
    uuid = models.UUIDField(_("kenmerk"))
    based_on = models.PositiveIntegerField(_("gebaseerd op versie"))
    revision = models.PositiveIntegerField(_("werd versie"), null=True)
    payload = models.JSONField(_("inhoud"), default=dict)
    sent_at = models.DateTimeField(_("verstuurd op"), default=timezone.now)

    class Meta:
        verbose_name = _("verstuurd concept van een praktijkopdracht")
        verbose_name_plural = _("verstuurde concepten van praktijkopdrachten")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["person", "uuid"], name="one_draft_per_uuid"),)

    def __str__(self) -> str:
        return f"{self.hand_in_id} · {self.uuid}"


class HandInEvent(PersonOwned):
    """Something that happened to it, by whom: the text that was handed in, a question, a reaction, the signature."""

    hand_in = models.ForeignKey(HandIn, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(_("wat"), max_length=12, choices=HandInEventKind.choices)
    by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("wie")
    )
    by_role = models.CharField(_("rol"), max_length=24, choices=Role.choices)
    text = models.TextField(_("tekst"), blank=True)
    uuid = models.UUIDField(_("kenmerk"))
    at = models.DateTimeField(_("moment"), default=timezone.now)

    class Meta:
        verbose_name = _("gebeurtenis bij een praktijkopdracht")
        verbose_name_plural = _("gebeurtenissen bij praktijkopdrachten")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["hand_in", "uuid"], name="one_event_per_uuid"),)

    def __str__(self) -> str:
        return f"{self.hand_in_id} · {self.kind}"


class AssignmentFile(PersonOwned):
    """A photo or sound with it. The file lies in private storage under a name that nobody can guess."""

    hand_in = models.ForeignKey(HandIn, on_delete=models.CASCADE, related_name="files")
    key = models.UUIDField(_("kenmerk"), default=uuid4, unique=True)
    upload = models.UUIDField(_("kenmerk van het versturen"))
    kind = models.CharField(_("soort"), max_length=8, choices=FileKind.choices)
    name = models.CharField(_("naam van het bestand"), max_length=120)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField(_("bytes"))
    stored = models.CharField(max_length=120)
    # Others see it from the moment that it is handed in.
    is_shown = models.BooleanField(_("ingeleverd"), default=False)
    added_at = models.DateTimeField(_("toegevoegd op"), default=timezone.now)

    class Meta:
        verbose_name = _("bestand bij een praktijkopdracht")
        verbose_name_plural = _("bestanden bij praktijkopdrachten")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["hand_in", "upload"], name="one_file_per_upload"),)

    def __str__(self) -> str:
        return f"{self.hand_in_id} · {self.kind}"


class UploadPiece(PersonOwned):
    """A piece of a file that is on its way: kept until the last one is here, a day at most."""

    hand_in = models.ForeignKey(HandIn, on_delete=models.CASCADE, related_name="pieces")
    upload = models.UUIDField(_("kenmerk van het versturen"))
    offset = models.PositiveIntegerField(_("vanaf byte"))
    until = models.PositiveIntegerField(_("tot byte"))
    content = models.BinaryField(_("inhoud"))
    sent_at = models.DateTimeField(_("verstuurd op"), default=timezone.now)

    class Meta:
        verbose_name = _("stuk van een bestand dat onderweg is")
        verbose_name_plural = _("stukken van bestanden die onderweg zijn")
        ordering = ("offset",)
        constraints = (
            models.UniqueConstraint(fields=["person", "upload", "offset"], name="one_piece_per_offset"),
        )

    def __str__(self) -> str:
        return f"{self.upload} · {self.offset}"


class LookStand(models.TextChoices):
    """How it stands for whoever was asked to look along."""

    WAITING = "waiting", _("wacht")
    ANSWERED = "answered", _("beantwoord")
    SIGNED_OFF = "signed_off", _("afgetekend")


class LookAlong(OrganisationOwned):
    """That somebody was asked to look along; without this row nobody but its owner sees a hand-in.

    A colleague-in-training and a team leader are asked by name (`viewer`); the trainers of her groups all are.
    """

    hand_in = models.ForeignKey(HandIn, on_delete=models.CASCADE, related_name="lookers")
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("van wie"))
    viewer = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("wie kijkt mee")
    )
    role = models.CharField(_("als"), max_length=24, choices=Role.choices)
    module_key = models.CharField(_("sleutel van de module"), max_length=8)
    title = models.CharField(_("opdracht"), max_length=255)
    stand = models.CharField(_("stand"), max_length=12, choices=LookStand.choices, default=LookStand.WAITING)
    since = models.DateTimeField(_("sinds"), default=timezone.now)
    times = models.PositiveSmallIntegerField(_("keer ingeleverd"), default=1)

    objects = TenantManager["LookAlong"]()

    class Meta:
        verbose_name = _("gevraagd om mee te kijken")
        verbose_name_plural = _("gevraagd om mee te kijken")
        ordering = ("since", "pk")
        indexes = (models.Index(fields=["organisation", "role", "stand"], name="look_along_queue"),)
        constraints = (models.UniqueConstraint(fields=["hand_in", "role"], name="one_look_along_per_role"),)

    def __str__(self) -> str:
        return f"{self.hand_in_id} · {self.role} · {self.stand}"

    @property
    def hand_in_label(self) -> str:
        """What the log calls the hand-in, without reading it."""
        return f"{HandIn._meta.label}:{self.hand_in_id}"


class LeftFile(models.Model):
    """A private file that is to be taken away: written with what it belonged to, gone when the file is."""

    ownership: ClassVar[Ownership] = Ownership.TECHNICAL

    path = models.CharField(max_length=120, unique=True)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("bestand dat nog weg moet")
        verbose_name_plural = _("bestanden die nog weg moeten")
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.pk)
