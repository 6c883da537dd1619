"""`towline agent`: the engine in the foreground until it is told to end, serving the door.

Hides: signals, what systemd wants to hear, and when all open work is done. Promises: SIGTERM and Ctrl-C end it within
20 s and with 0, for that is how an agent ends; SIGHUP reads the settings again, and broken ones change nothing; a locked
key is waited for; what nobody is there to answer is answered by the defaults below, and said; `--once` leaves when
nothing is open any more, what watched folders held is sent, what fetch rules want of what is stored is fetched, and what
follows these transfers is done.
"""

from __future__ import annotations

import logging
import queue
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.api import Event, LinkRow, Outcome, QuestionRow, Reach, SettingsRead, Snapshot, TransferRow, Wanted
from engine.api_rules import RuleRow
from engine.api_watch import WatchRow
from engine.cli_fleet import ZeroTouch
from engine.cli_log import Reporter, close_log, line, open_log
from engine.cli_parser import Verbs, add_flags
from engine.cli_print import count, size, span
from engine.cli_session import REACHED, Command, Session
from engine.errors import Exit, TowlineError
from engine.notify import Notifier

if TYPE_CHECKING:
    from engine.metrics import MetricsServer
    from engine.settings_agent import AgentSettings

TICK = 1.0  # seconds between two looks at links, open work and questions
TICK_ONCE = 0.25
GRACE = 20.0  # seconds to end
UNLOCK_SECONDS = 30.0  # between two tries to have the key of a locked profile
METRICS_SECONDS = 15.0
QUESTIONS_SECONDS = 60.0  # at the latest; sooner after something changed
MOVING = ("sending", "fetching", "looking", "scanning", "checking", "retrying", "waiting")

# What an agent without a window answers. New senders stay ignored: they are not asked about, only listed.
DEFAULTS = {"exists": "both", "retention": "anyway"}
SAID = {
    "exists": "Names were taken by other files; both were kept.",
    "retention": "Sending may take longer than the cluster keeps it; sent anyway.",
}

END, RELOAD = "end", "reload"
News = queue.SimpleQueue[Event | str]


def add_verbs(verbs: Verbs) -> None:
    verb = verbs.add("agent", agent)
    verb.add_argument(
        "--once",
        action="store_true",
        help="take up all open work, what settles in watched folders and what fetch rules want, finish it, leave",
    )
    add_flags(verb)


def agent(command: Command) -> int:
    _open_log(command)
    notifier = Notifier(command.environ)
    news: News = queue.SimpleQueue()
    try:
        with _signals(news), ExitStack() as stack:
            session = _session(command, stack, news, notifier)
            if session is None:
                return Exit.DONE
            if session.remote:
                raise TowlineError("profile-in-use", path=command.profile)
            with _Watch(session, command, news, notifier) as watch:
                return watch.run()
    finally:
        notifier.stopping()
        close_log()


def _open_log(command: Command) -> AgentSettings:
    """As the settings say; secrets are not needed for it, so a locked key can be told of."""
    settings = command.settings(secrets=False).agent
    form = "json" if command.args.json else settings.log_format  # with --json nothing else may stand in stdout
    open_log(settings.log, form, command.profile, settings.log_level)
    return settings


@contextmanager
def _signals(news: News) -> Iterator[None]:
    """A handler only puts a word into the queue: its `put` may be entered again, the locks of events may not."""
    wanted = {signal.SIGTERM: END, signal.SIGINT: END}
    for name, word in (("SIGHUP", RELOAD), ("SIGBREAK", END)):  # the first is POSIX's, the other one Windows'
        if hasattr(signal, name):
            wanted[getattr(signal, name)] = word
    before = {
        number: signal.signal(number, lambda _number, _frame, word=word: news.put(word))  # type: ignore[misc]
        for number, word in wanted.items()
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _session(command: Command, stack: ExitStack, news: News, notifier: Notifier) -> Session | None:
    """The engine; None if it was told to end before the key could be had."""
    reach = Reach.ONCE if command.args.once else Reach.ALL
    told = False
    while True:
        try:
            return stack.enter_context(command.session(grace=GRACE, reach=reach))
        except TowlineError as error:
            if error.word != "key-locked" or command.args.once:
                raise
            if not told:
                line(logging.ERROR, error.word, error.sentence, verdict=error.verdict)
                notifier.ready()  # it does what it can do: a restart would not unlock anything
                notifier.status("Waiting: the key of the profile is locked")
                told = True
        if _told_to_end(news, UNLOCK_SECONDS, notifier):
            return None


def _told_to_end(news: News, seconds: float, notifier: Notifier) -> bool:
    """Waits; a reload ends it sooner."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        notifier.alive()
        try:
            word = news.get(timeout=min(left, TICK))
        except queue.Empty:
            continue
        if word in (END, RELOAD):
            return word == END
    return False


class _Watch:
    """The agent's own loop: everything else happens in the engine's threads."""

    def __init__(self, session: Session, command: Command, news: News, notifier: Notifier) -> None:
        self._session = session
        self._engine = session.engine
        self._command = command
        self._news = news
        self._notifier = notifier
        self._settings = command.settings(secrets=False).agent
        self._reporter = Reporter(self._engine.story, names=self._settings.log_names)
        self._server: MetricsServer | None = None
        self._unreached: dict[str, tuple[float, str]] = {}  # cluster → since when (monotonic), and why
        self._since = time.time()
        self._invitation = ZeroTouch(command, session.engine)
        self._changed = True  # something happened since the last look at questions
        self._asked_at = self._written_at = float("-inf")

    def __enter__(self) -> _Watch:
        self._serve_metrics()
        self._let_in()
        self._leave = self._engine.subscribe(self._news.put)
        return self

    def __exit__(self, *_: object) -> None:
        self._leave()
        if self._server:
            self._server.close()
        line(logging.INFO, "ending")

    def run(self) -> int:
        once = self._command.args.once
        line(logging.INFO, "started")
        self._notifier.ready()
        if not once:
            self._command.screen.say("Towline runs. Ctrl-C ends it; what is open goes on at the next start.")
        while not self._heard(min(TICK, TICK_ONCE) if once else TICK):
            self._look()
            if once and (code := self._once()) is not None:
                return code
        return Exit.DONE

    def _heard(self, seconds: float) -> bool:
        """Takes what comes within that time; whether it is to end."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            try:
                item = self._news.get(timeout=left)
            except queue.Empty:
                return False
            if item == END:
                return True
            if item == RELOAD:
                self._reload()
            elif isinstance(item, SettingsRead):
                self._settings_read()
            elif not isinstance(item, str):
                self._reporter.take(item)
                self._changed = True
        return False

    def _look(self) -> None:
        self._invitation.look()
        links = self._engine.links()
        for link in links:
            self._reporter.link(link)
        now = time.monotonic()
        self._unreached = {
            link.cluster: (self._unreached.get(link.cluster, (now, ""))[0], link.why)
            for link in links
            if link.state not in REACHED
        }
        snapshot = self._engine.snapshot()
        self._notifier.status(status_line(replace(snapshot, links=tuple(links))))
        self._notifier.alive()  # only here: an engine that does not answer is not alive
        self._answer(snapshot)
        self._write_metrics()

    def _reload(self) -> None:
        """The engine reads the settings, and tells so; broken ones change nothing."""
        self._notifier.reloading()
        try:
            self._engine.apply()
        except TowlineError as error:
            self._broken(error)
        self._notifier.ready()

    def _settings_read(self) -> None:
        """What the agent itself takes from the settings, whoever had them read again."""
        try:
            self._settings = _open_log(self._command)
        except TowlineError as error:
            self._broken(error)
            return
        self._reporter.names = self._settings.log_names
        self._serve_metrics()
        self._let_in()
        line(logging.INFO, "settings-read")

    def _broken(self, error: TowlineError) -> None:
        line(logging.ERROR, "settings-broken", error.word)
        self._command.screen.complain(f"{error.sentence} The settings from before stay in use.")

    def _let_in(self) -> None:
        from engine.door_accounts import Others  # late: few agents have such guests

        others = Others(self._settings.look, self._settings.steer)
        for name in others.unknown():
            line(logging.WARNING, "unknown-account", f"This computer has no account or group {name}.")
        try:
            self._session.let_in(others)
        except TowlineError as error:  # files are more than guests
            line(logging.ERROR, error.word, error.sentence)

    # --- what nobody is there to answer -----------------------------------------------------------------------------------

    def _answer(self, snapshot: Snapshot) -> None:
        now = time.monotonic()
        if not self._changed and now - self._asked_at < QUESTIONS_SECONDS:
            return
        self._changed, self._asked_at = False, now
        if snapshot.windows or self._settings.questions == "person":
            return
        try:
            self._answer_all(self._engine.questions())
        except TowlineError as error:  # a full disk, as a rule: asked again soon
            self._reporter.trouble("unanswered", error)

    def _answer_all(self, rows: list[QuestionRow]) -> None:
        for cause, choice in DEFAULTS.items():
            ids = [row.id for row in rows if row.cause == cause]
            if ids and (answered := self._engine.answer(ids, choice).result()):
                line(logging.WARNING, "answered", SAID[cause], cause=cause, answer=choice, count=answered)

    # --- figures ----------------------------------------------------------------------------------------------------------

    def _serve_metrics(self) -> None:
        from engine.metrics import MetricsServer, text_of  # late: few agents serve their figures

        wanted = self._settings.metrics
        if self._server and (wanted is None or wanted != self._server.address):
            self._server.close()
            self._server = None
        if wanted and self._server is None:
            try:
                self._server = MetricsServer(wanted, lambda: text_of(self._engine.figures()))
            except TowlineError as error:  # files are more than figures
                line(logging.ERROR, error.word, error.sentence)

    def _write_metrics(self) -> None:
        now = time.monotonic()
        if not self._settings.metrics_file or now - self._written_at < METRICS_SECONDS:
            return
        from engine.metrics import text_of, write_metrics  # late: few agents write their figures

        self._written_at = now
        try:
            write_metrics(self._settings.metrics_file, text_of(self._engine.figures()))
        except TowlineError as error:
            self._reporter.trouble("metrics-file", error)

    # --- leaving when all is done -----------------------------------------------------------------------------------------

    def _once(self) -> int | None:
        """The exit code when nothing is left to do."""
        if self._invitation.busy:
            return None
        watches, rules = self._engine.watches(), self._engine.rules()  # before the transfers that come of them
        rows = [row for row in self._engine.transfers(ended=False) if row.wanted is not Wanted.PAUSE and not row.rests]
        waiting = [row for row in rows if row.state == "needs-you"]
        looked = all(rule.caught_up for rule in rules)
        if len(rows) == len(waiting) and looked and all(watch.caught_up or watch.state == "off" for watch in watches):
            return self._ended(waiting, watches, rules)
        self._check_patience([row for row in rows if row not in waiting], looked=looked)
        return None

    def _check_patience(self, rows: list[TransferRow], *, looked: bool) -> None:
        """Raises not-in-time once all that is left waits for clusters that were not reached for so long."""
        patience = self._command.timeout(None)
        if patience is None:
            return
        late = {name: why for name, (since, why) in self._unreached.items() if time.monotonic() - since >= patience}
        if not late or not all(row.cluster in late for row in rows) or (not rows and looked):  # else a folder settles
            return
        cluster, why = (rows[0].cluster, rows[0].why) if rows else next(iter(late.items()))
        raise TowlineError(
            "not-in-time", cluster=cluster, timeout=span(patience), why=why or late[cluster] or "No answer."
        )

    def _ended(self, waiting: list[TransferRow], watches: list[WatchRow], rules: list[RuleRow]) -> int | None:
        """The exit code; None while something still follows what ended."""
        screen = self._command.screen
        ended = [row for row in self._engine.transfers(ended=True, since=self._since) if row.finished >= self._since]
        actions = [action for row in ended for action in self._engine.actions(row.id)]
        if any(action.state in ("waiting", "due") for action in actions):
            return None
        undone = [action for action in actions if action.state == "failed"]
        unwatched = [watch for watch in watches if watch.state in ("away", "failed")]
        held = [rule for rule in rules if rule.state in ("waiting", "refused")]
        for watch in unwatched:
            screen.record(watch, kind="watch")
            screen.complain(f"{watch.name}: {watch.why} {watch.todo}")
        for rule in held:
            screen.record(rule, kind="rule")
            screen.complain(f"{rule.rule.name}: {rule.why} {rule.todo}")
        for action in undone:
            screen.record(action, kind="action")
            screen.complain(f"{action.transfer[:8]} needs you: {action.target} failed: {action.why}")
        for row in waiting:
            screen.record(row)
            screen.complain(f"{row.id[:8]} needs you: {row.why} {row.todo}")
        failed = [row for row in ended if row.outcome in (Outcome.FAILED, Outcome.PARTLY)]
        for row in ended:
            screen.record(row)
        screen.line(f"{count(len(ended), 'transfer')} ended, {len(failed):,} of them not wholly.")
        if waiting:
            return Exit.PERSON_NEEDED
        return Exit.SOME_FAILED if failed or unwatched or held or undone else Exit.DONE


def status_line(snapshot: Snapshot) -> str:
    """What happens now, for `systemctl status`: no names."""
    states = [row.state for row in snapshot.moving]
    said = [f"{state} {states.count(state)}" for state in MOVING if state in states]
    rate = sum(link.up + link.down for link in snapshot.links)
    said += [f"{size(int(rate))}/s"] if rate >= 1 else []
    said += [_down(link) for link in snapshot.links if link.state == "failed"]
    return ", ".join(said) or ("idle" if not snapshot.open else f"{snapshot.open} open")


def _down(link: LinkRow) -> str:
    return f"{link.cluster} not reached"
