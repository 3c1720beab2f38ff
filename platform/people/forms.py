"""What somebody changes about herself."""

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Person


class NameForm(forms.ModelForm[Person]):
    """One's own name, as colleagues see it."""

    class Meta:
        model = Person
        fields = ("name",)
        labels = {"name": _("Mijn naam")}  # noqa: RUF012  # Django reads it as a class attribute
        help_texts = {"name": _("Zo zien collega’s mijn naam.")}  # noqa: RUF012  # as above
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}  # noqa: RUF012  # as above
        error_messages = {"name": {"required": _("Vul een naam in.")}}  # noqa: RUF012  # as above

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they come
        self.fields["name"].required = True

    def clean_name(self) -> str:
        """The name without double spaces."""
        return " ".join(str(self.cleaned_data["name"]).split())
