"""The formats that the validator asserts; any other format is an annotation, as JSON Schema leaves it."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from datetime import date

__all__ = ["FORMATS"]

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIME = re.compile(
    r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})(?:\.[0-9]+)?"
    r"(?:[Zz]|(?P<sign>[+-])(?P<hours>[0-9]{2}):(?P<minutes>[0-9]{2}))"
)
_UUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOSTNAME = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf'{_ATOM}(?:\.{_ATOM})*|"(?:[ !#-\[\]-~]|\\[ -~])*"')

# RFC 3986, appendix A.
_PERCENT = r"%[0-9A-Fa-f]{2}"
_UNRESERVED = r"A-Za-z0-9._~\-"
_SUB = r"!$&'()*+,;="
_PCHAR = rf"(?:[{_UNRESERVED}{_SUB}:@]|{_PERCENT})"
_TAIL = rf"(?:\?(?:{_PCHAR}|[/?])*)?(?:\#(?:{_PCHAR}|[/?])*)?"
_AUTHORITY = (
    rf"(?:(?:[{_UNRESERVED}{_SUB}:]|{_PERCENT})*@)?"
    rf"(?:\[(?P<ip>[0-9A-Fa-f:.]+)\]|(?:[{_UNRESERVED}{_SUB}]|{_PERCENT})*)"
    r"(?::[0-9]*)?"
)
_PATH = rf"(?://{_AUTHORITY}(?:/{_PCHAR}*)*|/(?:{_PCHAR}+(?:/{_PCHAR}*)*)?"
_URI = re.compile(rf"[A-Za-z][A-Za-z0-9+.-]*:(?:{_PATH}|(?:{_PCHAR}+(?:/{_PCHAR}*)*)?)){_TAIL}")
_SEGMENT_WITHOUT_COLON = rf"(?:[{_UNRESERVED}{_SUB}@]|{_PERCENT})+"
_RELATIVE = re.compile(rf"(?:{_PATH}|(?:{_SEGMENT_WITHOUT_COLON}(?:/{_PCHAR}*)*)?)){_TAIL}")


def _is_date(text: str) -> bool:
    match = _DATE.fullmatch(text)
    if match is None:
        return False
    year, month, day = map(int, match.groups())
    try:
        # The year 0 is a leap year of RFC 3339, and none of Python.
        date(year or 2000, month, day)
    except ValueError:
        return False
    return True


def _is_time(text: str) -> bool:
    match = _TIME.fullmatch(text)
    if match is None:
        return False
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"])
    shift = int(match["hours"] or 0) * 60 + int(match["minutes"] or 0)
    if hour > 23 or minute > 59 or int(match["hours"] or 0) > 23 or int(match["minutes"] or 0) > 59:
        return False
    if second < 60:
        return True
    # A leap second is inserted at the end of a day of UTC (RFC 3339 section 5.7).
    utc = (hour * 60 + minute + (shift if match["sign"] == "-" else -shift)) % 1440
    return second == 60 and utc == 1439


def _is_date_time(text: str) -> bool:
    return len(text) > 10 and text[10] in "Tt" and _is_date(text[:10]) and _is_time(text[11:])


def _is_hostname(text: str) -> bool:
    return len(text) <= 253 and _HOSTNAME.fullmatch(text) is not None


def _is_ipv4(text: str) -> bool:
    try:
        ipaddress.IPv4Address(text)
    except ValueError:
        return False
    return text.isascii()


def _is_ipv6(text: str) -> bool:
    try:
        ipaddress.IPv6Address(text)
    except ValueError:
        return False
    return text.isascii() and "%" not in text


def _is_email(text: str) -> bool:
    local, at, domain = text.rpartition("@")
    if not at or len(local) > 64 or _LOCAL.fullmatch(local) is None:
        return False
    if domain.startswith("[") and domain.endswith("]"):
        literal = domain[1:-1]
        return _is_ipv6(literal[5:]) if literal[:5].lower() == "ipv6:" else _is_ipv4(literal)
    return _is_hostname(domain)


def _is_uri(text: str) -> bool:
    match = _URI.fullmatch(text)
    return match is not None and (match["ip"] is None or _is_ipv6(match["ip"]))


def _is_uri_reference(text: str) -> bool:
    match = _RELATIVE.fullmatch(text)
    if match is None:
        return _is_uri(text)
    return match["ip"] is None or _is_ipv6(match["ip"])


FORMATS: dict[str, Callable[[str], bool]] = {
    "date": _is_date,
    "date-time": _is_date_time,
    "email": _is_email,
    "hostname": _is_hostname,
    "ipv4": _is_ipv4,
    "ipv6": _is_ipv6,
    "time": _is_time,
    "uri": _is_uri,
    "uri-reference": _is_uri_reference,
    "uuid": lambda text: _UUID.fullmatch(text) is not None,
}
