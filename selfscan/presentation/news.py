"""What changed on a path since last time, in sentences."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext as _

from selfscan.enums import PathReason
from selfscan.models import PathVersion
from selfscan.rules.advice import SETTLED
from selfscan.rules.arrange import differences
from selfscan.rules.facts import Definition
from selfscan.rules.sentences import change_sentence
from selfscan.rules.voice import Voice


def _news(
    paths: Sequence[PathVersion], definition: Definition, voice: Voice, *, stays: Collection[str] = ()
) -> tuple[str, ...]:
    """What changed; of modules that stay on the path whatever the advice, only the advice did."""
    if len(paths) < 2:
        return ()
    found = differences(paths[1].result["modules"], paths[0].result["modules"])
    known = [change for change in found if change["module"] in definition.module_by_key]
    told = (change | {"code": "changed"} if _stays(change, stays) else change for change in known)
    return tuple(change_sentence(definition, change, voice) for change in told)


def _stays(change: Mapping[str, str], stays: Collection[str]) -> bool:
    """Does the module not come or go, but only get another advice? What is completed or exempted does go."""
    both = {change.get("from"), change.get("advice")}
    return change["module"] in stays and change["code"] in ("came", "went") and not both & set(SETTLED)


def _news_reason(paths: Sequence[PathVersion], definition: Definition, voice: Voice) -> str:
    if not paths:
        return ""
    newest = paths[0]
    if newest.subject in definition.module_by_key:
        title = definition.module_by_key[newest.subject].title
        return voice.say(*_subject_reasons(newest.reason)) % {"module": title}
    return voice.say(*_plain_reasons()[newest.reason])


def _plain_reasons() -> Mapping[str, tuple[str, str]]:
    return {
        PathReason.SCAN_FINISHED: (_("Je rondde de zelfscan af."), _("U rondde de zelfscan af.")),
        PathReason.MODULE_COMPLETED: (_("Je hebt een module online af."), _("U hebt een module online af.")),
        PathReason.PHASE_CHANGED: (
            _("Je veranderde waar je nu mee bezig bent."),
            _("U veranderde waar u nu mee bezig bent."),
        ),
        PathReason.MOMENT_CHANGED: (_("Je veranderde een datum."), _("U veranderde een datum.")),
        PathReason.MOMENT_NEAR: (
            _("Een van je datums komt dichterbij."),
            _("Een van uw datums komt dichterbij."),
        ),
        PathReason.MODULE_CHOSEN: (_("Je veranderde een keuze."), _("U veranderde een keuze.")),
        PathReason.CASE_PLAYED: (_("Je speelde een casus."), _("U speelde een casus.")),
        PathReason.EVIDENCE_ADDED: (
            _("Er kwam iets bij over hoe je begeleidt."),
            _("Er kwam iets bij over hoe u begeleidt."),
        ),
    }


def _subject_reasons(reason: str) -> tuple[str, str]:
    if reason == PathReason.MODULE_CHOSEN:
        return (
            _("Je veranderde je keuze voor ‘%(module)s’."),
            _("U veranderde uw keuze voor ‘%(module)s’."),
        )
    return _("Je hebt ‘%(module)s’ online af."), _("U hebt ‘%(module)s’ online af.")
