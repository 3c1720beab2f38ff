"""Roles, terms and kinds (source: curriculum roles and glossary)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """A care organisation, or the region that joins them."""

    MEMBER = "member", _("zorgorganisatie")
    REGION = "region", _("regio")


class AddressForm(models.TextChoices):
    """How an organisation addresses its people on screen."""

    JE = "je", _("je")
    U = "u", _("u")


class Term(models.TextChoices):
    """The four words for which every organisation has its own."""

    CLIENT = "client", _("bewoner")
    LEARNER = "learner", _("collega-in-opleiding")
    TRAINER = "trainer", _("praktijkopleider")
    TEAM_LEADER = "team_leader", _("teamleider")


class Role(models.TextChoices):
    """What somebody does in an organisation; sight follows from it."""

    SUPERVISOR = "supervisor", _("Werkbegeleider")
    LEARNER = "learner", _("Collega-in-opleiding")
    PRACTICE_TRAINER = "practice_trainer", _("Praktijkopleider")
    TEAM_LEADER = "team_leader", _("Teamleider")
    ORG_ADMIN = "org_admin", _("Organisatiebeheerder")
    STYLE_MANAGER = "style_manager", _("Huisstijlbeheerder")
    CASE_AUTHOR = "case_author", _("Casusauteur")
    EDITOR = "editor", _("Redacteur")
    REGIONAL_COORDINATOR = "regional_coordinator", _("Regiocoördinator")


REGION_ROLES = frozenset({Role.CASE_AUTHOR, Role.EDITOR, Role.REGIONAL_COORDINATOR})
