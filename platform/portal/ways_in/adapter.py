"""How allauth's second step behaves here: secrets encrypted, passkeys per house, our words."""

from io import BytesIO
from typing import Any, ClassVar

import segno
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.tenancy import current_organisation
from people.models import Person
from people.secrecy import decrypt, encrypt
from portal.ways_in.queries import passkeys_here, rp_id_of


class SecondStepAdapter(DefaultMFAAdapter):
    """Second step and passkeys, in the house that is open."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("Deze code klopt niet."),
    }

    def encrypt(self, text: str) -> str:
        """What stands in the database instead of a secret."""
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again."""
        return decrypt(encrypted_text)

    def get_totp_issuer(self) -> str:
        """The name in the app: that of the portal where it was set up."""
        return self._get_site_name()

    def build_totp_svg(self, url: str) -> str:
        """The QR code as an image of its own: black on white in every style, or cameras miss it."""
        picture = BytesIO()
        code = segno.make(url, error="m")
        code.save(picture, kind="svg", xmldecl=False, scale=4, border=4, dark="black", light="white")
        return picture.getvalue().decode()

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        """Has somebody one of these here? A passkey of another house doesn't count."""
        if not isinstance(user, Person):
            return False
        wanted = set(types) if types is not None else set(Authenticator.Type)
        others = wanted - {Authenticator.Type.WEBAUTHN}
        if Authenticator.objects.filter(user_id=user.pk, type__in=others).exists():
            return True
        return Authenticator.Type.WEBAUTHN in wanted and bool(passkeys_here(user))

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # allauth's name
        """What a passkey is called when nobody gave it a name."""
        return _("Toegangssleutel")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Whom a passkey is for: this host, and none of its neighbours (docs/decisions)."""
        return {"id": rp_id_of(context.request), "name": self._get_site_name()}

    def _get_site_name(self) -> str:
        organisation = current_organisation()
        return str(organisation.portal_name) if organisation else "Leerlijn"
