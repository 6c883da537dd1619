"""The window tier: Qt without a display, on a profile of its own; every warning of Qt and every complaint fails a test."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = os.environ.get("TOWLINE_TEST_PLATFORM", "offscreen")  # before Qt is loaded

import pytest
from PySide6.QtCore import QLocale, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from window_engine import WindowEngine, scene

from engine import settings
from gui import look
from gui.bridge import Bridge

SETTINGS = """
[cluster.prod-eu]
bootstrap = ["k1.example.net:9093"]
[cluster.lab-us]
bootstrap = ["lab.example.net:9092"]
[queue."Plant HQ"]
cluster = "prod-eu"
to = ["Anna", "team:HQ"]
cipher = "aes-256-gcm"
[queue.Ben]
cluster = "prod-eu"
to = ["Ben"]
cipher = "chacha20-poly1305"
[queue."Public notices"]
cluster = "lab-us"
to = ["Ben", "Carla"]
cipher = "signed-only"
"""


OFFSCREEN = "This plugin does not support propagateSizeHints()"  # said of every window; a display has them


@pytest.fixture(scope="session", autouse=True)
def english() -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["towline"]


@pytest.fixture(autouse=True)
def no_warning_of_qt() -> Iterator[list[str]]:
    said: list[str] = []

    def hear(kind: QtMsgType, _: object, text: str) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and text != OFFSCREEN:
            said.append(text)

    before = qInstallMessageHandler(hear)
    yield said
    qInstallMessageHandler(before)
    assert not said, f"Qt said: {said}"


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
