"""What an administrator sends: a file, and later the list that was checked."""

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from organisations.models import Organisation
from organisations.people_list.columns import Listed, Understood
from organisations.people_list.plan import Plan
from organisations.people_list.reading import MOST_BYTES
from organisations.people_list.services import understood
from organisations.people_list.trouble import Unreadable
from people.models import Person

HOLDS_SECONDS = 3600


class ListForm(forms.Form):
    """A file with people; `understood` holds what was read."""

    file = forms.FileField(
        label=_("Bestand"),
        help_text=_("Excel (.xlsx) of CSV, hoogstens 2 MB en 2000 mensen."),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": _("Kies eerst een bestand."),
            "empty": _("Dit bestand is leeg."),
            "max_length": _("De naam van dit bestand is te lang."),
        },
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.understood = Understood((), ())

    def clean_file(self) -> Any:
        """The file, when it can be read as a list at all."""
        file = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("Dit bestand is te groot. Hoogstens 2 MB."))
        try:
            self.understood = understood(file.read(), file.name or "", organisation=self.organisation)
        except Unreadable as fault:
            raise forms.ValidationError(str(fault)) from fault
        return file


class NotOurs(ValueError):
    """A checked list that was not given to this person here, or was changed on its way."""


def sealed(plan: Plan, *, organisation: Organisation, person: Person) -> str:
    """The checked rows for the page that asks for confirmation: readable by nobody but her, unchangeable."""
    content = {"rows": [each.row.packed() for each in plan.rows], "shown": plan.fingerprint}
    return signing.dumps(content, salt=_salt(organisation, person), compress=True)


def unsealed(text: str, *, organisation: Organisation, person: Person) -> tuple[list[Listed], str]:
    """The rows, and the fingerprint of what was shown: empty after an hour. Raises NotOurs."""
    salt = _salt(organisation, person)
    try:
        content = signing.loads(text, salt=salt, max_age=HOLDS_SECONDS)
    except signing.SignatureExpired:
        content = {**signing.loads(text, salt=salt), "shown": ""}
    except (signing.BadSignature, ValueError) as fault:
        raise NotOurs from fault
    return [Listed.unpacked(each) for each in content["rows"]], content["shown"]


def _salt(organisation: Organisation, person: Person) -> str:
    return f"people-list:{organisation.pk}:{person.pk}"
