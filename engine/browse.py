"""Looks into an offer without fetching it: reads its entry pages, one at a time, checked before they are opened.

Hides: finding, reading and opening pages. Promises: a page is used only if its digest stands in the signed offer (or in
a page that does), and no more pages are read than the rows asked for need.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict

from engine import keys, wire
from engine.api import Cluster, EntryRow
from engine.api_link import Link, OffsetGone, Reader
from engine.errors import TowlineError
from engine.journal_catalog import StoredOffer
from engine.seal import Opener, cipher_of, record_digest

KEPT_PAGES = 16
READ_SECONDS = 30.0


class Browser:
    """Reads pages through one reader of a link. Thread-safe; one look at a time."""

    def __init__(self, link: Link, cluster: Cluster) -> None:
        self._link = link
        self._cluster = cluster
        self._reader: Reader | None = None
        self._pages: OrderedDict[bytes, bytes] = OrderedDict()  # by digest, opened
        self._leaf: tuple[bytes, list[wire.Entry]] = (b"", [])  # digest and rows of the one looked at last
        self._lock = threading.Lock()

    def entries(self, stored: StoredOffer, transfer_key: bytes, after: int, limit: int) -> list[EntryRow]:
        """At most `limit` entries whose row number is above `after`. Raises TowlineError."""
        offer, sealed = stored.offer, stored.sealed
        if sealed is None:
            raise TowlineError("not-for-me")
        if not offer.entries:
            rows = list(enumerate(sealed.entry_rows))
            sums = {row.number: row.sha256 for row in sealed.sum_rows}
            return [_row(n, entry, sums.get(n, b"")) for n, entry in rows if n > after and _shown(entry)][:limit]
        context = keys.context(offer.suite, offer.signing_key, offer.transfer, offer.block_size)
        opener = Opener(cipher_of(offer.suite), keys.derive(transfer_key, context), offer.transfer, offer.block_size)
        found: list[EntryRow] = []
        with self._lock:
            for leaf in self._leaves(opener, offer.entries, inner=bool(offer.inner & 2)):
                if leaf.first + leaf.count - 1 <= after:
                    continue
                entries = self._entries(opener, leaf)
                found += [
                    _row(n, entry, b"") for n, entry in enumerate(entries, leaf.first) if n > after and _shown(entry)
                ]
                if len(found) >= limit:
                    break
        return found[:limit]

    def _entries(self, opener: Opener, leaf: wire.Ref) -> list[wire.Entry]:
        """A leaf holds the rows of several looks in a row."""
        if self._leaf[0] != leaf.digest:
            rows = wire.decode_rows(wire.Entry, self._page(opener, leaf, wire.ENTRY_PAGE), wire.LEAF_ROWS)
            self._leaf = leaf.digest, rows
        return self._leaf[1]

    def _leaves(self, opener: Opener, refs: list[wire.Ref], *, inner: bool) -> list[wire.Ref]:
        if not inner:
            return refs
        leaves: list[wire.Ref] = []
        for ref in refs:
            leaves += wire.decode_rows(wire.Ref, self._page(opener, ref, wire.INNER_PAGE), wire.INNER_REFS)
        return leaves

    def _page(self, opener: Opener, ref: wire.Ref, kind: int) -> bytes:
        if ref.digest in self._pages:
            self._pages.move_to_end(ref.digest)
            return self._pages[ref.digest]
        header, value = self._read(ref)
        if record_digest(header, value) != ref.digest:
            raise TowlineError("refused", reason="a page is not the one its sender signed")
        page = bytes(opener.open(kind, ref.first, header, value))
        self._pages[ref.digest] = page
        if len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        return page

    def _read(self, ref: wire.Ref) -> tuple[bytes, bytes]:
        if self._reader is None:
            self._reader = self._link.reader(self._cluster.topic, ahead=False)
        self._reader.want({ref.partition: ref.offset})
        deadline = time.monotonic() + READ_SECONDS
        try:
            while time.monotonic() < deadline:
                record = self._reader.poll(0.2)
                if record and record.offset == ref.offset and record.partition == ref.partition:
                    return record.header or b"", record.value or b""
        except OffsetGone as gone:
            raise TowlineError("offset-gone", cluster=self._cluster.name) from gone
        finally:
            self._reader.want({})
        raise TowlineError("timeout", cluster=self._cluster.name, reason="a page did not come")

    def close(self) -> None:
        with self._lock:
            if self._reader:
                self._reader.close()
                self._reader = None


def _shown(entry: wire.Entry) -> bool:
    return entry.state != wire.VOID


def _row(number: int, entry: wire.Entry, sha256: bytes) -> EntryRow:
    state = {wire.OPEN: "still arriving", wire.CLOSED: "offered", wire.LEFT_OUT: "left out"}[entry.state]
    return EntryRow(
        number, entry.path, entry.folder, entry.length, entry.mtime_ns, state, "", sha256.hex(), placed_as=""
    )
