"""Secrets in the database are unreadable without the keys, and survive a change of keys."""

from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

from people.secrecy import Unreadable, decrypt, encrypt


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


def test_without_keys_nothing_is_kept(settings: Any) -> None:
    settings.SECRET_ENCRYPTION_KEYS = []

    with pytest.raises(ImproperlyConfigured):
        encrypt("geheim")
