"""The window tier: Qt without a display, on a profile of its own; every warning of Qt and every complaint fails a test."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = os.environ.get("TOWLINE_TEST_PLATFORM", "offscreen")  # before Qt is loaded

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from window_engine import WindowEngine
from window_scene import scene

from engine import settings
from gui import look
from gui.bridge import Bridge

SETTINGS = (Path(__file__).parent / "profile.toml").read_text("utf-8")


OFFSCREEN = "This plugin does not support "  # size hints, raising, grabbing the keyboard; a display does


@pytest.fixture(scope="session", autouse=True)
def english() -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["towline"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
        item.add_marker(pytest.mark.qt_log_ignore(f"^{OFFSCREEN}"))


_shown: list[QWidget] = []  # of the test that ended last


@pytest.fixture(autouse=True)
def widgets_are_freed_between_tests(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in the program (gui/garbage.py), nothing is freed in the midst of events. A widget without a parent whose last
    holder is a slot of its own child would be freed while that child is: so widgets are held until Qt has deleted them."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    _shown.clear()
    gc.collect()
    gc.disable()
    add = qtbot.addWidget

    def add_and_hold(widget: QWidget, **how: Any) -> None:
        _shown.append(widget)
        add(widget, **how)

    monkeypatch.setattr(qtbot, "addWidget", add_and_hold)


@pytest.fixture(params=["light"])
def scheme(request: pytest.FixtureRequest, qapp: QApplication) -> str:
    look.apply(qapp, request.param)
    return str(request.param)


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    folder = tmp_path / "profile"
    folder.mkdir(mode=0o700)
    file = folder / settings.FILE
    file.write_text(SETTINGS)
    file.chmod(0o600)
    return folder


@pytest.fixture
def make_bridge(
    qapp: QApplication, scheme: str, profile: Path, tmp_path: Path
) -> Iterator[Callable[[WindowEngine], Bridge]]:
    """Bridges over engines for tests; what an engine complained about and nobody took fails the test."""
    made: list[Bridge] = []
    complaints: list[str] = []

    def make(engine: WindowEngine) -> Bridge:
        load = lambda: settings.load(profile, None, {}, administrators=tmp_path / "none")  # noqa: E731
        bridge = Bridge(engine, profile, tmp_path / "state", load)
        bridge.view.setValue("background/keep", False)  # closing ends it, unless a test is about that
        bridge.complained.connect(lambda error: complaints.append(error.sentence))
        made.append(bridge)
        return bridge

    yield make
    for bridge in made:
        bridge.close()
    assert not complaints, f"complained: {complaints}"


@pytest.fixture
def engine() -> WindowEngine:
    """With everything in it; a test that wants an empty one makes a WindowEngine."""
    return scene()


@pytest.fixture
def bridge(make_bridge: Callable[[WindowEngine], Bridge], engine: WindowEngine) -> Bridge:
    return make_bridge(engine)
