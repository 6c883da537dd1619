"""The engine of Towline: everything but the window. Public names live in `engine.api` and `engine.errors`."""

__version__ = "0.1.0"
