"""How production serves: two workers a core, a rolling restart without a failed request."""

import multiprocessing
import os

wsgi_app = "portal.wsgi:application"
pythonpath = "platform,."
bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", multiprocessing.cpu_count() * 2))
threads = 4
preload_app = True
timeout = 30
graceful_timeout = 20
accesslog = None
