"""The window of Towline: PySide6 over the engine's public names. Nothing in the engine imports it."""

from pathlib import Path

_HERE = Path(__file__).parent
# Icons and translations: beside this package in a checkout, within it where it is installed.
RESOURCES = _HERE / "resources" if (_HERE / "resources").is_dir() else _HERE.parent / "resources"
