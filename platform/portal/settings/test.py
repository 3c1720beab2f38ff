"""The suite: the demo's own settings, fast passwords, warnings are errors (pyproject)."""

from portal.settings.development import *  # noqa: F403  # settings modules extend each other
from portal.settings.development import DATABASES, LEERLIJN_VAR, LOGGING, STORAGES, env

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LEERLIJN_VAR = LEERLIJN_VAR / "test"
(LEERLIJN_VAR / "static").mkdir(parents=True, exist_ok=True)
MEDIA_ROOT = LEERLIJN_VAR / "media"
STATIC_ROOT = LEERLIJN_VAR / "static"
STORAGES["private"]["OPTIONS"]["location"] = LEERLIJN_VAR / "private"
TOMBSTONES_FILE = LEERLIJN_VAR / "tombstones.jsonl"
EMAIL_BACKEND = "people.mail.OutboxBackend"
DATABASES["default"]["TEST"] = {"NAME": f"test_{env('LEERLIJN_TEST_DB', default='leerlijn')}"}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: the live server of the browser tests has threads of its own.
    DATABASES["default"]["TEST"]["NAME"] = str(
        LEERLIJN_VAR / f"{env('LEERLIJN_TEST_DB', default='leerlijn')}.sqlite3"
    )
else:
    DATABASES["default"]["OPTIONS"].pop("pool", None)
LOGGING["root"]["level"] = "ERROR"
# A test's own browser is a new handler each time: no walk over all static files at its start.
WHITENOISE_AUTOREFRESH = True
