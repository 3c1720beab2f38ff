"""The door for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from portal.incoming import IncomingRequests

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
application = IncomingRequests(get_wsgi_application())
