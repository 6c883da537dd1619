"""Events on their way to somebody who hears them a few at a time.

Hides: what an event is about. Promises: `take` gives what was put since the last time, in order; the newest row of an id
stands for those before it, and nothing else is left out. Any thread may put.
"""

from __future__ import annotations

import threading

from engine.api import Changed, Event, Gone, LinkRow, OfferRow, PersonRow, TransferRow


class Gathered:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._events: dict[tuple[str, str], Event] = {}
        self._count = 0

    def put(self, event: Event) -> bool:
        """Whether it is the first one since `take`: then somebody should be woken."""
        with self._lock:
            first = not self._events
            self._count += 1
            key = _about(event) or ("", str(self._count))
            self._events.pop(key, None)  # so that it stands where the newest came
            self._events[key] = event
            return first

    def take(self) -> list[Event]:
        with self._lock:
            events, self._events = list(self._events.values()), {}
        return events


def _about(event: Event) -> tuple[str, str] | None:
    """What a newer event with the same answer stands for, or None."""
    match event:
        case Changed(row=TransferRow() | OfferRow() as row):
            return type(row).__name__, row.id
        case Changed(row=PersonRow() as row):
            return "PersonRow", row.fingerprint
        case Changed(row=LinkRow() as row):
            return "LinkRow", row.cluster
        case Gone():
            return "Gone", f"{event.kind} {event.id}"
        case _:
            return None
