"""The form of a workplace assignment, of a reaction to one, and of a piece of a file."""

from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from modules.assignments import MAX_REMARK, MAX_TEXT
from modules.models import HandIn
from modules.queries import Asking
from modules.services import Looks
from organisations.models import Membership
from people.forms import WarnsOfPrivateDetails

NOBODY = ""


class AssignmentForm(WarnsOfPrivateDetails):
    """Her text, and who looks along. It warns of private details once others are going to read it (`for_others`)."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    based_on = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Wat is er gedaan, en wat viel op?"),
        required=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 9}),
    )
    trainer = forms.BooleanField(required=False)
    learner = forms.ChoiceField(required=False)
    team_leader = forms.ChoiceField(required=False)

    def __init__(
        self, hand_in: HandIn | None, asking: Asking, data: Any = None, *, for_others: bool = False
    ) -> None:
        now = hand_in or HandIn()
        super().__init__(
            data,
            initial={
                "uuid": uuid4(),
                "based_on": now.revision,
                "text": now.text,
                "trainer": now.asks_trainer,
                "learner": now.learner_id or NOBODY,
                "team_leader": now.team_leader_id or NOBODY,
            },
        )
        self.hand_in, self.asking, self.for_others = hand_in, asking, for_others
        self.free_texts = ("text",) if for_others else ()  # type: ignore[misc]  # hers alone: nothing to warn of
        self._offer("learner", asking.learners, now.learner_id)
        self._offer("team_leader", asking.team_leaders, now.team_leader_id)
        if not asking.trainers:
            del self.fields["trainer"]

    def _offer(self, name: str, people: Any, chosen: int | None) -> None:
        rows: list[Membership] = list(people)
        if not rows:
            del self.fields[name]
            return
        field: Any = self.fields[name]
        field.choices = [(NOBODY, _("Niemand")), *((str(row.person_id), row.shown_name) for row in rows)]
        if chosen and chosen not in {row.person_id for row in rows}:
            self.initial[name] = NOBODY  # she doesn't work here any more

    @property
    def looks(self) -> Looks:
        """Whom she chose."""
        return Looks(
            asks_trainer=bool(self.cleaned_data.get("trainer")),
            learner_id=int(self.cleaned_data.get("learner") or 0) or None,
            team_leader_id=int(self.cleaned_data.get("team_leader") or 0) or None,
        )

    def renewed(self, revision: int) -> "AssignmentForm":
        """The same form with the same text, ready to win on this revision."""
        data: Any = self.data
        data = data.copy()
        data["uuid"], data["based_on"] = str(uuid4()), str(revision)
        again = AssignmentForm(self.hand_in, self.asking, data, for_others=self.for_others)
        again.is_valid()
        return again


class RemarkForm(WarnsOfPrivateDetails):
    """A question, a word with a signature, a reaction; `needed` where it may not be left out."""

    free_texts: ClassVar[tuple[str, ...]] = ("text",)

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    text = forms.CharField(max_length=MAX_REMARK, required=False, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(
        self,
        data: Any = None,
        *,
        version: int = 0,
        label: Any = "",
        needed: bool = False,
        prefix: str | None = None,
    ) -> None:
        super().__init__(data, initial={"uuid": uuid4(), "version": version}, prefix=prefix)
        self.fields["text"].label = label
        self.needed = needed

    def clean(self) -> dict[str, Any]:
        """Says at the field what is missing."""
        cleaned = super().clean()
        if self.needed and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", _("Schrijf hier eerst iets."))
        return cleaned


class PieceForm(forms.Form):
    """A piece of a file on its way."""

    upload = forms.UUIDField()
    name = forms.CharField(max_length=255)
    size = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    offset = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    digest = forms.RegexField(regex=r"^[0-9a-fA-F]{64}$", required=False)
    confirmed = forms.BooleanField(required=False)
    piece = forms.FileField(max_length=255, allow_empty_file=False)
