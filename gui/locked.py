"""Which settings an administrator, the environment or a flag decided. Loads nothing that the first window does not need."""

from __future__ import annotations

from engine import settings
from gui.bridge import Bridge


def place_if_locked(bridge: Bridge, key: str) -> str:
    """FILE:LINE, environment NAME or flag, if a value comes from anywhere but Towline itself and this profile's file."""
    source = next((origin.source for origin in bridge.settings.origins if origin.key == key), "built-in")
    mine = source.startswith(f"{bridge.profile / settings.FILE}:")
    return "" if mine or source == "built-in" else source
