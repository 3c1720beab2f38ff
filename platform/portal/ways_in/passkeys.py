"""What a passkey has to hold to before allauth and fido2 look at it."""

import json
import struct
from typing import Any

from allauth.core import context
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from fido2.utils import websafe_decode

# What the libraries raise when a browser sends something else than a credential.
MALFORMED = (TypeError, KeyError, AttributeError, ValueError, IndexError, OverflowError, struct.error)
LONGEST_CREDENTIAL = 16 * 1024


class NotHere(ValidationError):
    """The one answer to every passkey that doesn't fit: unknown, of another house, changed, or of a stranger."""

    def __init__(self) -> None:
        super().__init__(_("Deze toegangssleutel werkt hier niet."), code="not_here")


class CredentialField(forms.JSONField):
    """What the browser gives for a passkey; hidden, filled in by passkeys.js."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, max_length=LONGEST_CREDENTIAL)

    def to_python(self, value: Any) -> Any:
        """The credential as a dictionary from this very address; anything else is refused."""
        if isinstance(value, str) and len(value) > LONGEST_CREDENTIAL:
            raise NotHere
        try:
            credential = super().to_python(value)
        except (ValidationError, RecursionError):
            raise NotHere from None
        if credential in self.empty_values:
            return credential
        _require_own_origin(credential)
        return credential


def _require_own_origin(credential: Any) -> None:
    """The page that asked is of this host itself.

    fido2 lets a page of any subdomain through, and houses may be subdomains of the region's host: with that
    a page of one house could ask for the region's passkey.
    """
    request = context.request
    try:
        told = json.loads(websafe_decode(credential["response"]["clientDataJSON"]))
        is_own = told["origin"] == f"{request.scheme}://{request.get_host()}" and not told.get("crossOrigin")
    except (*MALFORMED, RecursionError):
        raise NotHere from None
    if not is_own:
        raise NotHere
