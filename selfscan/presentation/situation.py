"""Where somebody is now, in words: her phase and the dates that are still to come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from selfscan.models import PathPreference
from selfscan.rules.order import Moment, moments_ahead
from selfscan.rules.voice import Voice

DAY = "j F Y"


@dataclass(frozen=True)
class Situation:
    """What she is busy with, and a sentence per date ahead, the nearest first."""

    phase: str
    moments: tuple[str, ...]


def situation_of(
    preference: PathPreference,
    moments: Iterable[Moment],
    phase_question: Mapping[str, Any],
    voice: Voice,
    today: dt.date,
) -> Situation | None:
    """Her situation in words; nothing while she was never asked."""
    if not preference.phase_answered:
        return None
    labels = {option["phase"]: voice.fill(option["label"]) for option in phase_question["options"]}
    phase = labels.get(preference.phase.key if preference.phase else None, "")
    return Situation(phase, tuple(_sentence(moment, voice) for moment in moments_ahead(moments, today)))


def _sentence(moment: Moment, voice: Voice) -> str:
    """What happens on a date, as the phase that was chosen with it tells."""
    begins = (_("Je begeleidt vanaf %(day)s"), _("U begeleidt vanaf %(day)s"))
    sentences = {
        "F1": begins,
        "F2": begins,
        "F5": (_("Het gesprek is op %(day)s"), _("Het gesprek is op %(day)s")),
        "F6": (_("Je rondt af op %(day)s"), _("U rondt af op %(day)s")),
    }
    other = (_("Datum: %(day)s"), _("Datum: %(day)s"))
    return voice.say(*sentences.get(moment.phase, other)) % {"day": date_format(moment.on, DAY)}
