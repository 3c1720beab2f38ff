"""Who reads a draft along by a link, and what she said about it (docs/decisions/0009)."""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.enums import Ownership


class FriendLink(models.Model):
    """A link by which somebody without an account reads one draft; its secret is in nobody's table."""

    ownership: ClassVar[Ownership] = Ownership.SHARED

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    maker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("gemaakt door")
    )
    label = models.CharField(_("voor wie"), max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    house = models.CharField(_("huisstijl"), max_length=40, blank=True)
    made_at = models.DateTimeField(_("gemaakt op"), default=timezone.now)
    expires_at = models.DateTimeField(_("geldig tot"))
    withdrawn_at = models.DateTimeField(_("ingetrokken op"), null=True, blank=True)

    class Meta:
        verbose_name = _("link voor een kritische vriend")
        verbose_name_plural = _("links voor kritische vrienden")
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"{self.page_id} · {self.pk}"

    def is_open_at(self, moment: dt.datetime) -> bool:
        """Does the link still open the draft?"""
        return self.withdrawn_at is None and moment < self.expires_at


class FriendComment(models.Model):
    """What she said, as she said it; Wagtail's own comment may be answered, resolved or thrown away."""

    ownership: ClassVar[Ownership] = Ownership.SHARED

    link = models.ForeignKey(FriendLink, on_delete=models.CASCADE, related_name="comments")
    comment = models.ForeignKey(
        "wagtailcore.Comment", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    contentpath = models.TextField(_("onderdeel"))
    label = models.TextField(_("naam van het onderdeel"), blank=True)
    quote = models.TextField(_("tekst van toen"), blank=True)
    text = models.CharField(_("opmerking"), max_length=1000)
    made_at = models.DateTimeField(_("gemaakt op"), default=timezone.now)
    is_dismissed = models.BooleanField(_("weggehaald door wie schrijft"), default=False, db_default=False)

    class Meta:
        verbose_name = _("opmerking van een kritische vriend")
        verbose_name_plural = _("opmerkingen van kritische vrienden")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.link_id} · {self.pk}"
