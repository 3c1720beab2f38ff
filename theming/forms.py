"""The steps of the style editor."""

import copy
from typing import IO, Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from organisations.enums import Term
from organisations.words import DEFAULTS
from people.forms import TellsWhatChanged
from theming.enums import ImageKind
from theming.fonts import HEADING_FAMILIES, TEXT_FAMILIES, may_combine
from theming.images import ImageRefused, is_stored, store_image
from theming.models import Theme
from theming.palette import NotAColour, parse_colour
from theming.rules import mark_of_knobs


class ColourField(forms.CharField):
    """A colour in any notation that people paste; cleaned to `#rrggbb`."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "colour": _("Dit is geen kleur. Schrijf bijvoorbeeld #FFD100 of 255,209,0."),
    }

    def clean(self, value: Any) -> str:
        """The colour, or an empty string when the field may be empty."""
        text = str(super().clean(value))
        if not text:
            return ""
        try:
            return parse_colour(text)
        except NotAColour:
            raise forms.ValidationError(self.error_messages["colour"], code="colour") from None

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Plain text that no phone corrects; a script adds a picker."""
        return {
            **super().widget_attrs(widget),
            "data-colour": "",
            "autocomplete": "off",
            "spellcheck": "false",
        }


def _radio(model_field: str, help_text: Any = "") -> forms.ChoiceField:
    field: Any = Theme._meta.get_field(model_field)
    label = capfirst(str(field.verbose_name))
    return forms.ChoiceField(
        label=label, choices=field.choices, widget=forms.RadioSelect, help_text=help_text
    )


class StepForm(TellsWhatChanged, forms.ModelForm):  # type: ignore[type-arg]  # generic only in the stubs
    """A step: some knobs of the draft."""

    use_required_attribute = False

    class Meta:
        model = Theme
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["based_on"] = mark_of_knobs(self.instance, self.knob_names())

    @classmethod
    def knob_names(cls) -> list[str]:
        """The knobs that this step turns."""
        return cls.Meta.fields

    @property
    def knobs(self) -> dict[str, Any]:
        """The knobs as they were filled in."""
        return {name: getattr(self.instance, name) for name in self.knob_names()}


class ColourForm(StepForm):
    """Step 1: the colour."""

    primary = ColourField(label=_("Hoofdkleur"), max_length=60)
    accent = ColourField(
        label=_("Kleur van links"),
        max_length=60,
        required=False,
        help_text=_("Mag leeg blijven. Dan krijgen links een tint van de hoofdkleur."),
    )
    secondary = ColourField(
        label=_("Tweede kleur"),
        max_length=60,
        required=False,
        help_text=_("Mag leeg blijven. Alleen voor versiering, nooit voor tekst."),
    )
    strategy = _radio("strategy", _("Voor gevulde knoppen en voor een bovenkant helemaal in de hoofdkleur."))
    header = _radio("header")
    surface = _radio("surface")

    class Meta(StepForm.Meta):
        fields: ClassVar[list[str]] = ["primary", "accent", "secondary", "strategy", "header", "surface"]


SAME = "same"


class ShapeForm(StepForm):
    """Step 3: letters and shapes."""

    font_text = forms.ChoiceField(
        label=_("Letter van de tekst"), choices=[(family.key, family.name) for family in TEXT_FAMILIES]
    )
    font_heading = forms.ChoiceField(label=_("Letter van de koppen"))
    corners = _radio("corners")
    button = _radio("button")

    class Meta(StepForm.Meta):
        fields: ClassVar[list[str]] = ["font_text", "font_heading", "corners", "button"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        heading = self.fields["font_heading"]
        assert isinstance(heading, forms.ChoiceField)  # noqa: S101 for the type checker
        heading.choices = [(SAME, _("Dezelfde als de tekst"))] + [
            (family.key, family.name) for family in HEADING_FAMILIES
        ]
        if self.initial.get("font_heading") == self.initial.get("font_text"):
            self.initial["font_heading"] = SAME

    def clean(self) -> dict[str, Any]:
        """Two letters that stay light enough for a phone."""
        data: dict[str, Any] = super().clean() or {}
        text = data.get("font_text", "")
        if data.get("font_heading") == SAME and text:
            data["font_heading"] = text
        if text and "font_heading" in data and not may_combine(text, data["font_heading"]):
            self.add_error("font_heading", _("Deze twee letters gaan niet samen."))
        return data


class WordsForm(StepForm):
    """Step 4: the words of the portal."""

    class Meta(StepForm.Meta):
        fields: ClassVar[list[str]] = [
            "portal_name",
            "sender_name",
            "address_form",
            "welcome",
            "help_name",
            "help_phone",
            "help_hours",
            "signatory",
        ]
        widgets: ClassVar[dict[str, forms.Widget]] = {"address_form": forms.RadioSelect()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address_form"].choices = Theme._meta.get_field("address_form").choices  # type: ignore[attr-defined]
        for term in Term:
            forms_of_word = {**DEFAULTS[term], **(self.instance.words.get(term) or {})}
            self.fields[f"{term}_singular"] = forms.CharField(
                label=_("Enkelvoud"), max_length=40, initial=forms_of_word["singular"]
            )
            self.fields[f"{term}_plural"] = forms.CharField(
                label=_("Meervoud"), max_length=40, initial=forms_of_word["plural"]
            )
            self.fields[f"{term}_article"] = forms.ChoiceField(
                label=_("Lidwoord"), choices=[("de", "de"), ("het", "het")], initial=forms_of_word["article"]
            )

    @classmethod
    def knob_names(cls) -> list[str]:
        """The words of the portal, and those of the organisation."""
        return [*cls.Meta.fields, "words"]

    def said_label(self, name: str) -> str:
        """A part of a word with the term that it is for."""
        term = next((each for each in Term if name.startswith(f"{each}_")), None)
        return f"{term.label}, {self[name].label}" if term else super().said_label(name)

    @property
    def portal_fields(self) -> list[forms.BoundField]:
        """The fields about the portal itself."""
        return [self[name] for name in self.Meta.fields]

    @property
    def word_rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Per term its general name and its three fields."""
        parts = ("article", "singular", "plural")
        return [(str(term.label), [self[f"{term}_{part}"] for part in parts]) for term in Term]

    def clean_help_phone(self) -> str:
        """Something that can be called: it becomes a link at the foot of every page."""
        phone: str = self.cleaned_data["help_phone"]
        if phone and sum(each.isdigit() for each in phone) < 3:
            raise forms.ValidationError(_("Vul een telefoonnummer in, of laat dit leeg."))
        return phone

    def clean(self) -> dict[str, Any]:
        """Gather the twelve little fields into the words of the theme."""
        data: dict[str, Any] = super().clean() or {}
        # Names stand in headers of mail, where a line break would stop every mail.
        data = {name: " ".join(str(value).split()) for name, value in data.items()}
        self.instance.words = {
            str(term): {part: data.get(f"{term}_{part}", "") for part in ("singular", "plural", "article")}
            for term in Term
        }
        return data


REFUSALS = {
    "svg": _("Een SVG kan hier niet. Bewaar het logo als PNG, minstens 600 pixels breed."),
    "too_large": _("Dit beeld is te groot: hoogstens 25 miljoen pixels (bijvoorbeeld 5000 bij 5000)."),
    "too_heavy": _("Dit bestand is te zwaar: hoogstens 5 MB."),
    "too_small": _("Dit beeld is te klein: minstens 64 pixels breed, liefst 600."),
    "too_narrow": _("Dit beeld is te smal of te plat. Een logo is hoogstens zestien keer zo breed als hoog."),
    "unreadable": _("Dit bestand is geen beeld dat we kunnen lezen. Gebruik PNG, WebP of JPEG."),
}


class ImageField(forms.FileField):
    """An upload that is checked, re-encoded and stored; cleaned to its name."""

    widget = forms.FileInput(attrs={"accept": "image/png,image/webp,image/jpeg,image/svg+xml"})

    def __init__(self, *, kind: str, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.kind = kind

    def stored(self, organisation_key: str, upload: IO[bytes]) -> str:
        """Keep the upload; a refusal becomes an error that says what to do."""
        try:
            return store_image(organisation_key, self.kind, upload)
        except ImageRefused as refusal:
            raise forms.ValidationError(REFUSALS[refusal.code], code=refusal.code) from None


def _chosen_before() -> forms.CharField:
    """An upload that waits for one more press, by its name: a browser does not send a file again by itself."""
    return forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)


class LogoForm(StepForm):
    """Step 2: logo, logo for dark screens, icon. An empty field keeps what is there."""

    hint = _("Een PNG met doorzichtige achtergrond is het mooist, minstens 600 pixels breed.")
    logo_file = ImageField(kind=ImageKind.LOGO, label=_("Logo"), help_text=hint)
    dark_logo_file = ImageField(
        kind=ImageKind.DARK_LOGO,
        label=_("Logo voor donkere schermen"),
        help_text=_("Mag leeg blijven. Handig als het logo donkere letters heeft."),
    )
    icon_file = ImageField(
        kind=ImageKind.ICON,
        label=_("Icoon"),
        help_text=_("Vierkant, voor het tabblad en het beginscherm van de telefoon."),
    )
    logo_chosen = _chosen_before()
    dark_logo_chosen = _chosen_before()
    icon_chosen = _chosen_before()
    remove = forms.MultipleChoiceField(
        label=_("Weghalen"),
        required=False,
        choices=ImageKind.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta(StepForm.Meta):
        fields: ClassVar[list[str]] = []

    @classmethod
    def knob_names(cls) -> list[str]:
        """The three images."""
        return ImageKind.values

    def other_than(self, current: TellsWhatChanged) -> list[tuple[str, str]]:
        """Nothing in words: the page shows the images that stand there now."""
        return []

    def renew(self, mark: str, **hidden: str) -> None:
        """What was uploaded goes along by its name."""
        uploaded = [kind for kind in ImageKind.values if self.cleaned_data.get(f"{kind}_file")]
        super().renew(mark, **{f"{kind}_chosen": getattr(self.instance, kind) for kind in uploaded}, **hidden)

    def clean(self) -> dict[str, Any]:
        """Store what was uploaded and put its name into the draft."""
        data: dict[str, Any] = super().clean() or {}
        for kind in data.get("remove", []):
            setattr(self.instance, kind, "")
        for kind in ImageKind.values:
            name = f"{kind}_file"
            upload, field = data.get(name), self.fields[name]
            chosen = data.get(f"{kind}_chosen", "")
            if is_stored(self.instance.organisation.key, kind, chosen):
                setattr(self.instance, kind, chosen)
            if upload and isinstance(field, ImageField):
                try:
                    setattr(self.instance, kind, field.stored(self.instance.organisation.key, upload))
                except forms.ValidationError as error:
                    self.add_error(name, error)
        return data


STEP_FORMS: dict[str, type[StepForm]] = {
    "kleur": ColourForm,
    "logo": LogoForm,
    "vorm": ShapeForm,
    "woorden": WordsForm,
}


CSS_KNOBS = ("primary", "accent", "secondary", "strategy", "surface", "corners", "font_text", "font_heading")


def as_typed(theme: Theme) -> dict[str, str]:
    """The knobs of the style sheet as the steps would send them, for `with_typed`."""
    typed = {name: str(theme.style[name]) for name in CSS_KNOBS}
    return typed | ({"font_heading": SAME} if theme.font_heading == theme.font_text else {})


def with_typed(draft: Theme, data: QueryDict) -> Theme:
    """A copy of the draft with every knob and word in `data` that is right; a wrong one is left as it was.

    Nothing is stored, uploads included.
    """
    theme = copy.copy(draft)
    for form_class in (ColourForm, ShapeForm, WordsForm):
        form = form_class(data, instance=copy.copy(draft))
        form.is_valid()
        for name in form.Meta.fields:
            if name in data and name in form.cleaned_data:
                setattr(theme, name, form.cleaned_data[name])
        if isinstance(form, WordsForm) and not form.errors:
            theme.words = form.instance.words
    return theme
