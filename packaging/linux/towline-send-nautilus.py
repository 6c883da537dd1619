"""Files of GNOME (Nautilus): "Send with Towline" where files or folders are selected. Needs the package python3-nautilus."""

import locale
import subprocess

from gi.repository import GObject, Nautilus

GERMAN = (locale.getlocale()[0] or "").startswith("de")


class SendWithTowline(GObject.GObject, Nautilus.MenuProvider):
    def get_file_items(self, *words):
        files = words[-1]  # before version 4 a window stands before it
        paths = [file.get_location().get_path() for file in files]
        if not paths or None in paths:  # what is not on this computer has no path
            return []
        item = Nautilus.MenuItem(
            name="Towline::Send", label="Mit Towline senden" if GERMAN else "Send with Towline", icon="towline"
        )
        item.connect("activate", self._send, paths)
        return [item]

    def _send(self, _item, paths):
        subprocess.Popen(["/opt/towline/towline", "window", *paths], stdin=subprocess.DEVNULL, start_new_session=True)
