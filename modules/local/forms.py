"""What an administrator fills in for one step."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from modules.local.queries import LocalStep, Slot, texts_at
from modules.local.rules import LONGEST_TEXT
from modules.models import LocalText
from people.forms import WarnsOfPrivateDetails

NOTE = "note"
BASED_ON = "version-"


class LocalStepForm(WarnsOfPrivateDetails):
    """A field per question, and one for the note; each with the version that it was written over."""

    def __init__(self, data: Any, *, place: LocalStep) -> None:
        super().__init__(data)
        self.place = place
        for slot in place.slots:
            self._add(f"s{slot.key}", slot.text, slot.row)
        note = place.note
        self._add(NOTE, note.text if note else "", note)

    def _add(self, name: str, text: str, row: LocalText | None) -> None:
        self.fields[name] = forms.CharField(
            required=False,
            max_length=LONGEST_TEXT,
            initial=text,
            widget=forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST_TEXT}),
            error_messages={"max_length": _("Dit is te lang. Er passen 1.000 tekens.")},
        )
        version = row.version if row else 0
        self.fields[BASED_ON + name] = forms.IntegerField(
            required=False, min_value=0, initial=version, widget=forms.HiddenInput
        )

    def clean(self) -> dict[str, Any]:
        """What was not touched follows the text that somebody else saved meanwhile."""
        cleaned = self.cleaned_data
        overtaken = {
            name: row
            for name, row in self._rows()
            if row is not None and name in cleaned and self.based_on(name) != row.version
        }
        opened = texts_at({row.pk: self.based_on(name) for name, row in overtaken.items()})
        untouched = {
            name: row for name, row in overtaken.items() if self.text(name) == opened.get(row.pk, "")
        }
        for name, row in untouched.items():
            now: dict[str, Any] = {name: row.text, BASED_ON + name: row.version}
            self.data = {**dict(self.data.items()), **now}
            cleaned |= now
        return super().clean()

    def _rows(self) -> list[tuple[str, LocalText | None]]:
        return [*((f"s{slot.key}", slot.row) for slot in self.place.slots), (NOTE, self.place.note)]

    def based_on(self, name: str) -> int:
        """The version that a text was written over."""
        return self.cleaned_data.get(BASED_ON + name) or 0

    def text(self, name: str) -> str:
        """A text as it is kept: one kind of line end."""
        return "\n".join(str(self.cleaned_data.get(name) or "").split("\r\n")).strip()

    def overtake(self, name: str, now: LocalText) -> None:
        """Say that there is a newer text, and let one more press win."""
        who = now.saved_by.name if now.saved_by else _("een ander")
        text = _(
            "%(who)s bewaarde intussen iets anders: “%(text)s”. Druk nog een keer op Bewaar om deze tekst te houden."
        )
        self.data = {**dict(self.data.items()), BASED_ON + name: str(now.version)}
        self.add_error(name, text % {"who": who, "text": now.text})

    def touched(self) -> list[tuple[str, Slot | None]]:
        """The fields whose text is another than what is kept."""
        return [
            (name, slot) for name, slot in self.texts() if self.text(name) != str(self.fields[name].initial)
        ]

    def texts_to_look_at(self) -> tuple[str, ...]:
        """What was agreed to before is not asked about again."""
        return tuple(name for name, _slot in self.touched())

    def texts(self) -> list[tuple[str, Slot | None]]:
        """Every field with its question; the note has none."""
        return [*((f"s{slot.key}", slot) for slot in self.place.slots), (NOTE, None)]

    @property
    def slot_fields(self) -> list[tuple[Slot, Any, Any]]:
        """Each question with its field and the version under it."""
        return [(slot, self[f"s{slot.key}"], self[f"{BASED_ON}s{slot.key}"]) for slot in self.place.slots]

    @property
    def note_field(self) -> Any:
        """The field of the note."""
        return self[NOTE]

    @property
    def note_version(self) -> Any:
        """The version under the note."""
        return self[BASED_ON + NOTE]
