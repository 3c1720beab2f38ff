"""How the demo keeps its passwords."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class QuickHasher(PBKDF2PasswordHasher):
    """Django's own with few rounds: the password of the whole cast is on the screen, so there is nothing to guess."""

    iterations = 1_000
