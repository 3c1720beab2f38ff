"""What is typed about a case that is brought in: by her who tells it, and by who writes cases."""

from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from people.forms import LineField, WarnsOfPrivateDetails

MOST = 4000
MOST_OF_A_QUESTION = 1000


def _text(label: Any, *, hint: Any = "", required: Any, rows: int, longest: int = MOST) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": required,
            "max_length": _(
                "Dit is te lang: er passen %(limit_value)d tekens, en er staan er %(show_value)d."
            ),
        },
    )


class BringForm(WarnsOfPrivateDetails):
    """Title, what happened, dilemma, question, and whether her name goes along."""

    free_texts: ClassVar[tuple[str, ...]] = ("title", "happened", "dilemma", "question")

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    title = LineField(
        label=_("Titel"),
        max_length=120,
        help_text=_("Een paar woorden waaraan de situatie te herkennen is."),
        error_messages={"required": _("Geef de casus een titel.")},
    )
    happened = _text(
        _("Wat gebeurde er?"),
        hint=_("Kort, tot het moment waarop er gekozen moest worden."),
        required=_("Vertel wat er gebeurde."),
        rows=8,
    )
    dilemma = _text(
        _("Wat maakte het lastig?"),
        hint=_("Het dilemma: wat pleitte voor het een, en wat voor het ander?"),
        required=_("Schrijf op wat het lastig maakte."),
        rows=5,
    )
    question = _text(
        _("Mijn vraag"),
        hint=_("Waarover moet een ander meedenken?"),
        required=_("Schrijf de vraag op."),
        rows=3,
        longest=MOST_OF_A_QUESTION,
    )
    gives_name = forms.BooleanField(
        label=_("De casusauteurs mogen mijn naam weten"),
        required=False,
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"uuid": uuid4()})


class AnswerQuestionForm(WarnsOfPrivateDetails):
    """The answer to an author's question."""

    free_texts: ClassVar[tuple[str, ...]] = ("answer",)

    revision = forms.IntegerField(min_value=0, max_value=10_000, widget=forms.HiddenInput)
    answer = _text(_("Antwoord"), required=_("Schrijf hier een antwoord."), rows=5)


class ThanksForm(forms.Form):
    """An author's thanks."""

    text = _text(
        _("Bedank met een paar woorden"),
        hint=_("De inbrenger leest dit op haar eigen pagina, en krijgt een mail dat er iets staat."),
        required=_("Schrijf een paar woorden."),
        rows=3,
        longest=MOST_OF_A_QUESTION,
    )


class AskForm(forms.Form):
    """An author's question."""

    text = _text(
        _("Stel een vraag"),
        hint=_("Eén vraag tegelijk. Vraag niet naar namen."),
        required=_("Schrijf de vraag op."),
        rows=3,
        longest=MOST_OF_A_QUESTION,
    )


class DeclineForm(forms.Form):
    """Why it becomes no case."""

    text = _text(
        _("Waarom niet?"),
        hint=_("De inbrenger leest dit. Zeg ook wat er goed aan was."),
        required=_("Schrijf op waarom: zonder uitleg is het geen antwoord."),
        rows=3,
        longest=MOST_OF_A_QUESTION,
    )
