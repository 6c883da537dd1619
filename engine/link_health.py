"""What a link's clients heard, as one state for people.

Hides: which of librdkafka's many events mean anything. Promises: thread-safe; no library. One dead broker of
several is no trouble; all of them, a refused sign-in or a certificate is, until something succeeds again.
"""

from __future__ import annotations

import logging
import re
import threading
import time

from engine.api import Cluster, LinkRow
from engine.errors import TowlineError, kafka_error
from engine.link_msk import msk_failure
from engine.link_settings import region_of
from engine.link_tls import explain
from engine.meter import Backoff, Rate

_PASSING = ("unreachable", "timeout", "cluster-busy", "throttled", "token")


class Health:
    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._name = cluster.name
        self.trouble: TowlineError | None = None
        self._hint: TowlineError | None = None  # the last passing failure: says why when all brokers are down
        self._lock = threading.Lock()
        self._backoff = Backoff(first=1.0, top=30.0)
        self._next_try = 0.0  # monotonic
        self._reached = False
        self._throttled_until = 0.0
        self._sent = self._read = self._tries = 0
        self._slowed = 0.0
        self._ahead: float | None = None
        self._up = Rate()
        self._down = Rate()

    def heard(self, name: str, text: str) -> TowlineError:
        """A client's error event."""
        error = kafka_error(name, text, cluster=self._name)
        by_aws = self._cluster.mechanism == "AWS_MSK_IAM"
        if by_aws and error.word == "sign-in" and (why := msk_failure(region_of(self._cluster))):
            error = TowlineError("token", cluster=self._name, reason=why, details=error.details)
        if error.word == "certificate" and not (self.trouble and self.trouble.word == "certificate"):
            error = explain(self._cluster, error)
        with self._lock:
            if name == "_ALL_BROKERS_DOWN":
                self._set(self._hint or error)
            elif error.word in _PASSING:
                self._hint = error
                if self.trouble and self.trouble.word in _PASSING:
                    self.trouble = error
            elif error.word in ("sign-in", "certificate"):
                if not (error.word == "certificate" and self.trouble and self.trouble.word == "certificate"):
                    self._set(error)  # the first one was explained
                self._hint = self.trouble
        return error

    def failed(self, error: TowlineError) -> TowlineError:
        """A question that was not answered; the error that tells most about it."""
        with self._lock:
            if error.word not in _PASSING:
                return error
            told = self.trouble or self._hint or error
            self._set(told)
            return told

    def stands(self, error: TowlineError) -> None:
        """Nothing can be reached anew while this lasts."""
        with self._lock:
            self._set(error)

    def throttled(self, seconds: float) -> None:
        self._throttled_until = time.monotonic() + seconds + 1.0
        self._slowed += seconds

    def sent(self, size: int, now: float, stored_at: float = 0.0) -> None:
        """A record was acknowledged; `stored_at`: Unix time by the cluster's clock."""
        with self._lock:
            self._up.add(size, now)
            self._sent += size
            self._ahead = stored_at - time.time() if stored_at > 0 else self._ahead
            self._fine()

    def read(self, size: int, now: float) -> None:
        with self._lock:
            self._down.add(size, now)
            self._read += size
            self._fine()

    def fine(self) -> None:
        """Something was answered."""
        with self._lock:
            self._fine()

    def forget(self) -> None:
        """The world changed: waiting starts anew."""
        with self._lock:
            self.trouble = self._hint = None
            self._backoff.reset()
            self._next_try = 0.0

    def try_now(self, now: float) -> bool:
        """Whether it is time to find out if the trouble is over; counts the try."""
        with self._lock:
            if self.trouble is None or now < self._next_try:
                return False
            self._next_try = now + self._backoff.next()
            self._tries += 1
            return True

    def row(self, in_flight: int, allowance: int) -> LinkRow:
        now = time.monotonic()
        with self._lock:
            trouble = self.trouble
            if trouble:
                state = "failed"
            elif now < self._throttled_until:
                state = "throttled"
            elif self._reached:
                state = "connected"
            else:
                state = "connecting" if in_flight else "idle"
            next_try = time.time() + max(0.0, self._next_try - now) if trouble else 0.0
            return LinkRow(
                self._name,
                state,
                trouble.what if trouble else "",
                trouble.todo if trouble else "",
                self._backoff.attempt,
                next_try,
                self._up.value(now),
                self._down.value(now),
                in_flight,
                allowance,
                self._sent,
                self._read,
                self._tries,
                self._slowed,
                self._ahead,
            )

    def _set(self, error: TowlineError) -> None:
        if self.trouble is None:
            self._next_try = time.monotonic() + self._backoff.next()
        if self.trouble is None or self.trouble.word in _PASSING or error.word not in _PASSING:
            self.trouble = error

    def _fine(self) -> None:
        self._reached = True
        if self.trouble or self._hint or self._backoff.attempt:
            self.trouble = self._hint = None
            self._backoff.reset()


class Quiet(logging.Filter):
    """Lets each kind of librdkafka's log lines through once an hour; a dead broker says the same at every attempt."""

    def __init__(self, seconds: float = 3600.0) -> None:
        super().__init__()
        self._seconds = seconds
        self._said: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        kind = re.sub(r"[\d.:#/-]+|\[.*?\]|\(.*?\)", "", record.getMessage())[:200]
        now = time.monotonic()
        if now - self._said.get(kind, -self._seconds) < self._seconds:
            return False
        if len(self._said) > 200:
            self._said.clear()
        self._said[kind] = now
        record.levelno = min(record.levelno, logging.WARNING)
        record.levelname = logging.getLevelName(record.levelno)
        return True


library_log = logging.getLogger("towline.link.librdkafka")
library_log.addFilter(Quiet())
