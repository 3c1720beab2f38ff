"""What an editor fills in when she sends a page back to its writer."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm


class ChangesForm(TaskStateCommentForm):
    """What has to change: the writer reads it, so it is not left out."""

    comment = forms.CharField(
        label=_("Wat moet er anders?"),
        help_text=_("De schrijver leest dit."),
        error_messages={
            "required": _("Schrijf op wat er anders moet: zonder uitleg kan de schrijver niet verder.")
        },
        widget=forms.Textarea({"rows": 4}),
    )
