"""What browsers and finders of weaknesses tell us: reports of the content policy, and where to report.

Source: TRUST, Web; RFC 9116 (security.txt); Content Security Policy level 3, `report-uri`.
"""

import datetime as dt
import json
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import structlog
from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from organisations.tenancy import current_organisation
from portal.logs import without_secret

logger = structlog.get_logger(__name__)

# A browser's report is under 2 KB; nobody needs to send us more.
LONGEST_REPORT = 16 * 1024
REPORT_TYPES = frozenset({"application/csp-report", "application/json"})
# RFC 9116 asks for an end within a year; asked for again, it has moved on.
HOLDS_FOR = dt.timedelta(days=180)


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness, at this host (RFC 9116)."""
    organisation = current_organisation()
    root = organisation.root_url if organisation else ""
    until = timezone.now().astimezone(dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0) + HOLDS_FOR
    lines = [
        f"Contact: mailto:{settings.SECURITY_CONTACT}",
        f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nl, en",
        f"Canonical: {root}{reverse('security_txt')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@csrf_exempt  # a browser sends reports by itself, without a form
@require_POST
def policy_report(request: HttpRequest) -> HttpResponse:
    """One line in the log per report; 413 when it is too long, 415 or 400 when it is none, 429 for a flood."""
    if int(request.headers.get("Content-Length") or 0) > LONGEST_REPORT:
        return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if request.content_type not in REPORT_TYPES:
        return HttpResponse(status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    if not ratelimit.consume(request, action="policy_report"):
        return HttpResponse(status=HTTPStatus.TOO_MANY_REQUESTS)
    facts = _facts_of(request.body)
    if facts is None:
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    organisation = current_organisation()
    logger.warning("policy_report", organisation=organisation.key if organisation else "", **facts)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _facts_of(body: bytes) -> dict[str, str] | None:
    """What was refused, where: addresses without their query, which may name somebody."""
    try:
        report: Any = json.loads(body)["csp-report"]
        return {
            "directive": str(report.get("effective-directive") or report["violated-directive"])[:60],
            "blocked": _without_query(str(report.get("blocked-uri", ""))),
            "page": _without_query(str(report.get("document-uri", ""))),
            "source": _without_query(str(report.get("source-file", ""))),
        }
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _without_query(address: str) -> str:
    """Scheme, host and path of an address; `inline` and `eval` stay as they are."""
    parts = urlsplit(address)
    path = without_secret(parts.path)
    return f"{parts.scheme}://{parts.netloc}{path}"[:200] if parts.netloc else path[:60]
