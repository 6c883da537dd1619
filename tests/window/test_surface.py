"""The engine that the window is tested with has the surface of the real one."""

from __future__ import annotations

import inspect

import pytest
from window_engine import WindowEngine

from engine.door import EngineSurface, RemoteEngine
from engine.engine import Engine

METHODS = sorted(name for name in vars(EngineSurface) if not name.startswith("_"))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("kind", [WindowEngine, Engine, RemoteEngine])
def test_engine_has_the_surface(kind: type, method: str) -> None:
    declared = list(inspect.signature(getattr(EngineSurface, method)).parameters)
    assert list(inspect.signature(getattr(kind, method)).parameters) == declared


def test_engine_of_tests_has_nothing_more() -> None:
    more = {"put", "tell", "of"}
    assert {name for name in vars(WindowEngine) if not name.startswith("_")} - more == set(METHODS)
