"""What the engine does about fetch rules for whoever asks: listing them, looking at what one would do, forgetting one.

Hides: where names of entries are read. Promises: a preview changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from engine import journal_catalog, journal_rules
from engine.api import Changed, EntryRow, Event
from engine.api_rules import Rule, RulePreview, RuleRow
from engine.errors import TowlineError
from engine.journal import Journal
from engine.journal_catalog import StoredOffer
from engine.people import People
from engine.port import Port
from engine.rules import Rules
from engine.settings import PRACTICE
from engine.vault import Vault

PORTION = 4096  # entries read at once: a page
READ_SECONDS = 30.0  # of waiting for a catalog, again and again while its cluster answers


class Ruling:
    """`Engine` is made from this class."""

    journal: Journal
    vault: Vault
    people_book: People
    rules_at_work: Rules
    _ports: dict[str, Port]
    _pool: ThreadPoolExecutor
    _stopping: bool

    def tell(self, event: Event) -> None:
        raise NotImplementedError

    def changed(self, transfer: bytes) -> None:
        raise NotImplementedError

    def rules(self) -> list[RuleRow]:
        """In their order."""
        return self.rules_at_work.rows()

    def rule_preview(self, rule: Rule) -> Future[RulePreview]:
        """What this rule would do now, in its place among the others; one of the same name is as if it were this one."""
        return self._pool.submit(self.rules_at_work.preview, rule)

    def rule_forget(self, name: str) -> Future[None]:
        """What a rule that was removed took is forgotten: one of the same name begins anew."""
        return self._pool.submit(self._rule_forget, name)

    def _rule_forget(self, name: str) -> None:
        with self.journal.write() as db:
            journal_rules.forget(db, name)

    def _new_rules(self) -> Rules:
        return Rules(
            self.journal,
            self.people_book,
            look_into=self._look_into,
            started=self._rule_started,
            hidden=self._rule_hid,
            tell=self.tell,
        )

    def _catalogs_read(self) -> bool:
        """Waits until all catalogs are read to the ends they have now; False if the engine stops before. Raises what
        keeps one from being read, also that it is not reached, once the others are. The practice cluster may be off."""
        trouble: TowlineError | None = None
        for port in list(self._ports.values()):
            wrong: TowlineError | None = None
            try:
                while wrong is None and not port.catalog.caught_up(READ_SECONDS):
                    if self._stopping:
                        return False
                    link = port.link.row()
                    if link.state == "failed":
                        wrong = TowlineError("not-in-time", cluster=link.cluster, timeout="30 s", why=link.why)
            except TowlineError as error:
                wrong = error
            trouble = trouble if port.cluster.name == PRACTICE else wrong or trouble
        if trouble is not None:
            raise trouble
        return True

    def _look_into(self, stored: StoredOffer) -> Iterator[Sequence[EntryRow]]:
        """Raises timeout at once for names that stand on the cluster, while it is not reached."""
        port = self._ports.get(stored.cluster)
        if port is None or (stored.offer.entries and port.link.row().state == "failed"):
            raise TowlineError("timeout", cluster=stored.cluster, reason="the names in a bundle stand on it")
        key = self.vault.open(stored.transfer_key, journal_catalog.TRANSFER_KEY)
        after = -1
        while portion := port.browser.entries(stored, key, after, PORTION):
            yield portion
            after = portion[-1].number

    def _rule_started(self, cluster: str, fetches: list[bytes]) -> None:
        for fetch in fetches:
            self.changed(fetch)
            self._offers_of(fetch)
        if port := self._ports.get(cluster):
            port.receiver.nudge()

    def _offers_of(self, fetch: bytes) -> None:
        with self.journal.read() as db:
            row = db.execute("SELECT offer, sender FROM fetches WHERE id = ?", (fetch,)).fetchone()
            offers = journal_catalog.offer_rows(db, transfer=row["offer"], sender=row["sender"])
        for offer in offers:
            self.tell(Changed(offer))

    def _rule_hid(self, transfer: bytes) -> None:
        with self.journal.read() as db:
            offers = journal_catalog.offer_rows(db, transfer=transfer)
        for offer in offers:
            self.tell(Changed(offer))
