"""What the engine counts, for monitoring. `Engine` is made from this class.

Hides: where each figure stands. Promises: no name of a file or person; reads only, and asks the cluster nothing.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from engine import __version__, disk, journal_figures, rule_match
from engine.api import QuestionRow
from engine.api_figures import FigureRow
from engine.api_watch import WatchRow
from engine.errors import CAUSES
from engine.journal import Journal
from engine.link_ask import library_version
from engine.port import Port
from engine.settings import Settings
from engine.wire import FORMAT


class Figures:
    """`_ports`: of the clusters that are connected."""

    journal: Journal
    settings: Settings
    _ports: dict[str, Port]

    def questions(self) -> list[QuestionRow]:
        raise NotImplementedError

    def watches(self) -> list[WatchRow]:
        raise NotImplementedError

    def figures(self) -> list[FigureRow]:
        """All of them, now."""
        parts = {"version": __version__, "librdkafka": library_version(), "format": str(FORMAT)}
        return [
            FigureRow("towline_up", 1),
            FigureRow("towline_build_info", 1, parts),
            *self._of_links(),
            *self._of_journal(),
            FigureRow("towline_needs_person", len(self.questions())),
            FigureRow("towline_settling_files", sum(watch.settling for watch in self.watches())),
            *self._of_disks(),
        ]

    def _of_links(self) -> Iterator[FigureRow]:
        for name in self.settings.clusters:
            port, labels = self._ports.get(name), {"cluster": name}
            if port is None:
                yield FigureRow("towline_link_up", 0, labels)
                continue
            link = port.link.row()
            catalog = port.catalog.read_bytes + port.receipts.read_bytes
            yield FigureRow("towline_link_up", int(link.state in ("connected", "throttled")), labels)
            yield FigureRow("towline_link_attempts_total", link.tries, labels)
            yield FigureRow("towline_sent_bytes_total", link.sent, labels)
            yield FigureRow("towline_received_bytes_total", max(0, link.read - catalog), labels)
            yield FigureRow("towline_catalog_bytes_total", catalog, labels)
            yield FigureRow("towline_throttle_seconds_total", link.slowed, labels)
            if link.clock is not None:
                yield FigureRow("towline_clock_offset_seconds", link.clock, labels)

    def _of_journal(self) -> Iterator[FigureRow]:
        with self.journal.read() as db:
            backlog = journal_figures.backlog(db)
            states, failures = journal_figures.states(db), journal_figures.failures(db)
            success, twice = journal_figures.last_success(db), journal_figures.sent_twice(db)
        for row in backlog:
            yield FigureRow("towline_backlog_bytes", row["bytes"], {"queue": row["queue"]})
        if not backlog:
            yield FigureRow("towline_backlog_bytes", 0, {"queue": ""})
        yield FigureRow("towline_backlog_files", sum(row["files"] for row in backlog))
        oldest = min((row["oldest"] for row in backlog), default=0.0)
        yield FigureRow("towline_oldest_backlog_seconds", max(0.0, time.time() - oldest) if oldest else 0.0)
        for row in states:
            yield FigureRow("towline_transfers", row["count"], {"state": row["state"]})
        for word, count in failures.items():
            verdict = CAUSES[word].verdict.value if word in CAUSES else ""
            yield FigureRow("towline_failed_total", count, {"verdict": verdict, "cause": word})
        yield FigureRow("towline_resent_bytes_total", twice)
        yield FigureRow("towline_last_success_timestamp", success)

    def _of_disks(self) -> Iterator[FigureRow]:
        """Where files arrive: chosen by a person, or by fetch rules."""
        ruled = [rule_match.split(template)[0] for rule in self.settings.rules for template in rule.to]
        for folder in dict.fromkeys([str(self.settings.agent.downloads), *ruled]):
            free = disk.free_at(Path(folder))
            if free >= 0:
                yield FigureRow("towline_disk_free_bytes", free, {"folder": folder})
