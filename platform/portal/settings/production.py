"""What serves real people: everything that is secret or differs comes from the environment."""

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

from portal.settings.base import *  # noqa: F403  # settings modules extend each other
from portal.settings.base import CONTENT_SECURITY_POLICY, STORAGES, env, in_bucket

SECRET_KEY = env("SECRET_KEY")
# Without a key nothing secret could be kept, and that would show only when somebody needs it.
SECRET_ENCRYPTION_KEYS = env.list("SECRET_ENCRYPTION_KEYS")
try:
    if not [Fernet(key) for key in SECRET_ENCRYPTION_KEYS]:
        raise ImproperlyConfigured("SECRET_ENCRYPTION_KEYS is empty (README, Production).")
except ValueError as fault:
    raise ImproperlyConfigured("SECRET_ENCRYPTION_KEYS holds something that is not a key.") from fault
# On 127.0.0.1 only /gezond/ answers: every other address needs the host of an organisation.
ALLOWED_HOSTS = [*env.list("ALLOWED_HOSTS"), "127.0.0.1"]
# Behind a proxy the limits per address count the visitor's own, not the proxy's.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)
DELIVERY_EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env("EMAIL_HOST", default="localhost")
EMAIL_PORT = env.int("EMAIL_PORT", default=587)
EMAIL_HOST_USER = env("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=True)
EMAIL_TIMEOUT = 5

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^gezond/$"]  # monitoring asks from inside, without a certificate
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
MESSAGE_STORAGE = "portal.message_storage.HostMessageStorage"
CONTENT_SECURITY_POLICY["DIRECTIVES"]["upgrade-insecure-requests"] = True

if redis_url := env("REDIS_URL", default=""):
    CACHES = {"default": {"BACKEND": "portal.cache.FailOpenRedisCache", "LOCATION": redis_url}}
if bucket := env("S3_BUCKET", default=""):
    STORAGES |= in_bucket(bucket)
