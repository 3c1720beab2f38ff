"""A film: people, what they say, questions to think about."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.rich_text import RichText
from wagtail.snippets.blocks import SnippetChooserBlock

from modules.blocks.parts import (
    CheckedStructBlock,
    ListOf,
    NumberBlock,
    key_field,
    long_text,
    refuse_unknown,
    short_text,
)


class PersonBlock(blocks.StructBlock):
    """Someone in a film."""

    key = key_field()
    name = blocks.CharBlock(max_length=80, label=_("Naam"))
    role = short_text(_("Rol"))

    class Meta:
        label = _("Persoon")


class LineBlock(blocks.StructBlock):
    """What someone says in a film."""

    speaker = key_field(_("Wie"), help_text=_("De sleutel van een van de personen."))
    text = short_text(_("Tekst"))
    action = short_text(_("Handeling"), required=False)

    class Meta:
        label = _("Regel")


class WatchQuestionBlock(blocks.StructBlock):
    """A question to think about, with an answer to compare with."""

    question = short_text(_("Vraag"))
    answer = long_text(_("Antwoord"))

    class Meta:
        label = _("Kijkvraag")


@dataclass(frozen=True)
class Spoken:
    """One line of a film with the person who says it."""

    id: str
    name: str
    role: RichText
    text: RichText
    action: RichText


class FilmValue(blocks.StructValue):
    """The value of a film block."""

    @property
    def conversation(self) -> list[Spoken]:
        """The lines in order, each with the name and role of its speaker."""
        people = {person["key"]: person for person in self["people"]}
        return [
            Spoken(
                id=line.id,
                name=people[line.value["speaker"]]["name"],
                role=people[line.value["speaker"]]["role"],
                text=line.value["text"],
                action=line.value["action"],
            )
            for line in self["lines"].bound_blocks
            if line.value["speaker"] in people
        ]


class FilmBlock(CheckedStructBlock):
    """Film: a readable conversation as long as there is no video."""

    title = blocks.CharBlock(max_length=120, label=_("Titel"))
    recording = SnippetChooserBlock(
        "modules.Recording",
        required=False,
        label=_("Opname"),
        help_text=_("Leeg zolang er geen film is: dan staat het gesprek er, om te lezen."),
    )
    seconds = NumberBlock(min_value=1, label=_("Duur in seconden"))
    place = short_text(_("Plaats"))
    people = ListOf(PersonBlock(), label=_("Personen"))
    lines = ListOf(LineBlock(), label=_("Regels"))
    questions = ListOf(WatchQuestionBlock(), label=_("Kijkvragen"))

    class Meta:
        label = _("Film")
        icon = "media"
        template = "modules/blocks/film.html"
        value_class = FilmValue

    def reference_errors(self, value: Any) -> dict[str, ValidationError]:
        """Every line belongs to one of the people."""
        return refuse_unknown(
            (person["key"] for person in value["people"]),
            (line["speaker"] for line in value["lines"]),
            "lines",
            _("Deze personen staan niet in de lijst: %(keys)s."),
        )
