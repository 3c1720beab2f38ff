"""Production has none of the demo's code."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

PROBE = """
import django
django.setup()
from django.conf import settings
from django.apps import apps
from django.urls import get_resolver
import sys
names = set()
for urlconf in (settings.ORGANISATION_URLCONF, settings.REGION_URLCONF):
    names |= {str(name) for name in get_resolver(urlconf).reverse_dict if isinstance(name, str)}
print(settings.DEMO, apps.is_installed("portal.demo"), sorted(n for n in names if n.startswith("demo")),
      sorted(m for m in sys.modules if m.startswith("portal.demo")))
"""


def test_production_settings_hold_no_demo() -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "SECRET_KEY": "x" * 60,
        "ALLOWED_HOSTS": "example.org",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}",
    }

    result = subprocess.run(
        [sys.executable, "-c", PROBE], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert result.stdout.strip() == "False False [] []"
