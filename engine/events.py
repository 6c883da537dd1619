"""Events about bundles, for programs that read Kafka and know nothing of Towline: CloudEvents 1.0 with a reference.

Hides: the two modes of the CloudEvents Kafka binding, templates. Promises: pure; every event has the reference in the
header `towline-ref` and its own id in `towline-event-id`, and, if it is a CloudEvent, the reference in the attribute
`dataref` as well: in a record with `ce_…` headers (binary mode) as `ce_dataref`, in a JSON object with `specversion`
(structured mode) as a member. A template is filled after it was parsed, so no title or tag can change its form.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

REFERENCE_HEADER, ID_HEADER = "towline-ref", "towline-event-id"
STRUCTURED = "application/cloudevents+json; charset=UTF-8"
MAX_TEMPLATE = 64 * 1024  # characters
MAX_DEPTH = 32

Headers = list[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class About:
    """What a template may say of a bundle. `at`: Unix time when it was stored, or in place."""

    reference: str
    id: str
    title: str
    queue: str
    cluster: str
    sender: str
    size: int
    files: int
    at: float
    type: str  # of the plain event
    tags: Mapping[str, str] = field(default_factory=dict)


WORDS = ("reference", "id", "title", "queue", "cluster", "sender", "size", "files", "time")
_WORD = re.compile(r"\{([a-z]+(?::[^{}]*)?)\}")


class NoTemplate(ValueError):
    """`what` is wrong with a template, and what `todo`: sentences."""

    def __init__(self, what: str, todo: str) -> None:
        super().__init__(what)
        self.what = what
        self.todo = todo


def check_template(text: str) -> None:
    """Raises NoTemplate. An empty one is the plain event."""
    if not text:
        return
    if len(text) > MAX_TEMPLATE:
        raise NoTemplate("The template of the event is too long.", f"Keep it below {MAX_TEMPLATE:,} characters.")
    try:
        found = _parsed(text)
    except (ValueError, RecursionError) as error:
        at = f" in line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise NoTemplate(
            f"The template of the event is no JSON{at}.", 'Write it like {"type": "scan.ready"}.'
        ) from None
    if not isinstance(found, dict):
        raise NoTemplate("The template of the event is no JSON object.", "Put it in braces.")
    if found.get("specversion", "1.0") != "1.0":
        raise NoTemplate("The specversion of the event is not 1.0.", "Leave it out.")
    unknown = sorted(_unknown(found, 0))
    if unknown:
        raise NoTemplate(
            f"The template names {{{unknown[0]}}}, which is not known.",
            f"There are: {', '.join(WORDS)} and tag:KEY, in braces.",
        )


def from_template(text: str, about: About, event_id: str) -> tuple[bytes, Headers]:
    """A CloudEvent in structured mode. What the template does not say of the required attributes is added."""
    given = _parsed(text) if text else {"data": {"size": "{size}", "files": "{files}"}}
    event = {
        "specversion": "1.0",
        "id": event_id,
        "source": f"towline:{about.cluster}",
        "type": about.type,
        "time": _time(about.at),
        "datacontenttype": "application/json",
    } | _filled(given, about)
    event["dataref"] = about.reference
    headers = [("content-type", STRUCTURED.encode()), *_marks(about.reference, str(event["id"]))]
    return json.dumps(event, ensure_ascii=False).encode(), headers


def with_reference(
    body: bytes, headers: Sequence[tuple[str, str]], reference: str, event_id: str
) -> tuple[bytes, Headers]:
    """The caller's own event, with the reference put where its form has a place for it. Other bytes stay as they are."""
    names = {name.lower() for name, _ in headers}
    kept = [(name, value.encode()) for name, value in headers if name.lower() not in (REFERENCE_HEADER, "ce_dataref")]
    if any(name.startswith("ce_") for name in names):
        own_id = next((value for name, value in headers if name.lower() == "ce_id"), "")
        extra = [] if own_id else [("ce_id", event_id.encode())]
        if "ce_specversion" not in names:
            extra.append(("ce_specversion", b"1.0"))
        kept += [*extra, ("ce_dataref", reference.encode())]
        return body, [*kept, *_marks(reference, own_id or event_id)]
    event = _structured(body)
    if event is None:
        return body, [*kept, *_marks(reference, event_id)]
    event = {"id": event_id} | event | {"dataref": reference}
    if "content-type" not in names:
        kept.append(("content-type", STRUCTURED.encode()))
    return json.dumps(event, ensure_ascii=False).encode(), [*kept, *_marks(reference, str(event["id"]))]


def _structured(body: bytes) -> dict[str, object] | None:
    try:
        found = _parsed(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and "specversion" in found else None


def _parsed(text: str | bytes) -> Any:
    """JSON that can be written again. Raises ValueError, RecursionError."""
    found = json.loads(text, parse_constant=_no_number)
    json.dumps(found, ensure_ascii=False).encode()  # half a surrogate pair is read, but cannot be written
    return found


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is not JSON")


def _marks(reference: str, event_id: str) -> Headers:
    return [(REFERENCE_HEADER, reference.encode()), (ID_HEADER, event_id.encode())]


def _time(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _unknown(value: object, depth: int) -> set[str]:
    if depth > MAX_DEPTH:
        raise NoTemplate("The template of the event is nested too deeply.", f"Keep to {MAX_DEPTH} levels.")
    if isinstance(value, str):
        return {word for word in _WORD.findall(value) if word not in WORDS and not word.startswith("tag:")}
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return {word for each in inner for word in _unknown(each, depth + 1)}


def _filled(value: object, about: About) -> dict[str, object]:
    filled = _fill(value, about)
    assert isinstance(filled, dict)
    return filled


def _fill(value: object, about: About) -> object:
    if isinstance(value, dict):
        return {key: _fill(each, about) for key, each in value.items()}
    if isinstance(value, list):
        return [_fill(each, about) for each in value]
    if not isinstance(value, str):
        return value
    if value in ("{size}", "{files}"):  # alone it is a number
        return about.size if value == "{size}" else about.files
    return _WORD.sub(lambda found: _said(found[1], about), value)


def _said(word: str, about: About) -> str:
    if word.startswith("tag:"):
        return about.tags.get(word[4:], "")
    return _time(about.at) if word == "time" else str(getattr(about, word))
