"""How a stage is called on screen."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from modules.bringing.rules import Stage

STAGE_WORDS: Mapping[Stage, str | Promise] = {
    Stage.BROUGHT: _("ingebracht"),
    Stage.READ: _("gelezen"),
    Stage.ASKED: _("er is een vraag"),
    Stage.IN_THE_MAKING: _("in de maak"),
    Stage.PUBLISHED: _("staat online"),
    Stage.TAKEN_OFF: _("niet meer online"),
    Stage.NOT_USED: _("niet gebruikt"),
    Stage.WITHDRAWN: _("teruggetrokken"),
}
