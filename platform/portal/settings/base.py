"""What every environment shares. Each line that surprises has its reason."""

from pathlib import Path
from typing import Any

import environ
import structlog
from csp.constants import NONE, SELF

from portal.static_headers import only_for_our_pages

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parents[3]
LEERLIJN_VAR = Path(env("LEERLIJN_VAR", default=str(BASE_DIR / "var")))
FIXTURES_DIR = BASE_DIR / "fixtures"

DEBUG = False
DEMO = False
ALLOWED_HOSTS: list[str] = []
PORT = env.int("PORT", default=8000)

INSTALLED_APPS = [
    # ours, highest floor first: templates of a higher floor win
    "portal",
    "cohorts",
    "gatherings",
    "selfscan",
    "modules",
    "competences",
    "theming",
    "organisations",
    "people",
    # sign-in
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    # editing
    "wagtail.users",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.embeds",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_htmx",
    "csp",
    "django_structlog",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # above compression: what it sends was compressed beforehand
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.compression.CompressionMiddleware",
    "portal.middleware.ContentSecurityMiddleware",
    # before everything that reads a form
    "portal.body_limit.BodyLimitMiddleware",
    # before everything that reads the database: it opens the request's transaction
    "organisations.middleware.TenantMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.middleware.RequestLogMiddleware",
    "portal.middleware.SharedComputerMiddleware",
    "organisations.middleware.MembershipMiddleware",
    "portal.middleware.AccessMiddleware",
    "portal.middleware.SecondStepMiddleware",
    # after access: it narrows the editors' admin further
    "modules.middleware.EditingMiddleware",
    "portal.middleware.UnreadableRequestMiddleware",
]

REGION_URLCONF = "portal.urls_region"
ORGANISATION_URLCONF = "portal.urls"
ROOT_URLCONF = ORGANISATION_URLCONF
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "theming.context_processors.theme",
                "portal.context_processors.portal",
            ],
            "builtins": ["organisations.templatetags.words"],
        },
    },
]

DATABASES: dict[str, Any] = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{LEERLIJN_VAR / 'leerlijn.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL and IMMEDIATE: with deferred transactions 440 of 480 concurrent writes were locked.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    # What DATABASE_URL asks for (sslmode) stays; a request waits for a connection as long as for a new one.
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        {"connect_timeout": 3, "pool": {"min_size": 2, "max_size": 8, "timeout": 3}}
    )
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Rows fetched later would be fetched for whom the transaction works by then (people.walls.database).
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True

DEFAULT_AUTO_FIELD = "django.db.models.AutoField"

# People and sign-in -----------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    # for Wagtail's object permissions
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {
        "NAME": "portal.passwords.LongEnough",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "portal.passwords.EasyToGuess"},
]
LOGIN_URL = "account_login"
CSRF_FAILURE_VIEW = "portal.views.csrf_failed"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "portal.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # without the second, allauth signs in by code only
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # an unknown address gets the same page, and no mail
# allauth's own writes a row of addresses whenever a link is made or opened: on GET, and for known people only.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105  # the name of a class
ACCOUNT_FORMS = {
    "reset_password": "portal.forms.ResetForm",
    "user_token": "portal.forms.ResetLinkForm",
    "login": "portal.forms.LoginForm",
    "request_login_code": "portal.forms.RequestCodeForm",
    "confirm_login_code": "portal.forms.ConfirmCodeForm",
    "reset_password_from_key": "portal.forms.NewPasswordForm",
    "reauthenticate": "portal.ways_in.forms.ConfirmWithPasswordForm",
    "change_password": "portal.ways_in.forms.ChangePasswordForm",
    "set_password": "portal.ways_in.forms.SetPasswordForm",
}
# A ward shares one address: the limit per address alone is generous, per account it is not. Guesses count per
# account and address together (portal.adapters), so that a guesser elsewhere doesn't shut somebody out;
# a code and a reset count per account alone, since each is a mail in somebody's box.
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",
    "login_failed": "10/5m/key",
    "login_failed_anywhere": "100/h/key",
    "request_login_code": "600/m/ip,5/10m/key",
    "reset_password": "600/m/ip,5/10m/key",
    "reset_password_from_key": "600/m/ip",
    "reauthenticate": "20/5m/user",
    "change_password": "10/5m/user",
    "policy_report": "120/m/ip",
    "friend_link": "300/m/ip,120/m/key",
    # A whole ward scans its cards at once. Per organisation: 1,200 guesses a minute for fourteen days at 2,000 cards
    # that work hit one with a chance of 1 in 17,000 (49 bits; docs/decisions/0007).
    "start_card": "600/m/ip,1200/m/key",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_NOTIFICATIONS = True  # who changes how she signs in gets a mail, and so does who didn't

# Second step and passkeys. A passkey is two factors by itself: something she has, opened by finger or PIN.
MFA_ADAPTER = "portal.ways_in.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs up by herself: the organisation gave the address
MFA_TOTP_TOLERANCE = 1  # a code counts half a minute longer: typing takes time, and clocks differ
MFA_RATE_LIMITS = {"webauthn_login": "600/m/ip"}
MFA_FORMS = {
    "authenticate": "portal.ways_in.forms.SecondStepForm",
    "reauthenticate": "portal.ways_in.forms.ConfirmWithAppForm",
    "activate_totp": "portal.ways_in.forms.StartAppForm",
    "authenticate_webauthn": "portal.ways_in.forms.SecondStepPasskeyForm",
    "login_webauthn": "portal.ways_in.forms.PasskeySignInForm",
    "reauthenticate_webauthn": "portal.ways_in.forms.ConfirmWithPasskeyForm",
    "add_webauthn": "portal.ways_in.forms.AddPasskeyForm",
}
SECOND_STEP_FOR_EDITORS = True
# Work accounts: the provider is a row of the organisation; nothing of allauth's own tables is used.
SOCIALACCOUNT_ADAPTER = "portal.work_accounts.providers.SocialAccountAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
PROVIDER_SECONDS = 3.0  # for one answer; somebody waits
PROVIDER_REQUEST_SECONDS = 5.0  # for all that is asked in one request
PROVIDERS_ON_LOOPBACK = False  # an identity provider on this very machine, over http
OWN_PHONE_SECONDS = 90 * 24 * 3600
SHARED_COMPUTER_SECONDS = 15 * 60
SESSION_COOKIE_AGE = OWN_PHONE_SECONDS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True

# Secrets that are read back are kept encrypted (people.secrecy). The first key encrypts, all of them decrypt.
SECRET_ENCRYPTION_KEYS: list[str] = []

# Language and time ------------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands")]
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

# Files ------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = LEERLIJN_VAR / "static"
# No page elsewhere may use our files.
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_ADD_HEADERS_FUNCTION = only_for_our_pages
MEDIA_URL = "/media/"
MEDIA_ROOT = LEERLIJN_VAR / "media"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # What people bring in themselves: beside the media, so that no web server ever serves it by itself.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": LEERLIJN_VAR / "private"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}


def in_bucket(bucket: str) -> dict[str, Any]:
    """Both kinds of file in one bucket, which nobody asks but ourselves."""
    options = {
        "bucket_name": bucket,
        "endpoint_url": env("S3_ENDPOINT_URL", default=None),
        "default_acl": "private",
        "file_overwrite": False,
    }
    backend = "portal.storage.PrivateS3Storage"
    return {
        "default": {"BACKEND": backend, "OPTIONS": options},
        "private": {"BACKEND": backend, "OPTIONS": {**options, "location": "private"}},
    }


# Erased accounts, one line each: keep it where a restore of the database doesn't reach ------------
TOMBSTONES_FILE = Path(env("TOMBSTONES_FILE", default=str(LEERLIJN_VAR / "tombstones.jsonl")))

# Mail: everything goes into the outbox first; `manage.py send_mail` delivers ---------------------
EMAIL_BACKEND = "people.mail.OutboxBackend"
DELIVERY_EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Leerlijn <leerlijn@regio.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Web hardening (source: TRUST, Web) ---------------------------------------------------------------
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        # Not report-to: not every browser knows it, and one that does forgets report-uri beside it.
        "report-uri": ["/csp-melding/"],
    }
}
SECURITY_CONTACT = env("SECURITY_CONTACT", default="veilig@regio.example")
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# Wagtail ----------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Leerlijn"
WAGTAILADMIN_BASE_URL = env("WAGTAILADMIN_BASE_URL", default=f"http://localhost:{PORT}")
WAGTAILADMIN_LOGIN_URL = "/inloggen/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_I18N_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("nl", "Nederlands")]
# One to choose is none to choose. Wagtail's own list holds names that no browser knows.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 10
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "modules.pictures.PictureForm"
# Dutch for the editors' search on PostgreSQL (SQLite knows no languages); everybody's own: modules.finding.
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "dutch"}
}

# Caches and tasks -------------------------------------------------------------------------------
CACHES: dict[str, Any] = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS: dict[str, Any] = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# Logging: one structured line per event, never a person's name or address ------------------------
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.filter_by_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.format_exc_info,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(),
            ],
            "foreign_pre_chain": [structlog.stdlib.add_logger_name, structlog.stdlib.add_log_level],
        }
    },
    "filters": {"secrets": {"()": "portal.logs.HideSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["secrets"]}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    # One line per page and task would drown the rest: loading the curriculum makes over 500 of them.
    "loggers": {name: {"level": "WARNING"} for name in ("django_tasks", "wagtail", "modelsearch", "fido2")},
}
DJANGO_STRUCTLOG_USER_ID_FIELD = None
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
