"""The program with a window: the engine's process and Qt are started side by side, and ended in order.

Hides: fonts, language, the question for a passphrase, what is shown when the engine cannot start. Promises: the window is
painted before there is an engine; one window per profile: a second start hands over its paths to the first, through the
door, and leaves.
"""

from __future__ import annotations

import gc
import hashlib
import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import Exit, TowlineError
from gui.display import packaged_fonts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from engine.child_session import ChildSession
    from engine.cli_session import Command
    from gui.bridge import Bridge
    from gui.main_window import MainWindow

log = logging.getLogger("towline.window")

OPEN_ALREADY = "Towline is open already; its window was brought to the front."
PATIENCE = 25.0  # seconds for the other window to have its engine, when two are started at once
SWITCH_SECONDS = 0.0005  # what reads for the window must not keep it waiting for Python's default of 5 ms a hand-over

Shown = Callable[["MainWindow"], object]


def main(command: Command, paths: list[str], shown: Shown | None = None) -> int:
    """Opens the window and gives the exit code when it is closed. `shown` is called once with the window that is open,
    which may be before its engine is.

    The caller asked `display.display_problem` before: Qt ends the process where there is no display.
    """
    from engine.door_accounts import of_another
    from engine.settings import lock_window

    given = [os.path.abspath(path) for path in paths]
    if of_another(command.profile):
        if given:
            raise TowlineError("door-only-some")
        return _run(command, [], shown, guest=True)
    only = lock_window(command.profile)
    if only is None:
        return _hand_over(command, given)
    with only:
        return _run(command, given, shown)


def _run(command: Command, given: list[str], shown: Shown | None, *, guest: bool = False) -> int:
    """`guest`: at the agent of another account, in whose profile nothing is kept."""
    from engine.child_session import ChildSession, GuestSession
    from engine.door_accounts import owner_of

    gc.disable()  # from here on it is the Collector's; while libraries are loaded there is nothing to find
    sys.setswitchinterval(SWITCH_SECONDS)
    unlock = _Unlock()
    looks = _folder_of_guest(command) if guest else command.profile
    if guest:
        session: ChildSession = GuestSession(command, owner_of(command.profile))
    else:
        session = ChildSession(command, unlock)  # its process starts while Qt is loaded here
    opening = _Opening(session, unlock)
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from gui.garbage import Collector

    app = QApplication(["towline"])
    set_up(app, looks)
    unlock.ready()
    collector = Collector(app)
    life = _Life(app, replace(command, ask=unlock), opening, given, shown, looks)
    _end_with_signals(app, life)
    QTimer.singleShot(0, life.begin)
    try:
        app.exec()
    finally:
        collector.stop()
        life.end()
    return life.value


def _folder_of_guest(command: Command) -> Path:
    """Where this account keeps how its windows look that show this profile."""
    from engine.private import make_private_folder

    mark = hashlib.sha256(os.fsencode(command.profile)).hexdigest()[:16]
    folder = command.state / "agents" / mark
    make_private_folder(folder)
    return folder


def _hand_over(command: Command, paths: list[str]) -> int:
    """To the window that is open. It may just be starting: its engine is waited for."""
    until = time.monotonic() + PATIENCE
    while True:
        running = command.running()
        if running is not None:
            with suppress(TowlineError):  # that engine has just ended; another one follows
                if running.hand_over(paths):
                    command.screen.say(OPEN_ALREADY)
                    return Exit.DONE
        if time.monotonic() > until:
            raise TowlineError("profile-in-use", path=command.profile)
        time.sleep(0.1)


def set_up(app: QApplication, profile: Path) -> None:
    """Names, font, language and colours as this profile wants them."""
    from PySide6.QtCore import QSettings
    from PySide6.QtGui import QFontDatabase

    from gui import language, look
    from gui.icons import icon

    app.setApplicationName("Towline")
    app.setApplicationDisplayName("Towline")
    app.setDesktopFileName("towline")
    app.setQuitOnLastWindowClosed(False)
    if not QFontDatabase.families():
        use_packaged_font(app)
    view = QSettings(str(profile / "window.ini"), QSettings.Format.IniFormat)
    language.apply(str(view.value("language", language.SYSTEM)), app)
    scheme = str(view.value("scheme", "system"))
    look.apply(app, scheme if scheme in ("light", "dark") else "system")  # type: ignore[arg-type]
    look.follow(app)
    app.setWindowIcon(icon("logo"))


def use_packaged_font(app: QApplication) -> None:
    """The letters that came as a package: for computers without any, and so that pictures look alike everywhere."""
    from PySide6.QtGui import QFont, QFontDatabase

    numbers = [QFontDatabase.addApplicationFont(str(file)) for file in packaged_fonts() if file.is_file()]
    families = [family for number in numbers if number >= 0 for family in QFontDatabase.applicationFontFamilies(number)]
    if not families:
        raise TowlineError(
            "no-display", reason="there is no font on this computer (Debian, Ubuntu: apt install fonts-dejavu-core)"
        )
    app.setFont(QFont(families[0], 10))


class _Unlock:
    """Asks for a passphrase in the window's thread on behalf of others. What opened the profile is kept as long as the
    window: for an engine that is started again, and for this process, which puts passwords of clusters into the vault."""

    def __init__(self) -> None:
        self._ready = threading.Event()
        self._newest = ""
        self._opened = ""

    def ready(self) -> None:
        """There is an application now that can ask."""
        self._ready.set()

    def worked(self) -> None:
        """The engine is there: what was given last is right."""
        self._opened = self._newest

    def __call__(self, question: str) -> str:
        from gui.passphrase import ask_from_thread

        self._ready.wait()
        self._newest = self._opened or ask_from_thread(question)
        return self._newest


class _Opening:
    """Waits for the engine in a thread."""

    def __init__(self, session: ChildSession, unlock: _Unlock) -> None:
        self.session = session
        self._unlock = unlock
        self.future: Future[None] = Future()
        threading.Thread(target=self._run, name="towline-opening", daemon=True).start()

    def _run(self) -> None:
        try:
            self.session.open()
            self._unlock.worked()
            self.future.set_result(None)
        except BaseException as error:  # noqa: BLE001  it is shown by whoever waits
            self.future.set_exception(error)


class _Life:
    """From the window to its engine, and back."""

    def __init__(
        self,
        app: QApplication,
        command: Command,
        opening: _Opening,
        paths: list[str],
        shown: Shown | None,
        looks: Path,
    ) -> None:
        from PySide6.QtCore import QTimer

        self.value: int = Exit.DONE
        self.wakes: tuple[socket.socket, ...] = ()  # kept open
        self._app = app
        self._command = command
        self._opening = opening
        self._looks = looks
        self._paths = paths
        self._shown = shown
        self._window: MainWindow | None = None
        self._bridge: Bridge | None = None
        self._look = QTimer(app, interval=10)
        self._look.timeout.connect(self._opened)

    def begin(self) -> None:
        try:
            self._show()
        except TowlineError as error:
            self._cannot(error)
        except OSError as error:
            self._cannot(_of_file(error, self._command.profile))
        except Exception as fault:  # noqa: BLE001  said there: a process without a window would stay unseen
            self._fault(fault)
        else:
            self._look.start()

    def _opened(self) -> None:
        if not self._opening.future.done():
            return
        self._look.stop()
        try:
            self._opening.future.result()
        except TowlineError as error:
            self._cannot(error)
        except OSError as error:
            self._cannot(_of_file(error, self._command.profile))
        except Exception as fault:  # noqa: BLE001  as above
            self._fault(fault)

    def _show(self) -> None:
        from engine.child_session import GuestSession
        from gui import main_window
        from gui.bridge import Bridge
        from gui.guest_bridge import GuestBridge

        command, session = self._command, self._opening.session
        if isinstance(session, GuestSession):
            self._bridge = GuestBridge(
                session.engine, self._looks, command.state, lambda: session.visit, session.account
            )
        else:
            load = partial(command.settings, secrets=False)
            self._bridge = Bridge(session.engine, command.profile, command.state, load, command.settings)
        self._make = main_window.MainWindow
        self._window = self._made(self._bridge)
        self._window.closed.connect(self._exit)
        self._window.background.begin(hidden=getattr(command.args, "hidden", False))
        if self._paths:
            self._bridge.handed.emit(self._paths)
        if self._shown is not None:
            self._shown(self._window)

    def _made(self, bridge: Bridge) -> MainWindow:
        """The style sheet comes last: with it, each widget is styled anew whenever it is put into another."""
        sheet = self._app.styleSheet()
        self._app.setStyleSheet("")
        window = self._make(bridge)
        self._app.setStyleSheet(sheet)
        return window

    def _fault(self, fault: Exception) -> None:
        log.error("fault while the window was made", exc_info=fault)
        self._cannot(
            TowlineError("bug", reason=f"{type(fault).__name__} while the window was made", details=repr(fault))
        )

    def _cannot(self, error: TowlineError) -> None:
        """No engine, no window: one sentence, on the screen and on the terminal."""
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QMessageBox

        from gui.words import said

        self.value = error.exit_code
        self._command.screen.complain(error.sentence)
        box = QMessageBox(QMessageBox.Icon.NoIcon, "Towline", said(error))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.finished.connect(self._exit)
        box.open()
        self._box = box

    def leave(self) -> None:
        """As if the window were closed, without a question."""
        if self._window is not None:
            self._window.leave()
        self._exit()

    def _exit(self) -> None:
        """Not `quit`: that asks every window first, and one with something typed into it may say no."""
        self._app.exit(0)

    def end(self) -> None:
        """Window, bridge, engine: in this order."""
        signal.set_wakeup_fd(-1)
        if self._window is not None:
            self._window.hide()
        if not self._opening.future.done():
            self._opening.session.close()  # calls wait for an engine that never comes
        if self._bridge is not None:
            self._bridge.close()
        self._opening.session.close()


def _of_file(error: OSError, profile: Path) -> TowlineError:
    path, reason = error.filename or profile, error.strerror or str(error)
    return TowlineError("disk", path=path, done="used", reason=reason, details=repr(error))


def _end_with_signals(app: QApplication, life: _Life) -> None:
    """Ctrl-C and SIGTERM end the program as closing its window does, without a question."""
    from PySide6.QtCore import QSocketNotifier

    came: list[int] = []
    for kind in (signal.SIGINT, signal.SIGTERM):
        signal.signal(kind, lambda number, _: came.append(number))
    reads, writes = socket.socketpair()  # Python runs a handler only when it runs: this wakes it, a timer would always
    reads.setblocking(False)
    writes.setblocking(False)
    signal.set_wakeup_fd(writes.fileno(), warn_on_full_buffer=False)

    def woken() -> None:
        with suppress(BlockingIOError):
            reads.recv(64)
        if came:
            life.leave()

    life.wakes = (reads, writes)
    notifier = QSocketNotifier(reads.fileno(), QSocketNotifier.Type.Read, app)
    notifier.activated.connect(woken)
