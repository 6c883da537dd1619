"""All parts of one cluster: its link, and what sends, receives, follows and browses through it.

Hides: in which order the parts start and end. Promises: after `stop` no thread of them works any more.
"""

from __future__ import annotations

from collections.abc import Callable

from engine.actions import Actions
from engine.api import Cluster, Listener
from engine.api_link import Link
from engine.browse import Browser
from engine.catalog import Catalog
from engine.fleet_keeper import FleetKeeper
from engine.journal import Journal
from engine.originals import Originals
from engine.pace import Pace
from engine.people import People
from engine.receipts import Receipts
from engine.receive import Receiver
from engine.send import Sender
from engine.vault import Vault
from engine.wire_fleet import Status

LAST_SECONDS = 5.0  # for who waited for an answer of the cluster until the link was closed
RECEIPTS_REST = 900.0  # seconds between two looks for receipts, where as little as possible is read
REACH_SECONDS = 15.0  # how long a first send waits for the catalog of a new journal


class Port:
    """`tell` hears events; `changed` is called with each transfer whose committed row changed, `heard` with each offer
    (its transfer) that was accepted or changed. `status`: how this computer is, for its administrators."""

    def __init__(
        self,
        cluster: Cluster,
        link: Link,
        *,
        journal: Journal,
        vault: Vault,
        people: People,
        pace: Pace,
        tell: Listener,
        changed: Callable[[bytes], None],
        heard: Callable[[bytes], None],
        follow: bool,
        status: Callable[[], Status],
    ) -> None:
        self.cluster = cluster
        self.link = link
        self.catalog = Catalog(link, cluster, journal, people, tell, follow=follow)
        self.keeper = FleetKeeper(cluster.name, journal, people, self.catalog.publish, status)
        self.catalog.keeper = self.keeper
        self.sender = Sender(
            link, cluster, journal, vault, people, changed=changed, ensure_numbers=self._ensure_numbers, pace=pace
        )
        self.receiver = Receiver(link, cluster, journal, vault, people, changed, pace=pace)
        self._heard = heard
        self.catalog.on_offer = self._offer_changed
        self.originals = Originals(link, cluster, journal, people, changed)
        self.actions = Actions(link, cluster, journal, people, changed)
        self.receipts = Receipts(link, cluster, journal, people, tell, rest=0.0 if follow else RECEIPTS_REST)
        self.receipts.on_missing = self.sender.nudge
        self.receipts.on_receipt = self.originals.nudge
        self.browser = Browser(link, cluster)

    def _offer_changed(self, transfer: bytes) -> None:
        self.receiver.nudge()
        self._heard(transfer)

    def _ensure_numbers(self) -> None:
        self.catalog.highest_number(REACH_SECONDS)

    def start(self) -> None:
        self.catalog.start()
        self.sender.start()
        self.receiver.start()
        self.receipts.start()
        self.originals.start()
        self.actions.start()

    def end(self) -> None:
        """Tells all parts to end, waiting for none."""
        for part in (self.sender, self.receiver, self.receipts, self.catalog, self.originals, self.actions):
            part.end()

    def stop(self, grace: float) -> None:
        """Where the cluster is not reached nothing on its way can arrive within `grace`: its link is closed at once."""
        self.end()
        if self.link.row().state == "failed":
            grace = 0.0
        self.sender.stop(grace)
        self.receiver.stop(grace)
        self.originals.stop(grace)
        self.actions.stop(grace)
        self.keeper.last_word(min(grace, LAST_SECONDS))
        self.link.close()  # a question that hangs fails now, so whoever put it ends
        self.browser.close()
        self.sender.stop(LAST_SECONDS)
        self.receiver.stop(LAST_SECONDS)
        self.originals.stop(LAST_SECONDS)
        self.actions.stop(LAST_SECONDS)
        self.receipts.stop()
        self.catalog.stop()
