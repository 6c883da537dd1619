"""What holds for everything at once: limits, the week, pauses, what power and network allow, and waking up.

Hides: who says what (a person, the week, the battery, the network), in which order that counts, and the thread that
looks. Promises: what a person said is durable and outlives a restart; everything that rests says why, and goes on by
itself once the reason is over or a person says so; the computer is kept awake only while bytes move.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

from engine import journal_catalog, journal_pace, journal_transfers, week
from engine.api_pace import RESTS, PaceRow, RestRow
from engine.errors import TowlineError
from engine.journal import Journal
from engine.network import Network
from engine.pace import Pace
from engine.port import Port
from engine.power import Power
from engine.rules import Rules
from engine.settings import Settings
from engine.settings_pace import Limits

log = logging.getLogger("towline.engine")

TICK = 5.0  # seconds between two looks at power and network
SLEPT = 2.0  # seconds of sleep that count as one
SET_BACK = 60.0  # seconds by which a clock must have been set back to be worth reading catalogs again
RESTED = 3.0  # percent a battery must gain over its mark before work goes on: it would go on and off otherwise
ANYWAY = "anyway "
SHORT_OF_ROOM = "disk-reserve"  # word of errors.CAUSES


class Steering:
    """`_power`, `_network`: what this computer tells. `pace` is what senders and receivers ask."""

    journal: Journal
    settings: Settings
    pace: Pace
    rules_at_work: Rules
    _power: Power
    _network: Network
    _ports: dict[str, Port]
    _pool: ThreadPoolExecutor

    def wake(self) -> None:
        raise NotImplementedError

    def _tell_all(self, transfers: Sequence[bytes]) -> None:
        raise NotImplementedError

    def _read_catalogs_again(self) -> None:
        raise NotImplementedError

    def _steer_begin(self) -> None:
        """Before the first port is made; the thread begins then, too."""
        self._steer_end, self._steer_now = threading.Event(), threading.Event()
        self._steer_lock = threading.Lock()
        self._now_row = PaceRow()
        self._taken = 0
        self._slept, self._mark = self._power.slept(), self._network.mark()
        self._clock = _clock()
        self._steer()
        self._steer_thread = threading.Thread(target=self._steer_run, name="towline-pace", daemon=True)
        self._steer_thread.start()

    def _steer_stop(self) -> None:
        self._steer_end.set()
        self._steer_now.set()
        self._steer_thread.join()

    # --- what a person says -------------------------------------------------------------------------------------------------

    def pause_all(self, until: float = 0.0) -> Future[None]:
        """Everything rests until this time, 0: until `go_on`; also what is added meanwhile, and after a restart."""
        return self._pool.submit(self._say, {"pause": until}, ())

    def go_on(self, word: str = "") -> Future[int]:
        """Goes on in spite of what makes work rest (a word of RESTS, "": all of them): until that reason is over. How
        many reasons that were."""
        return self._pool.submit(self._in_spite, word)

    def _in_spite(self, word: str) -> int:
        if word and word not in RESTS:
            raise TowlineError(
                "usage", what=f"Nothing rests because of {word!r}.", todo=f"It is one of {', '.join(RESTS)}."
            )
        standing = {row.word: row.until for row in self._now_row.rests if word in ("", row.word)}
        said = {ANYWAY + each: until for each, until in standing.items() if each not in ("pause", "limit")}
        if "limit" in standing:
            said["full"] = self._limits_change()
        self._say(said, ("pause", "limited") if not word else ("pause",) if word == "pause" else ())
        for port in list(self._ports.values()):
            port.receiver.retry_now()
        return len(standing)

    def limited(self, on: bool) -> Future[None]:
        """The limits hold from now on, or do not, until the week says something else."""
        chosen, other = ("limited", "full") if on else ("full", "limited")
        return self._pool.submit(lambda: self._say({chosen: self._limits_change()}, (other,)))

    def pace_now(self) -> PaceRow:
        """What holds now, with battery and network as they are at this moment."""
        row = self._now_row
        battery = self._power.battery()
        percent, plugged = (battery.percent, battery.plugged) if battery else (-1, True)
        return replace(row, battery=percent, plugged=plugged, metered=self._network.metered())

    def _limits_change(self) -> float:
        return self.settings.limits.week.changes(time.time())

    def _say(self, said: dict[str, float], taken: tuple[str, ...]) -> None:
        with self.journal.write() as db:
            journal_pace.take_back(db, *taken)
            for word, until in said.items():
                journal_pace.say(db, word, until)
        self._steer()
        self._steer_now.set()

    # --- the judgement --------------------------------------------------------------------------------------------------------

    def _steer(self) -> None:
        """Decides anew, from what is known now, and tells who is concerned."""
        with self._steer_lock:
            before, row = self._now_row, self._judged(time.time())
            limits, pace = self.settings.limits, self.pace
            turns = {queue.name: queue.parallel for queue in self.settings.queues.values() if queue.parallel}
            other = (pace.parallel, pace.queues) != (limits.parallel, turns)
            self._now_row = row
            pace.up.set(row.up if row.up > 0 else None)
            pace.down.set(row.down if row.down > 0 else None)
            pace.parallel, pace.queues = limits.parallel, turns
            pace.reserve = 0 if self._anyway("room") else limits.leave_free
            pace.rests = row.rests
        if other or (row.rests, row.up, row.down) != (before.rests, before.up, before.down):
            for port in list(self._ports.values()):
                port.sender.nudge()
                port.receiver.nudge()
            if row.rests != before.rests:
                self._tell_open()

    def _judged(self, now: float) -> PaceRow:
        limits = self.settings.limits
        with self.journal.read() as db:
            said = journal_pace.words(db)
        over = [word for word, until in said.items() if until and until <= now]
        self._said = {word: until for word, until in said.items() if word not in over}
        change = limits.week.changes(now)
        level, by = limits.level(now), "" if limits.week.plain else "schedule"
        rests = [RestRow("pause", until=self._said["pause"])] if "pause" in self._said else []
        if level == week.PAUSED:
            if not self._anyway("schedule"):
                rests.append(RestRow("schedule", until=change))
            level = week.FULL
        elif self._anyway("schedule"):
            over.append(ANYWAY + "schedule")
        for word in (week.FULL, week.LIMITED):
            if word in self._said:
                level, by = word, "person"
        up, down = self._rates(limits, level)
        facts = self._outside(limits, rests, over)
        rests += [RestRow("limit", kind=kind) for kind, rate in (("send", up), ("fetch", down)) if rate == 0]
        if any(port.receiver.waits_for(SHORT_OF_ROOM) for port in list(self._ports.values())):
            rests.append(RestRow("room"))
        elif self._anyway("room") and not self._any_open():
            over.append(ANYWAY + "room")
        if over:
            with self.journal.write() as db:
                journal_pace.take_back(db, *over)
        return replace(facts, up=up, down=down, level=level, by=by, until=change if by else 0.0, rests=tuple(rests))

    def _rates(self, limits: Limits, level: str) -> tuple[int, int]:
        if level != week.LIMITED:
            return -1, -1
        return (-1 if limits.up is None else limits.up), (-1 if limits.down is None else limits.down)

    def _outside(self, limits: Limits, rests: list[RestRow], over: list[str]) -> PaceRow:
        """Adds what network and battery say to what rests, and to what is over. Asks only what somebody wants to know."""
        facts = PaceRow(awake=self._now_row.awake)
        wary = [name for name, cluster in self.settings.clusters.items() if cluster.not_on_metered]
        if wary:
            facts = replace(facts, metered=self._network.metered())
        if facts.metered != "yes":
            over.append(ANYWAY + "metered")
        elif not self._anyway("metered"):
            rests += [RestRow("metered", cluster) for cluster in wary]
        battery = self._power.battery() if limits.battery_below else None
        if battery is not None:
            facts = replace(facts, battery=battery.percent, plugged=battery.plugged)
        resting = any(row.word == "battery" for row in self._now_row.rests)
        mark = limits.battery_below + (RESTED if resting else 0)
        if battery is None or battery.plugged or battery.percent >= mark:
            over.append(ANYWAY + "battery")
        elif not self._anyway("battery"):
            rests.append(RestRow("battery"))
        over[:] = [word for word in over if word in self._said or not word.startswith(ANYWAY)]
        return facts

    def _anyway(self, word: str) -> bool:
        return ANYWAY + word in self._said

    def _any_open(self) -> bool:
        with self.journal.read() as db:
            return journal_transfers.to_go(db)[0] > 0

    def _tell_open(self) -> None:
        with self.journal.read() as db:
            open_ones = journal_transfers.open_ids(db)
        self._tell_all(open_ones)

    # --- the thread -------------------------------------------------------------------------------------------------------------

    def _steer_run(self) -> None:
        while not self._steer_end.is_set():
            try:
                self._steer()
                self._look_outside()
            except TowlineError as error:  # the journal's disk
                log.warning("%s", error.sentence)
            except Exception:  # a fault must be told, and must not end all looking for good
                log.exception("fault while looking at power and network")
            self._steer_now.wait(self._patience())
            self._steer_now.clear()
        self._power.close()
        self._network.close()

    def _patience(self) -> float:
        times = [self._now_row.until, *self._said.values(), *(row.until for row in self._now_row.rests)]
        soonest = min((at for at in times if at), default=float("inf"))
        return max(0.05, min(TICK, soonest - time.time()))

    def _look_outside(self) -> None:
        slept, mark = self._power.slept(), self._network.mark()
        woke, changed = slept - self._slept > SLEPT, bool(mark) and mark != self._mark
        self._slept, self._mark = slept, mark
        if woke or changed:
            log.info("the computer woke up" if woke else "the network is another one")
            self.wake()
        clock = _clock()
        ahead, self._clock = self._clock - clock, clock
        if ahead > SET_BACK:
            log.info("the clock was set back")
            self._right_again()
        awake = self._power.keep_awake(self._moving() and self.settings.limits.keep_awake)
        with self._steer_lock:
            self._now_row = replace(self._now_row, awake=awake)

    def _right_again(self) -> None:
        """The clock was ahead: what came meanwhile may have counted as expired, and even as not worth keeping."""
        with self.journal.write() as db:
            journal_catalog.read_again(db)
        self.rules_at_work.apply(self.settings.rules)
        self._read_catalogs_again()

    def _moving(self) -> bool:
        """Bytes of transfers moved since the last look, or still do."""
        taken, self._taken = self._taken, self.pace.up.taken + self.pace.down.taken
        if taken != self._taken:
            return True
        for port in list(self._ports.values()):
            row = port.link.row()
            if (row.up and port.sender.active()) or (row.down and port.receiver.active()):
                return True
        return False


def _clock() -> float:
    """How far this computer's clock is from one that nobody sets."""
    return time.time() - time.monotonic()
