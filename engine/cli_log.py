"""The agent's log: one line for what a person who looks after this computer must know, and no more.

Hides: which events are worth a line, and where lines go. Promises: no name or path of a file in any line, unless names
were asked for; a transfer or a cluster that keeps failing in the same way makes one line when it begins and one an hour,
not one an attempt, and transfers that only wait for a cluster say so once.
"""

from __future__ import annotations

import json
import logging
import queue
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from engine.api import AttemptRow, Changed, Event, LinkRow, Notice, OfferRow, TransferRow
from engine.errors import CAUSES, TowlineError
from engine.names import shown
from engine.settings_agent import LOG, AgentSettings

if TYPE_CHECKING:
    from engine.door import EngineSurface

FILE_BYTES, FILES = 10_000_000, 5
AGAIN = 3600.0  # seconds until the same thing is said again
LOOK = 1.0  # seconds between two looks at links
REMEMBERED = 10_000  # transfers, offers and clusters
NAMING = ("{path}", "{folder}", "{name", "{what}", "{where}")  # facts of a sentence that may name files
LEVELS = {"failed": logging.ERROR, "needs-you": logging.WARNING, "retrying": logging.WARNING, "partly": logging.WARNING}
NOTICES = {"info": logging.INFO, "warning": logging.WARNING, "failed": logging.ERROR}
TROUBLE = ("retrying", "waiting", "needs-you")

log = logging.getLogger(LOG)


def open_log(where: str, form: str, profile: Path, level: str = "info") -> None:
    """`where`: stdout, file (in the profile, 5 of 10 MB) or both. `form`: text or json. `level`: error, warning or info."""
    log.setLevel(level.upper())
    log.propagate = False
    logging.raiseExceptions = False  # a reader of stdout that went away must not end in tracebacks
    handlers: list[logging.Handler] = []
    if where in ("stdout", "both"):
        handlers.append(logging.StreamHandler(sys.stdout))
    if where in ("file", "both"):
        from logging.handlers import RotatingFileHandler  # late: so that --help is quick

        folder = profile / "log"
        folder.mkdir(mode=0o700, exist_ok=True)
        handlers.append(
            RotatingFileHandler(folder / "towline.log", maxBytes=FILE_BYTES, backupCount=FILES - 1, encoding="utf-8")
        )
    close_log()
    for handler in handlers:
        handler.setFormatter(_Json() if form == "json" else _Text())
        log.addHandler(handler)


def close_log() -> None:
    for handler in list(log.handlers):
        log.removeHandler(handler)
        handler.close()


def line(level: int, event: str, sentence: str = "", *, transfer: str = "", verdict: str = "", **facts: object) -> None:
    """One line."""
    log.log(level, sentence, extra={"event": event, "transfer": transfer, "verdict": verdict, "facts": facts})


class _Text(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        said = vars(record)
        when = time.strftime("%Y-%m-%dT%H:%M:%S%z", time.localtime(record.created))
        words = [when, record.levelname.lower(), said["event"], said["transfer"] or "-", said["verdict"] or "-"]
        words += [record.getMessage()] if record.msg else []
        return " ".join(words + [f"{key}={value}" for key, value in said["facts"].items()])


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        said = vars(record)
        line = {"v": 1, "time": record.created, "level": record.levelname.lower(), "event": said["event"]}
        line |= {key: said[key] for key in ("transfer", "verdict") if said[key]}
        return json.dumps(line | ({"text": record.getMessage()} if record.msg else {}) | said["facts"])


class Reporter:
    """Turns what the engine tells into lines. `story` gives a transfer's story; `clock` seconds that never go back.

    `names`: titles of transfers and names of senders stand in the lines.
    """

    def __init__(
        self,
        story: Callable[[str], Sequence[AttemptRow]],
        clock: Callable[[], float] = time.monotonic,
        *,
        names: bool = False,
    ) -> None:
        self.names = names
        self._story = story
        self._clock = clock
        self._said: dict[str, tuple[str, float]] = {}  # transfer, offer or cluster → what was said, and when

    def take(self, event: Event) -> None:
        if isinstance(event, Notice):
            said = f"{shown(event.title)}." if self.names or not event.names else "It names somebody or something."
            line(NOTICES.get(event.level, logging.INFO), "notice", said)
        elif isinstance(event, Changed) and isinstance(event.row, TransferRow):
            self._transfer(event.row)
        elif isinstance(event, Changed) and isinstance(event.row, OfferRow):
            self._offer(event.row)

    def link(self, row: LinkRow) -> None:
        """A cluster's link as it is now; what lies between up and down is not worth a line."""
        state = {"connected": "up", "throttled": "throttled", "failed": "down"}.get(row.state, "")
        if state and self._is_news(f"link {row.cluster}", state, again=state != "up"):
            level = logging.WARNING if state == "down" else logging.INFO
            line(level, f"link-{state}", row.why, cluster=row.cluster, attempt=row.attempt)

    def trouble(self, about: str, error: TowlineError) -> None:
        """Something of the agent's own that fails again and again."""
        if self._is_news(about, error.word, again=True):
            line(logging.WARNING, about, error.sentence, verdict=error.verdict)

    def _transfer(self, row: TransferRow) -> None:
        down = self._said.get(f"link {row.cluster}", ("", 0.0))[0] == "down"  # then the line about it says it hourly
        if not self._is_news(row.id, row.state, again=row.state in TROUBLE and not down):
            return
        facts: dict[str, object] = {"kind": row.kind.value, "cluster": row.cluster, "bytes": row.done, "size": row.size}
        if row.outcome:
            facts |= {"files": row.entries_done, "left_out": row.left_out, "twice": row.sent_twice}
        cause = self._cause(row) if row.state in TROUBLE or row.state == "failed" else None
        sentence, verdict = (_nameless(cause), cause.verdict) if cause else ("", "")
        if cause:
            facts["cause"] = cause.event
        if self.names:
            facts |= {"title": shown(row.title), "with": shown(row.peer)}
        line(LEVELS.get(row.state, logging.INFO), row.state, sentence, transfer=row.id, verdict=verdict, **facts)

    def _cause(self, row: TransferRow) -> AttemptRow | None:
        return next((line for line in reversed(self._story(row.id)) if line.event in CAUSES), None)

    def _offer(self, row: OfferRow) -> None:
        if not row.mine and row.state != "growing" and self._is_news(f"offer {row.id}", row.state, again=False):
            names = {"title": shown(row.title), "sender": shown(row.sender)} if self.names else {}
            line(logging.INFO, f"offer-{row.state}", transfer=row.id, cluster=row.cluster, size=row.size, **names)

    def _is_news(self, about: str, state: str, *, again: bool) -> bool:
        before, when = self._said.get(about, ("", 0.0))
        if before == state and not (again and self._clock() - when >= AGAIN):
            return False
        self._said.pop(about, None)
        self._said[about] = (state, self._clock())
        if len(self._said) > REMEMBERED:
            del self._said[next(iter(self._said))]  # the one that changed longest ago
        return True


class LogFile:
    """The log of a window's engine, which has no loop of its own: in a file, where the settings want one."""

    def __init__(self, engine: EngineSurface, settings: AgentSettings, profile: Path) -> None:
        self._engine = engine
        self._reporter = Reporter(engine.story, names=settings.log_names)
        self._news = queue.SimpleQueue[Event | None]()
        self._wanted = settings.log in ("file", "both")
        if self._wanted:
            open_log("file", settings.log_format, profile, settings.log_level)
        self._thread = threading.Thread(target=self._run, name="towline-log", daemon=True)

    def __enter__(self) -> None:
        if self._wanted:
            line(logging.INFO, "started")
            self._leave = self._engine.subscribe(self._news.put)
            self._thread.start()

    def __exit__(self, *_: object) -> None:
        if self._wanted:
            self._leave()
            self._news.put(None)
            self._thread.join()
            line(logging.INFO, "ending")
            close_log()

    def _run(self) -> None:
        looked = float("-inf")
        while True:
            try:
                with suppress(queue.Empty):
                    event = self._news.get(timeout=LOOK)
                    if event is None:
                        return
                    self._reporter.take(event)
                if time.monotonic() - looked >= LOOK:
                    looked = time.monotonic()
                    for link in self._engine.links():
                        self._reporter.link(link)
            except Exception as error:  # noqa: BLE001  one line lacks what it tells of: that is said, and the next ones come
                fault = TowlineError("bug", reason=f"{type(error).__name__} while its log was written")
                self._reporter.trouble("log", error if isinstance(error, TowlineError) else fault)


def _nameless(row: AttemptRow) -> str:
    """The sentence, unless it may name a file."""
    cause = CAUSES[row.event]
    return "" if any(fact in cause.what + cause.todo for fact in NAMING) else row.sentence
