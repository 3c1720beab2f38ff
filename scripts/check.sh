#!/usr/bin/env bash
# Everything a machine can see without running the product. Runs all checks, fails when one of them did.
set -uo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH" PYTHONPATH="$PWD/platform:$PWD"
status=0
run() { printf '· %s\n' "$1"; shift; "$@" || { status=1; printf '  ^ failed\n'; }; }

templates=$(git ls-files -co --exclude-standard '*.html')
run "format" ruff format --check --quiet .
run "lint" ruff check --quiet .
run "floors and rooms" lint-imports --no-cache
# shellcheck disable=SC2086  # one argument per template
run "templates: djade" djade --target-version 5.2 --check $templates
# shellcheck disable=SC2086
run "templates: djlint" djlint --quiet --lint $templates
run "types" mypy platform/portal platform/people platform/organisations platform/competences platform/cohorts platform/gatherings \
  modules selfscan theming
run "system check" python manage.py check
run "migrations complete" python manage.py makemigrations --check --dry-run
run "deployment check" env DJANGO_SETTINGS_MODULE=portal.settings.production \
  SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(60))')" ALLOWED_HOSTS=example.org \
  REDIS_URL=redis://127.0.0.1:6379/0 \
  SECRET_ENCRYPTION_KEYS="$(python -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())')" \
  python manage.py check --deploy --fail-level WARNING
exit $status
