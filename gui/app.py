"""The program with a window: engine and Qt are started side by side, and ended in order.

Hides: fonts, language, the question for a passphrase, what is shown when the engine cannot start. Promises: one window
per profile; a second start hands over its paths to the first, through the door, and leaves.
"""

from __future__ import annotations

import gc
import logging
import os
import signal
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.api import Event, Handed, Reach
from engine.errors import Exit, TowlineError
from gui.display import packaged_fonts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from engine.cli_session import Command, Session
    from engine.door import EngineSurface
    from engine.settings import Settings
    from engine.vault import Vault
    from gui.bridge import Bridge
    from gui.main_window import MainWindow

log = logging.getLogger("towline.window")

GRACE = 5.0  # seconds that transfers get to stop at a good place
OPEN_ALREADY = "Towline is open already; its window was brought to the front."

Shown = Callable[["MainWindow"], object]


def main(command: Command, paths: list[str], shown: Shown | None = None) -> int:
    """Opens the window and gives the exit code when it is closed. `shown` is called once with the window that is open.

    The caller asked `display.display_problem` before: Qt ends the process where there is no display.
    """
    running = command.running()
    given = [os.path.abspath(path) for path in paths]
    if running is not None and running.hand_over(given):
        command.screen.say(OPEN_ALREADY)
        return Exit.DONE
    gc.disable()  # from here on it is the Collector's; while libraries are loaded there is nothing to find
    unlock = _Unlock()
    opening = _Opening(command, given, unlock)  # while Qt is loaded here
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from gui.garbage import Collector

    app = QApplication(["towline"])
    set_up(app, command.profile)
    unlock.ready()
    collector = Collector(app)
    life = _Life(app, command, opening, given, shown)
    _end_with_signals(app, life)
    QTimer.singleShot(0, life.begin)
    try:
        app.exec()
    finally:
        collector.stop()
        life.end()
    return life.value


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
    """Asks for a passphrase in the window's thread on behalf of the engine's."""

    def __init__(self) -> None:
        self._ready = threading.Event()

    def ready(self) -> None:
        """There is an application now that can ask."""
        self._ready.set()

    def __call__(self, question: str) -> str:
        from gui.passphrase import ask_from_thread

        self._ready.wait()
        return ask_from_thread(question)


class _Opening:
    """The session is opened in a thread: the engine's libraries, the journal and the keyring take their time.

    As soon as there is an engine it has a window, although nobody sees it yet: so two starts at once are one window.
    """

    def __init__(self, command: Command, paths: list[str], unlock: Callable[[str], str]) -> None:
        self.future: Future[tuple[Session, Settings]] = Future()
        self.second = False  # another start was quicker, and was given the paths
        self._paths = paths
        self._handed: list[str] = []  # by starts that came after this one
        self._command = replace(command, maker=lambda profile, load: _make_engine(profile, load, unlock))
        self.stack = ExitStack()
        threading.Thread(target=self._run, name="towline-opening", daemon=True).start()

    def _run(self) -> None:
        try:
            session = self.stack.enter_context(self._command.session(grace=GRACE, reach=Reach.ALL))
            self.second = session.remote and session.engine.hand_over(self._paths)
            if not self.second:
                self._leave = session.engine.subscribe(self._heard, window=True)
            self.future.set_result((session, self._command.settings()))
        except BaseException as error:  # noqa: BLE001  it is shown by whoever waits
            self.future.set_exception(error)

    def _heard(self, event: Event) -> None:
        if isinstance(event, Handed):
            self._handed += event.paths

    def give_way(self) -> list[str]:
        """The window itself hears from now on what others hand over; gives the paths that came before."""
        self._leave()
        return self._handed


def _make_engine(profile: Path, load: Callable[[], Settings], unlock: Callable[[str], str]) -> EngineSurface:
    from engine import settings as engine_settings
    from engine.engine import Engine
    from engine.link import KafkaLink

    def open_vault(folder: Path, settings: Settings) -> tuple[Vault, list[str]]:
        asking = replace(settings.unlock, ask=unlock if settings.unlock.passphrase is None else None)
        return engine_settings.open_vault(folder, replace(settings, unlock=asking))

    return Engine(profile, load, open_vault=open_vault, make_link=KafkaLink)


class _Life:
    """From the opened session to the window, and back."""

    def __init__(
        self, app: QApplication, command: Command, opening: _Opening, paths: list[str], shown: Shown | None
    ) -> None:
        from PySide6.QtCore import QTimer

        self.value: int = Exit.DONE
        self.wakes: tuple[socket.socket, ...] = ()  # kept open
        self._app = app
        self._command = command
        self._opening = opening
        self._paths = paths
        self._shown = shown
        self._window: MainWindow | None = None
        self._bridge: Bridge | None = None
        self._look = QTimer(app, interval=10)
        self._look.timeout.connect(self._opened)

    def begin(self) -> None:
        from gui import main_window  # loaded while the engine opens

        self._make = main_window.MainWindow
        self._look.start()

    def _opened(self) -> None:
        if not self._opening.future.done():
            return
        self._look.stop()
        try:
            session, _ = self._opening.future.result()
        except TowlineError as error:
            self._cannot(error)
            return
        except OSError as error:
            path, reason = error.filename or self._command.profile, error.strerror or str(error)
            self._cannot(TowlineError("disk", path=path, done="used", reason=reason, details=repr(error)))
            return
        except Exception as fault:  # noqa: BLE001  said below: a process without a window would stay unseen
            self._fault(fault)
            return
        if self._opening.second:
            self._command.screen.say(OPEN_ALREADY)
            self.leave()
            return
        try:
            self._show(session)
        except Exception as fault:  # noqa: BLE001  as above
            self._fault(fault)

    def _show(self, session: Session) -> None:
        from gui.bridge import Bridge

        self._bridge = Bridge(session.engine, self._command.profile, self._command.state, self._command.settings)
        self._window = self._made(self._bridge)
        self._window.closed.connect(self._exit)
        self._window.background.begin(hidden=getattr(self._command.args, "hidden", False))
        paths = self._paths + self._opening.give_way()
        if paths:
            self._bridge.handed.emit(paths)
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
        if self._bridge is not None:
            self._bridge.close()
        self._opening.stack.close()


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
