"""Reading what fetches want of the data topic.

Hides: the readers, when they go elsewhere, what it means that a record does not come. Promises: who wants a record gets it,
or hears that it is not there once the watermarks say so; chunks and the pages of a newer revision are read by a reader each,
for a page would make the other one throw away what it has fetched ahead, and take long to come behind it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from engine.api import Cluster
from engine.api_link import Link, OffsetGone, Reader, Record
from engine.errors import TowlineError
from engine.receive_plan import Owner, Want, Wants

log = logging.getLogger("towline.receive")

RECORDS_A_TURN = 16
SILENCE = 20.0  # seconds without a record before the watermarks are asked
PAGE_SECONDS = 0.02  # of waiting for chunks while a page is on its way, too
REST_SECONDS = 1.0  # without anything wanted, after which the cluster is no longer asked for more


class Reading:
    """For one thread. `give(want, record)`: None is a record that is not there. `doubt`: called where that may mean that
    the topic is another one; raises TowlineError."""

    def __init__(
        self, link: Link, cluster: Cluster, give: Callable[[Want, Record | None], None], doubt: Callable[[], None]
    ) -> None:
        self.chunks = Wants()  # and pages, while no chunk is on its way
        self.pages = Wants()
        self._readings = [
            _Reading(link, cluster, wants, give, doubt, ahead=wants is self.chunks)
            for wants in (self.pages, self.chunks)
        ]

    def __len__(self) -> int:
        """How many records are wanted."""
        return len(self.chunks) + len(self.pages)

    def drop(self, owner: Owner) -> None:
        """Its records are no longer wanted."""
        self.chunks.drop(owner)
        self.pages.drop(owner)

    def step(self, timeout: float) -> bool:
        """Reads a few records and gives each to those who want it. True if any came. Raises what is the link's trouble."""
        came = False
        for reading in self._readings:
            if not len(reading.wants):
                reading.rest()
            else:
                both = len(self.chunks) and len(self.pages)
                wait = 0.0 if came or (both and reading.wants is self.pages) else timeout
                came = reading.step(min(wait, PAGE_SECONDS) if both else wait) or came
        return came

    def rest(self) -> None:
        """Nothing is to be read for now: else a reader would ask for what comes next again and again."""
        for reading in self._readings:
            reading.rest()

    def close(self) -> None:
        for reading in self._readings:
            reading.close()


class _Reading:
    def __init__(
        self,
        link: Link,
        cluster: Cluster,
        wants: Wants,
        give: Callable[[Want, Record | None], None],
        doubt: Callable[[], None],
        *,
        ahead: bool,
    ) -> None:
        self.wants = wants
        self._link = link
        self._cluster = cluster
        self._give = give
        self._doubt = doubt
        self._ahead = ahead
        self._reader: Reader | None = None
        self._heard = 0.0  # when the last record came
        self._stands = False  # at some place of the topic

    def close(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def step(self, timeout: float) -> bool:
        if self._reader is None:
            self._reader = self._link.reader(self._cluster.topic, ahead=self._ahead)
            self.wants.restart()
        came = False
        try:
            for _ in range(RECORDS_A_TURN):
                if not len(self.wants):
                    break
                positions = self.wants.positions()
                if positions is not None:
                    self._stands = True
                    self._reader.want(positions)
                record = self._reader.poll(0.0 if came else timeout)
                if record is None:
                    if not came:
                        self._hear_nothing()
                    break
                came = True
                self._heard = time.monotonic()
                found, missed = self.wants.take(record.partition, record.offset)
                for want in missed:
                    self._give(want, None)
                for want in found:
                    self._give(want, record)
        except OffsetGone as gone:
            self._look_at_marks(gone.partition)
        return came

    def rest(self) -> None:
        # chunks: more of the same bundle may be wanted soon
        soon = self._ahead and time.monotonic() - self._heard < REST_SECONDS
        if self._stands and self._reader is not None and not len(self.wants) and not soon:
            self._stands = False
            self._reader.want({})
            self.wants.restart()

    def _hear_nothing(self) -> None:
        """After some silence it is asked whether what is wanted is still there."""
        now = time.monotonic()
        if now - self._heard < SILENCE:
            return
        self._heard = now
        for partition, (low, high) in self._link.watermarks(self._cluster.topic).items():
            if self.wants.any_outside(partition, low, high):
                self._lose(partition, low, high)

    def _look_at_marks(self, partition: int) -> None:
        """The reader stopped at an offset that is not there: tells those who want what is gone."""
        try:
            self._doubt()
            low, high = self._link.watermarks(self._cluster.topic).get(partition, (0, 0))  # not told: none seen yet
        except TowlineError:
            self.wants.restart()
            raise
        if not self._lose(partition, low, high) and self.wants.any_outside(partition, 0, 0):
            # It is there and is not: the brokers do not agree yet.
            reason = f"partition {partition} is not readable yet"
            raise TowlineError("cluster-busy", cluster=self._cluster.name, reason=reason)

    def _lose(self, partition: int, low: int, high: int) -> bool:
        lost = self.wants.gone(partition, low, high, time.monotonic())
        if lost:
            log.warning("%d wanted records of partition %d are not in %d..%d", len(lost), partition, low, high)
        for want in lost:
            self._give(want, None)
        return bool(lost)
