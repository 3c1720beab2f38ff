"""People who come together around a case: the gathering, who takes part, and what each keeps of it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gatherings.discussion import Form, form_of
from gatherings.enums import ConfirmedBy, GatheringKind, State
from modules.models import CasePage
from organisations.models import Organisation, OrganisationOwned
from organisations.tenancy import TenantManager
from people.models import Person, PersonOwned

LONGEST_MINUTES = 480


class Gathering(OrganisationOwned):
    """A case that is discussed together, step by step; `form` is the way of discussing as it was when chosen."""

    kind = models.CharField(
        _("soort"), max_length=16, choices=GatheringKind.choices, default=GatheringKind.CASE_SESSION
    )
    uuid = models.UUIDField()
    title = models.CharField(_("onderwerp"), max_length=120)
    story = models.TextField(_("waar het over gaat"), blank=True)
    case = models.ForeignKey(CasePage, on_delete=models.SET_NULL, null=True, related_name="+")
    form_key = models.CharField(max_length=40)
    form = models.JSONField(_("bespreekvorm"))
    held_on = models.DateField(_("datum"))
    starts_at = models.TimeField(_("begint om"), null=True, blank=True)
    leader = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("wie leidt")
    )
    guests = models.PositiveSmallIntegerField(_("aantal gasten"), default=0)
    has_timers = models.BooleanField(_("met klok"), default=True)
    started_at = models.DateTimeField(_("begonnen"), null=True, blank=True)
    ended_at = models.DateTimeField(_("afgerond"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("afgezegd"), null=True, blank=True)
    # Where it is: the step from 0, since when, and the seconds that were counted before a pause.
    step = models.PositiveSmallIntegerField(_("stap"), default=0)
    step_began_at = models.DateTimeField(null=True, blank=True)
    step_seconds = models.PositiveIntegerField(default=0)
    is_paused = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)
    minutes_held = models.PositiveSmallIntegerField(_("duurde (minuten)"), null=True, blank=True)

    objects = TenantManager["Gathering"]()

    class Meta:
        verbose_name = _("bijeenkomst")
        verbose_name_plural = _("bijeenkomsten")
        ordering = ("held_on", "starts_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["organisation", "uuid"], name="gathering_made_once"),
            models.CheckConstraint(
                condition=models.Q(minutes_held__isnull=True)
                | models.Q(minutes_held__gte=1, minutes_held__lte=LONGEST_MINUTES),
                name="gathering_lasts_a_day_at_most",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> State:
        """Planned, running, ended or cancelled."""
        if self.cancelled_at:
            return State.CANCELLED
        if self.ended_at:
            return State.ENDED
        return State.RUNNING if self.started_at else State.PLANNED

    @property
    def discussion(self) -> Form:
        """The way of discussing, with its steps."""
        return form_of(self.form)


class Participation(OrganisationOwned):
    """That somebody takes part in a gathering; who leads it does too."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="participations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    is_bringer = models.BooleanField(_("brengt de casus in"), default=False)

    objects = TenantManager["Participation"]()

    class Meta:
        verbose_name = _("deelname aan een bijeenkomst")
        verbose_name_plural = _("deelnames aan bijeenkomsten")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["gathering", "person"], name="takes_part_once_per_gathering"),
        )

    def __str__(self) -> str:
        return f"{self.gathering_id} · {self.person_id}"


class _Kept(PersonOwned):
    """Something that somebody keeps of a gathering, also when the gathering itself is gone."""

    gathering = models.ForeignKey(Gathering, on_delete=models.SET_NULL, null=True, related_name="+")
    title = models.CharField(_("onderwerp"), max_length=120)
    held_on = models.DateField(_("datum"))

    class Meta:
        abstract = True


class Attendance(_Kept):
    """That somebody was at a gathering, for so many whole minutes: hers, wherever she works."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisatie")
    )
    kind = models.CharField(_("soort"), max_length=16, choices=GatheringKind.choices)
    minutes = models.PositiveSmallIntegerField(_("minuten"))
    is_bringer = models.BooleanField(_("bracht de casus in"), default=False)
    confirmed_by = models.CharField(_("bevestigd door"), max_length=8, choices=ConfirmedBy.choices)
    confirmed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("aanwezigheid")
        verbose_name_plural = _("aanwezigheid en uren")
        ordering = ("-held_on", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["person", "gathering"], name="was_there_once_per_gathering"),
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1, minutes__lte=LONGEST_MINUTES),
                name="attendance_in_whole_minutes",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} · {self.minutes}"


class Takeaway(_Kept):
    """What somebody takes along from a gathering; nobody else reads it unless she shares it with who took part."""

    text = models.TextField(_("wat ik meeneem"))
    is_shared = models.BooleanField(_("gedeeld met wie meedeed"), default=False)
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(_("bewaard op"), default=timezone.now)

    class Meta:
        verbose_name = _("wat iemand meeneemt")
        verbose_name_plural = _("wat mensen meenemen uit bijeenkomsten")
        ordering = ("-held_on", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["person", "gathering"], name="one_takeaway_per_gathering"),
        )

    def __str__(self) -> str:
        return self.title
