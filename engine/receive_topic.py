"""Which topic it is that a link reads: asked now and then, because topics are deleted and made anew.

Promises: a no is new; a yes is at most as old as the caller says. Belongs to the receiving thread.
"""

from __future__ import annotations

import time

from engine import wire
from engine.api import Cluster
from engine.api_link import Link
from engine.errors import TowlineError

FRESH = 30.0  # seconds


class TopicNow:
    def __init__(self, link: Link, cluster: Cluster) -> None:
        self._link = link
        self._cluster = cluster
        self._at = 0.0  # when it was asked (monotonic); 0: what is known does not count
        self._ids: tuple[str, bytes] = ("", b"")

    def forget(self) -> None:
        """Something was not as it is in that topic: the next question is asked of the cluster."""
        self._at = 0.0

    def ids(self, fresh: float = FRESH) -> tuple[str, bytes]:
        """Of the cluster and of its data topic; empty what it does not tell. Raises TowlineError."""
        if not self._at or time.monotonic() - self._at > fresh:
            cluster_id = self._link.cluster_id()
            self._ids = cluster_id, self._link.facts(self._cluster.topic).topic_id
            self._at = time.monotonic()
        return self._ids

    def is_of(self, offer: wire.Offer) -> bool:
        """Whether the places in this offer are places in this topic."""
        if not _fits(offer, *self.ids()):
            self.forget()
        return _fits(offer, *self.ids())

    def check(self, ids: tuple[str, bytes], fresh: float = 5.0) -> None:
        """Raises topic-anew if it is no longer the topic with these ids."""
        if self.ids(fresh) != ids:
            raise TowlineError("topic-anew")


def _fits(offer: wire.Offer, cluster_id: str, topic_id: bytes) -> bool:
    same_topic = not offer.topic_id or not topic_id or offer.topic_id == topic_id
    return same_topic and (not offer.cluster_id or not cluster_id or offer.cluster_id == cluster_id)
