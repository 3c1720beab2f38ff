"""Sentences from stored codes, in the address form and the words of the reader's organisation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from selfscan.rules.evidence import LEVEL_WORDS
from selfscan.rules.explain import Reason
from selfscan.rules.facts import Definition, ItemFact
from selfscan.rules.policy import LocalPolicy
from selfscan.rules.voice import Voice


def sentence(definition: Definition, reason: Reason, voice: Voice) -> str:
    """Return one B1 sentence for a stored reason."""
    makers: Mapping[str, Callable[[Definition, Any, Voice], str]] = {
        "statement": _statement,
        "situation": _situation,
        "rater": _rater,
        "would_answer": _would_answer,
        "would_voice": _would_voice,
        "would_case": _would_case,
    }
    code = str(reason["code"])
    if maker := makers.get(code):
        return maker(definition, reason, voice)
    informal, formal = _fixed(code)
    return voice.fill(voice.say(informal, formal) % _names(definition, reason))


def _fixed(code: str) -> tuple[str, str]:
    """Return the sentence of a code in both address forms, with the names it needs still open."""
    sentences: Mapping[str, tuple[str, str]] = {
        "always": (_("Deze module doet iedereen."),) * 2,
        "completed": (_("Je hebt deze module online af."), _("U hebt deze module online af.")),
        "recognised": (
            _("Je hebt voor deze module een vrijstelling."),
            _("U hebt voor deze module een vrijstelling."),
        ),
        "example": (
            _("Je antwoorden laten zien dat je hierin een voorbeeld bent. Deel een casus met anderen."),
            _("Uw antwoorden laten zien dat u hierin een voorbeeld bent. Deel een casus met anderen."),
        ),
        "meets_norm": (
            _("Je antwoorden laten zien dat je dit al zelfstandig doet."),
            _("Uw antwoorden laten zien dat u dit al zelfstandig doet."),
        ),
        "keep_up": (
            _("Je doet dit al. Deze module houd je bij, want een vrijstelling is hier niet mogelijk."),
            _("U doet dit al. Deze module houdt u bij, want een vrijstelling is hier niet mogelijk."),
        ),
        "not_asked": (_("Over deze module gaat geen vraag van de zelfscan."),) * 2,
        "doubted": (
            _("Bij '%(competence)s' twijfelde je. Je antwoord telt daar minder zwaar."),
            _("Bij '%(competence)s' twijfelde u. Uw antwoord telt daar minder zwaar."),
        ),
        "not_experienced": (
            _("'%(indicator)s' heb je nog niet meegemaakt."),
            _("'%(indicator)s' hebt u nog niet meegemaakt."),
        ),
        "unanswered": (
            _("Over '%(indicator)s' weten we nog niets van jou."),
            _("Over '%(indicator)s' weten we nog niets van u."),
        ),
        "conversation": (_("Over '%(indicator)s' lopen de antwoorden uiteen. Praat er samen over."),) * 2,
        "observation": (_("Een trainer keek mee bij '%(indicator)s' en zag: %(level)s."),) * 2,
        "played": (
            _("In de casus '%(title)s' liet je bij '%(indicator)s' zien: %(level)s."),
            _("In de casus '%(title)s' liet u bij '%(indicator)s' zien: %(level)s."),
        ),
        "first": (_("Met deze module begint iedereen."),) * 2,
        "start_route": (
            _("Je begint net. Deze module hoort bij de route 'Mijn eerste {{collega-in-opleiding}}'."),
            _("U begint net. Deze module hoort bij de route 'Mijn eerste {{collega-in-opleiding}}'."),
        ),
        "after": (_("Module '%(module)s' komt eerst."),) * 2,
        "phase": (
            _("Dit past bij waar je nu mee bezig bent of wat eraan komt: %(phase)s."),
            _("Dit past bij waar u nu mee bezig bent of wat eraan komt: %(phase)s."),
        ),
        "chosen": (_("Je koos deze module zelf."), _("U koos deze module zelf.")),
        "gap": (
            _("Bij '%(indicator)s' is voor jou nog iets te winnen."),
            _("Bij '%(indicator)s' is voor u nog iets te winnen."),
        ),
    }
    return sentences[code]


def _names(definition: Definition, reason: Reason) -> dict[str, str]:
    """Return the Dutch names behind the keys of a reason."""
    names: dict[str, str] = {}
    if key := reason.get("indicator"):
        names["indicator"] = definition.indicators[str(key)].title
    if key := reason.get("competence"):
        names["competence"] = definition.competence_by_key[str(key)].title
    if key := reason.get("module"):
        names["module"] = definition.module_by_key[str(key)].title
    if key := reason.get("phase"):
        names["phase"] = lower_first(definition.phase_by_key[str(key)].title)
    if title := reason.get("title"):
        names["title"] = str(title)
    if level := reason.get("proficiency_level"):
        names["level"] = LEVEL_WORDS[int(level)]
    return names


def lower_first(text: str) -> str:
    """Return the text with a small first letter, for use inside a sentence."""
    return text[:1].lower() + text[1:]


def _statement(definition: Definition, reason: Reason, voice: Voice) -> str:
    answer = lower_first(definition.scale_step(int(reason["proficiency_level"])).label)
    return voice.say(
        _("Je koos bij '%(indicator)s': %(answer)s."), _("U koos bij '%(indicator)s': %(answer)s.")
    ) % {
        **_names(definition, reason),
        "answer": voice.fill(answer),
    }


def _situation(definition: Definition, reason: Reason, voice: Voice) -> str:
    item = definition.item_by_key[str(reason["item"])]
    return voice.say(
        _("In de situatie over '%(indicator)s' koos je: “%(answer)s”"),
        _("In de situatie over '%(indicator)s' koos u: “%(answer)s”"),
    ) % {
        "indicator": definition.indicators[item.indicator].title,
        "answer": _option_text(item, str(reason["option"]), voice),
    }


def _option_text(item: ItemFact, key: str, voice: Voice) -> str:
    option = item.option(key)
    return voice.fill(option.text) if option else key


def _relation(code: str, voice: Voice) -> str:
    texts = {
        "praktijkopleider": _("Een {{praktijkopleider}}"),
        "collega": _("Een collega"),
        "collega_in_opleiding": _("Een {{collega-in-opleiding}}"),
    }
    return voice.fill(texts.get(code, _("Iemand die meekeek")))


def _rater(definition: Definition, reason: Reason, voice: Voice) -> str:
    return voice.say(
        _("%(who)s ziet je bij '%(competence)s' als: %(level)s."),
        _("%(who)s ziet u bij '%(competence)s' als: %(level)s."),
    ) % {**_names(definition, reason), "who": _relation(str(reason["relation"]), voice)}


def advice_words(voice: Voice) -> dict[str, str]:
    """Return the words on screen for every advice."""
    return {
        "DOEN": _("Doen"),
        "OPFRISSEN": _("Opfrissen"),
        "CONTROLEREN": _("Nog even kijken"),
        "OP_HET_MOMENT": _("Op het moment zelf"),
        "VRIJSTELLING_MOGELIJK": _("Kun je al"),
        "DELEN": _("Deel het met anderen"),
        "VRIJGESTELD": _("Vrijgesteld"),
        "KLAAR": _("Klaar"),
    } | ({"VRIJSTELLING_MOGELIJK": _("Kunt u al")} if voice.address == "u" else {})


def mandatory_sentence(key: str, policy: LocalPolicy) -> str:
    """Return who decided that everybody does a module: her organisation, or else all of them together."""
    decision = policy.decisions.get(key)
    if decision is None:
        return _("Deze module doet iedereen. Dat spraken de zeven organisaties samen af.")
    return _(
        "Bij %(organisation)s doet iedereen deze module. Wie dat besloot: %(who)s. Waarom: %(reason)s"
    ) % {
        "organisation": policy.organisation,
        "who": decision.decided_by.rstrip("."),
        "reason": decision.reason if decision.reason.endswith((".", "!", "?")) else f"{decision.reason}.",
    }


def _would_answer(definition: Definition, reason: Reason, voice: Voice) -> str:
    item = definition.item_by_key[str(reason["item"])]
    level = int(reason["proficiency_level"])
    if item.is_statement or not level:
        answer = voice.fill(definition.scale_step(level or None).label)
    else:
        answer = _option_text(item, str(reason["option"]), voice)
    return voice.say(
        _("Kies je bij '%(indicator)s' “%(answer)s”, dan wordt het advies: %(advice)s."),
        _("Kiest u bij '%(indicator)s' “%(answer)s”, dan wordt het advies: %(advice)s."),
    ) % {
        "indicator": definition.indicators[item.indicator].title,
        "answer": answer.rstrip("."),
        "advice": lower_first(advice_words(voice)[str(reason["advice"])]),
    }


def _would_voice(definition: Definition, reason: Reason, voice: Voice) -> str:
    return voice.say(
        _(
            "Ziet een %(who)s die vaak meekijkt je bij '%(competence)s' als %(level)s, "
            "dan wordt het advies: %(advice)s."
        ),
        _(
            "Ziet een %(who)s die vaak meekijkt u bij '%(competence)s' als %(level)s, "
            "dan wordt het advies: %(advice)s."
        ),
    ) % {
        **_names(definition, reason),
        "who": voice.word("praktijkopleider", "singular"),
        "advice": lower_first(advice_words(voice)[str(reason["advice"])]),
    }


def _would_case(definition: Definition, reason: Reason, voice: Voice) -> str:
    ends = {"strong": _("sterk"), "good": _("goed")}
    return voice.say(
        _("Speel je de casus '%(title)s' en loopt die %(end)s af, dan wordt het advies: %(advice)s."),
        _("Speelt u de casus '%(title)s' en loopt die %(end)s af, dan wordt het advies: %(advice)s."),
    ) % {
        "title": reason["title"],
        "end": ends[str(reason["kind"])],
        "advice": lower_first(advice_words(voice)[str(reason["advice"])]),
    }


def word_labels() -> dict[str, str]:
    """Return the four words of a result as they stand on screen, from low to high."""
    return {
        "beginnend": _("Beginnend"),
        "groeiend": _("Groeiend"),
        "vakbekwaam": _("Vakbekwaam"),
        "voorbeeld": _("Voorbeeld"),
    }


def level_meanings(voice: Voice) -> dict[str, str]:
    """Return what each of the four words means."""
    meanings = {
        "beginnend": (
            _("Je begint hiermee. Je hebt nog steun nodig van een ander."),
            _("U begint hiermee. U hebt nog steun nodig van een ander."),
        ),
        "groeiend": (
            _("Je doet dit al, maar nog niet elke keer of nog niet helemaal."),
            _("U doet dit al, maar nog niet elke keer of nog niet helemaal."),
        ),
        "vakbekwaam": (
            _("Je doet dit bewust en zelfstandig, ook als het druk is. Dit is de norm."),
            _("U doet dit bewust en zelfstandig, ook als het druk is. Dit is de norm."),
        ),
        "voorbeeld": (
            _("Je bent een voorbeeld. Je helpt collega's en maakt de aanpak beter."),
            _("U bent een voorbeeld. U helpt collega's en maakt de aanpak beter."),
        ),
    }
    return {word: voice.say(*both) for word, both in meanings.items()}


def change_sentence(definition: Definition, change: Mapping[str, str], voice: Voice) -> str:
    """Return what happened to one module between two paths."""
    texts = {
        "came": _("‘%(module)s’ kwam erbij: %(advice)s."),
        "went": _("‘%(module)s’ hoeft nu niet meer: %(advice)s."),
        "changed": _("‘%(module)s’ heeft een ander advies: %(advice)s."),
        "moved": _("‘%(module)s’ staat nu op een andere plek."),
    }
    advice = advice_words(voice).get(change.get("advice", ""), "")
    return texts[change["code"]] % {
        "module": definition.module_by_key[change["module"]].title,
        "advice": lower_first(advice),
    }
