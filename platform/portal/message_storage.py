"""Where a sentence waits that the next page says once.

In a cookie and not in the session: that would cost every save a query.
"""

from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class HostCookieStorage(CookieStorage):
    """A cookie that no other host can set or read."""

    cookie_name = "__Host-messages"


class HostMessageStorage(FallbackStorage):
    """That cookie, and the session for what does not fit in it."""

    storage_classes = (HostCookieStorage, SessionStorage)
