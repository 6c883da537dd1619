"""Whether a window can be opened here: decided before Qt is loaded, because Qt ends the process when it cannot.

Hides: shared libraries, X11 and Wayland sockets, who packages which library. Promises: a reason, to be said in a sentence, instead of a crash;
nothing of Qt is loaded. Where Qt is not installed that is said, too. No font on the machine is not a reason: a package
brings one (`add_font`).
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path

# Which Debian package has a library that Qt's own files ask for; the others come with one of these.
QT_NEEDS = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
X11_NEEDS = {
    "libxcb.so.1": "libxcb1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WITHOUT_DISPLAY = ("offscreen", "minimal")  # Qt platforms that paint but show nothing

Loads = Callable[[str], bool]


def qt_problem(loads: Loads | None = None) -> str:
    """Why Qt itself cannot be loaded, or nothing."""
    if find_spec("PySide6") is None:
        return "it is not installed (pip install 'towline[gui]')"
    return _missing(QT_NEEDS, loads or _loads) if sys.platform.startswith("linux") else ""


def x11_problem(loads: Loads | None = None) -> str:
    """Which libraries of X11 that Qt needs are missing, or nothing. Linux."""
    return _missing(X11_NEEDS, loads or _loads)


def display_problem(environ: Mapping[str, str], loads: Loads | None = None) -> str:
    """Why no window can be shown here, or nothing. One of Qt's platforms that show nothing counts as no display."""
    problem = qt_problem(loads)
    if problem:
        return problem
    platform = environ.get("QT_QPA_PLATFORM", "").split(":")[0]
    if platform in WITHOUT_DISPLAY:
        return f"QT_QPA_PLATFORM is {platform}, which shows nothing"
    if not sys.platform.startswith("linux"):
        return ""
    if environ.get("WAYLAND_DISPLAY") and platform != "xcb":
        if _wayland_answers():
            return ""
        if not environ.get("DISPLAY"):
            return f"nothing answers at WAYLAND_DISPLAY {environ['WAYLAND_DISPLAY']}"
    if not environ.get("DISPLAY"):
        return "there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)"
    problem = x11_problem(loads)
    if problem:
        return problem
    if not _x11_answers():
        return f"nothing answers at DISPLAY {environ['DISPLAY']}, or it refuses"
    return ""


def packaged_fonts() -> list[Path]:
    """Files of the font that came as a package; empty if it is not installed."""
    found = find_spec("ttf_opensans")
    if found is None or not found.submodule_search_locations:
        return []
    folder = Path(next(iter(found.submodule_search_locations))) / "ttf"
    return [folder / f"OpenSans-{style}.ttf" for style in ("Regular", "SemiBold", "Bold")]


def _missing(needs: Mapping[str, str], loads: Loads) -> str:
    missing = [name for name in needs if not loads(name)]
    if not missing:
        return ""
    packages = " ".join(dict.fromkeys(needs[name] for name in missing))
    verb = "is" if len(missing) == 1 else "are"
    return f"{', '.join(missing)} {verb} missing (Debian, Ubuntu: apt install {packages})"


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _x11_answers() -> bool:
    """Whether the server of DISPLAY takes us, with the authority file and all."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not failed


def _wayland_answers() -> bool:
    try:
        wayland = ctypes.CDLL("libwayland-client.so.0")
    except OSError:
        return False
    wayland.wl_display_connect.restype = ctypes.c_void_p
    display = wayland.wl_display_connect(None)
    if not display:
        return False
    wayland.wl_display_disconnect(ctypes.c_void_p(display))
    return True
