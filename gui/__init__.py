"""The window of Towline: PySide6 over the engine's public names. Nothing in the engine imports it."""
