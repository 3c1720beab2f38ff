"""The demo and local work: SQLite under var/, mail to read in the outbox, one-click sign-in."""

from portal.settings.base import *  # noqa: F403  # settings modules extend each other
from portal.settings.base import INSTALLED_APPS, LEERLIJN_VAR, LOGGING, STORAGES, env

DEMO = True
PROVIDERS_ON_LOOPBACK = True  # to try a work account with a provider on this machine
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = "the demo has nothing to hide and this key protects nothing but the demo"  # noqa: S105
PASSWORD_HASHERS = ["portal.demo.hashers.QuickHasher"]
SECRET_ENCRYPTION_KEYS = ["dGhlIGRlbW8gaGFzIG5vdGhpbmcgdG8gaGlkZSA7LSk="]
ALLOWED_HOSTS = ["localhost", ".localhost", "127.0.0.1", "[::1]"]
# The demo has no second telephone: its admin shows a line instead.
SECOND_STEP_FOR_EDITORS = False
# Here without https, which passkeys ask everywhere but on localhost. The exact origin is checked all the same.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
INSTALLED_APPS = ["portal.demo", *INSTALLED_APPS]
DELIVERY_EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
(LEERLIJN_VAR / "static").mkdir(parents=True, exist_ok=True)
# The demo speaks on the terminal: only what needs attention is logged there.
LOGGING["root"]["level"] = env("LOG_LEVEL", default="WARNING")
