"""Reading the reports that mail servers send about mail that could not be delivered (RFC 3464). Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, message_from_string
from email.message import Message

# A report quotes the mail that came back; ours are small.
MAX_BYTES = 2_000_000
# On every mail that we send: says which one it was, in a way that nobody else can make up.
MARK_HEADER = "X-Leerlijn-Mail"

_PERMANENT = re.compile(r"^5\.\d{1,3}\.\d{1,3}\b")
_FAULTS = {
    "size": "is te groot",
    "mail": "is geen mail",
    "report": "is geen bericht over mail die terugkwam (RFC 3464)",
    "recipient": "noemt geen ontvanger",
}


class NotAReport(ValueError):
    """What was read is not a delivery report; its text says why, in Dutch."""


@dataclass(frozen=True)
class Undelivered:
    """A recipient whom a mail will never reach, and the mark of that mail when the report quotes it."""

    address: str
    mark: str


@dataclass(frozen=True)
class Report:
    """What a report says: who is unreachable for good, and for how many recipients it may still come right."""

    undelivered: tuple[Undelivered, ...]
    passing: int


def read_report(raw: bytes) -> Report:
    """Read a whole mail; raises NotAReport for anything that is no delivery status notification.

    Only `Action: failed` with a status of class 5 counts as undelivered; a delay is
    not the end.
    """
    if len(raw) > MAX_BYTES:
        raise NotAReport(_FAULTS["size"])
    message = message_from_bytes(raw)
    if not message.keys():
        raise NotAReport(_FAULTS["mail"])
    status = next(
        (part for part in message.walk() if part.get_content_type() == "message/delivery-status"), None
    )
    if status is None or not isinstance(status.get_payload(), list):
        raise NotAReport(_FAULTS["report"])
    mark = _mark_in(message)
    found, passing = [], 0
    for block in _recipient_blocks(status):
        address = _address_in(block)
        if not address:
            continue
        is_final = _field(block, "Action").lower() == "failed"
        if is_final and _PERMANENT.match(_field(block, "Status")):
            found.append(Undelivered(address, mark))
        else:
            passing += 1
    if not found and not passing:
        raise NotAReport(_FAULTS["recipient"])
    return Report(tuple(dict.fromkeys(found)), passing)


def _recipient_blocks(status: Message) -> Iterator[Message]:
    for block in status.get_payload():
        if isinstance(block, Message) and ("Final-Recipient" in block or "Original-Recipient" in block):
            yield block


def _address_in(block: Message) -> str:
    """What we sent it to comes first: the mail may have been forwarded from there."""
    for name in ("Original-Recipient", "Final-Recipient"):
        _kind, _semicolon, address = _field(block, name).partition(";")
        address = address.strip().strip("<>").lower()
        if "@" in address:
            return address
    return ""


def _mark_in(message: Message) -> str:
    for part in message.walk():
        if part.get_content_type() == "text/rfc822-headers":
            payload = part.get_payload()
            quoted = message_from_string(payload) if isinstance(payload, str) else None
        else:
            quoted = part
        if quoted is not None and MARK_HEADER in quoted:
            return _field(quoted, MARK_HEADER)
    return ""


def _field(block: Message, name: str) -> str:
    return " ".join(str(block.get(name, "")).split())
