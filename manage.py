#!/usr/bin/env python3
"""Run Django's commands with `platform/` on the import path."""

import os
import sys
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent


def main() -> None:
    """Hand the command line to Django; the settings default to the development ones."""
    sys.path[:0] = [str(BASE_DIR), str(BASE_DIR / "platform")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.development")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
