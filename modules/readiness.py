"""What keeps a page from going online, whichever way it is tried: the form, many at once, the workflow.

The forms look at what was sent; whoever publishes without a form looks at the newest draft.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.blocks import ListBlock, StreamBlock
from wagtail.fields import StreamField
from wagtail.models import Page

from modules.casework.checker import check, long_sentences
from modules.casework.prompts import MAY_STAY_EMPTY, PROMPTS, has_prompt
from modules.casework.reading import script_of
from modules.casework.wording import fault_sentence, long_sentence
from modules.models.pages import CasePage, StepPage
from modules.recordings.readiness import what_is_missing

# What everybody reads of a case before anything is played or talked about.
TEXTS_TO_READ: Final = ("situation", "dilemma", "insights")
BRANCHING: Final = ("meters", "scenes", "endings")
CASE_FIELDS: Final = (*PROMPTS, "questions", *BRANCHING)
STEP_FIELDS: Final = ("body",)


@dataclass(frozen=True)
class Obstacle:
    """One thing to mend first: the field of the form that it is in, and what about it."""

    field: str
    text: str
    says_where: bool = False  # the text names a place inside the field itself


def what_keeps_it_offline(page: Page) -> list[str]:
    """Why this draft cannot go online, each with its place; nothing when it can.

    All that the form refuses at publishing and lets through for a draft.
    """
    return [*told_obstacles(page), *_not_filled_in(page)]


def told_obstacles(page: Page) -> list[str]:
    """Those of a case or a step, each with its place."""
    return [
        each.text if each.says_where else f"{_label(page, each.field)}: {each.text}"
        for each in obstacles_of(page)
    ]


def obstacles_of(page: Page) -> list[Obstacle]:
    """What a case or a step asks beyond a filled-in form."""
    if isinstance(page, CasePage):
        return list(obstacles_of_case({name: getattr(page, name) for name in CASE_FIELDS}))
    if isinstance(page, StepPage):
        return list(obstacles_of_step({name: getattr(page, name) for name in STEP_FIELDS}))
    return []


def obstacles_of_case(values: Mapping[str, Any]) -> Iterator[Obstacle]:
    """What is wrong with these fields of a case; a field that is missing was refused already."""
    for name in PROMPTS:
        if has_prompt(name, values.get(name)):
            told = _("vervang deze aanwijzing door je eigen tekst.")
            or_empty = _("vervang deze aanwijzing door je eigen tekst, of maak het veld leeg.")
            yield Obstacle(name, or_empty if name in MAY_STAY_EMPTY else told)
    for name in TEXTS_TO_READ:
        for sentence in long_sentences(str(values.get(name) or "")):
            yield Obstacle(name, long_sentence(sentence))
    questions = values.get("questions")
    for child in questions.get_prep_value() if questions else []:
        for sentence in long_sentences(str(child["value"] or "")):
            yield Obstacle("questions", long_sentence(sentence))
    streams: list[Any] = [values.get(name) for name in BRANCHING]
    if all(stream is not None for stream in streams) and any(streams[1:]):
        # A case without scenes and endings is for discussion only.
        for found in check(script_of(*streams)):
            yield Obstacle("scenes", fault_sentence(found), says_where=True)


def obstacles_of_step(values: Mapping[str, Any]) -> Iterator[Obstacle]:
    """What the recordings in these fields of a step lack, at the block that shows them."""
    for child in values.get("body") or ():
        recording = child.value.get("recording") if child.block_type in ("film", "audio") else None
        if recording is None:
            continue
        if recording.has_picture != (child.block_type == "film"):
            wrong = (
                _("Luisteren: kies een opname met alleen geluid.")
                if recording.has_picture
                else _("Film: kies een opname met beeld.")
            )
            yield Obstacle("body", wrong, says_where=True)
        if missing := what_is_missing(recording):
            text = _("%(block)s, opname ‘%(title)s’: voeg eerst toe bij Opnamen: %(missing)s.")
            words = {
                "block": child.block.label,
                "title": recording.title,
                "missing": ", ".join(map(str, missing)),
            }
            yield Obstacle("body", text % words, says_where=True)


def _label(page: Page, field: str) -> str:
    return f"‘{capfirst(page._meta.get_field(field).verbose_name)}’"


def _not_filled_in(page: Page) -> Iterator[str]:
    """The faults that the form shows at its fields, and lets through for a draft."""
    try:
        page.full_clean()
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            place = "" if name == NON_FIELD_ERRORS else f"{_label(page, name)}: "
            yield from (f"{place}{message.rstrip('.')}." for message in messages)
    for field in page._meta.local_fields:
        if isinstance(field, StreamField):
            value = getattr(page, field.name)
            try:
                field.stream_block.clean(value)
            except ValidationError as error:
                yield from _inside(field.stream_block, value, error, str(capfirst(field.verbose_name)))


def _inside(block: Any, value: Any, error: Any, place: str) -> Iterator[str]:
    """Each message of an error that was raised somewhere in a block, with the labels that lead there."""
    for key, each in getattr(error, "block_errors", {}).items():
        if isinstance(block, StreamBlock):
            child = value[key]
            yield from _inside(child.block, child.value, each, f"{child.block.label} {key + 1}")
        elif isinstance(block, ListBlock):
            yield from _inside(block.child_block, value[key], each, f"{place} {key + 1}")
        else:
            inner = block.child_blocks[key]
            yield from _inside(inner, value[key], each, f"{place} › {inner.label}")
    if not getattr(error, "block_errors", {}):
        own = getattr(error, "non_block_errors", None) or error.messages
        yield from (f"‘{place}’: {message.rstrip('.')}." for message in own)
