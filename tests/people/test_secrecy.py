"""Secrets in the database are unreadable without the keys, and survive a change of keys."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from organisations.models import IdentityProvider, Organisation
from organisations.tenancy import all_organisations, use_organisation
from people.secrecy import Unreadable, decrypt, encrypt
from tests.factories import make_member


def _key() -> str:
    return Fernet.generate_key().decode()


def test_what_is_kept_does_not_show_the_secret_and_reads_back() -> None:
    kept = encrypt("geheim é")

    assert "geheim" not in kept
    assert decrypt(kept) == "geheim é"
    assert encrypt("geheim é") != kept


def test_another_key_reads_nothing(settings: Any) -> None:
    kept = encrypt("geheim")

    settings.SECRET_ENCRYPTION_KEYS = [_key()]

    with pytest.raises(Unreadable):
        decrypt(kept)


def test_a_changed_secret_is_not_read() -> None:
    kept = encrypt("geheim")
    changed = kept[:20] + ("A" if kept[20] != "A" else "B") + kept[21:]

    with pytest.raises(Unreadable):
        decrypt(changed)


def test_after_a_new_key_in_front_the_old_secret_reads_and_new_ones_need_the_new_key(
    settings: Any,
) -> None:
    old, new = _key(), _key()
    settings.SECRET_ENCRYPTION_KEYS = [old]
    kept = encrypt("van vroeger")

    settings.SECRET_ENCRYPTION_KEYS = [new, old]
    fresh = encrypt("van nu")

    assert decrypt(kept) == "van vroeger"
    settings.SECRET_ENCRYPTION_KEYS = [new]
    assert decrypt(fresh) == "van nu"
    with pytest.raises(Unreadable):
        decrypt(kept)


# `manage.py reencrypt_secrets` ------------------------------------------------------------------------


def _reencrypt() -> tuple[int, list[str], list[str]]:
    """The status, what was said and what went wrong."""
    said, faults, status = StringIO(), StringIO(), 0
    try:
        call_command("reencrypt_secrets", stdout=said, stderr=faults)
    except SystemExit as stop:
        status = int(stop.code or 0)
    return status, said.getvalue().splitlines(), faults.getvalue().splitlines()


def _put_secrets(zonnehoek: Organisation, house: Callable[[str], Organisation]) -> tuple[Any, ...]:
    """An app, recovery codes, a passkey, and the client secrets of two organisations."""
    person = make_member(zonnehoek)
    app = Authenticator.objects.create(user=person, type="totp", data={"secret": encrypt("JBSWY3DPEHPK3PXP")})
    codes = Authenticator.objects.create(
        user=person, type="recovery_codes", data={"seed": encrypt("ab" * 40), "used_mask": 5}
    )
    Authenticator.objects.create(user=person, type="webauthn", data={"credential": {}})
    providers = []
    for organisation in (zonnehoek, house("amelberga")):
        with use_organisation(organisation):
            providers.append(
                IdentityProvider.objects.create(
                    organisation=organisation, encrypted_secret=encrypt(f"geheim van {organisation.key}")
                )
            )
    with use_organisation(house("vlierborg")):
        IdentityProvider.objects.create(organisation=house("vlierborg"))
    return app, codes, *providers


@pytest.mark.django_db
def test_after_another_key_the_old_one_can_go(
    settings: Any, zonnehoek: Organisation, house: Callable[[str], Organisation]
) -> None:
    old, new = _key(), _key()
    settings.SECRET_ENCRYPTION_KEYS = [old]
    app, codes, first, second = _put_secrets(zonnehoek, house)

    settings.SECRET_ENCRYPTION_KEYS = [new, old]
    once, twice = _reencrypt(), _reencrypt()

    settings.SECRET_ENCRYPTION_KEYS = [new]
    with all_organisations("the test"):
        for row in (app, codes, first, second):
            row.refresh_from_db()
    assert once == (0, ["4 opnieuw versleuteld, 0 al met de eerste sleutel"], [])
    assert twice == (0, ["0 opnieuw versleuteld, 4 al met de eerste sleutel"], [])
    assert (decrypt(app.data["secret"]), decrypt(codes.data["seed"])) == ("JBSWY3DPEHPK3PXP", "ab" * 40)
    assert codes.data["used_mask"] == 5
    assert [decrypt(each.encrypted_secret) for each in (first, second)] == [
        "geheim van zonnehoek",
        "geheim van amelberga",
    ]


@pytest.mark.django_db
def test_what_no_key_reads_is_named_and_stays(
    settings: Any, zonnehoek: Organisation, house: Callable[[str], Organisation]
) -> None:
    lost, old, new = _key(), _key(), _key()
    settings.SECRET_ENCRYPTION_KEYS = [old]
    app, _codes, first, _second = _put_secrets(zonnehoek, house)
    settings.SECRET_ENCRYPTION_KEYS = [lost]
    kept = encrypt("JBSWY3DPEHPK3PXP")
    Authenticator.objects.filter(pk=app.pk).update(data={"secret": kept})
    IdentityProvider.objects.filter(pk=first.pk).update(encrypted_secret="geen token")

    settings.SECRET_ENCRYPTION_KEYS = [new, old]
    status, said, faults = _reencrypt()

    app.refresh_from_db()
    assert (status, said) == (2, ["2 opnieuw versleuteld, 0 al met de eerste sleutel"])
    assert sorted(faults) == [
        f"mfa.Authenticator:{app.pk} secret: met geen van de sleutels te lezen",
        f"organisations.IdentityProvider:{first.pk}: met geen van de sleutels te lezen",
    ]
    assert app.data["secret"] == kept


def test_without_keys_nothing_is_kept(settings: Any) -> None:
    settings.SECRET_ENCRYPTION_KEYS = []

    with pytest.raises(ImproperlyConfigured):
        encrypt("geheim")
