"""A package for Debian and Ubuntu from the folder that PyInstaller made: the program in /opt/towline, `towline` on the path,
and what makes a desktop know it: menu entry, icon, kind of file, "Send with Towline" in file managers, manual page.

Promises: it depends on what the libraries in the folder ask for and do not bring along, as found on this computer; its scripts
are none: the desktop's own packages notice the new files.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINUX = ROOT / "packaging" / "linux"
PLACES = {  # file of packaging/linux: where it goes
    "towline.desktop": "usr/share/applications/towline.desktop",
    "towline.svg": "usr/share/icons/hicolor/scalable/apps/towline.svg",
    "towline-mime.xml": "usr/share/mime/packages/towline.xml",
    "towline-send-kde.desktop": "usr/share/kio/servicemenus/towline-send.desktop",
    "towline-send-thunar.desktop": "usr/share/Thunar/sendto/towline-send.desktop",
    "towline-send.nemo_action": "usr/share/nemo/actions/towline-send.nemo_action",
    "towline-send-nautilus.py": "usr/share/nautilus-python/extensions/towline-send.py",
}
EXECUTABLE = {"usr/share/kio/servicemenus/towline-send.desktop"}  # KDE runs no service menu that is not
CONTROL = """\
Package: towline
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {size}
Depends: {depends}
Recommends: xdg-utils, shared-mime-info, desktop-file-utils
Suggests: python3-nautilus
Section: net
Priority: optional
Description: sends files of any size through Apache Kafka
 End to end encrypted, resumable, in constant memory, to people who need not be
 online. A window, a command line and an agent. It brings its own Python, Qt and
 Java runtime; Kafka itself is fetched when a practice cluster is started.
"""


def make(folder: Path, into: Path, version: str) -> Path:
    """Writes the package of the program in `folder`; gives its file."""
    architecture = _said("dpkg", "--print-architecture")
    file = into / f"towline_{version}_{architecture}.deb"
    with tempfile.TemporaryDirectory(prefix="towline-deb-", dir=into) as base:
        root = Path(base)
        root.chmod(0o755)
        shutil.copytree(folder, root / "opt" / "towline", symlinks=True)
        lay_out(root, version)
        for path in root.rglob("*"):  # whatever the umask of who builds
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        size = sum(path.stat().st_size for path in root.rglob("*") if path.is_file() and not path.is_symlink())
        control = CONTROL.format(
            version=version,
            architecture=architecture,
            maintainer="Towline maintainers <maintainers@towline.invalid>",
            size=size // 1024,
            depends=", ".join(depends(folder)),
        )
        (root / "DEBIAN").mkdir(mode=0o755)
        (root / "DEBIAN" / "control").write_text(control, "utf-8")
        subprocess.run(
            ["dpkg-deb", "--root-owner-group", "-Zzstd", "-z9", "--build", str(root), str(file)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
    return file


def lay_out(root: Path, version: str) -> None:
    """Everything but the program itself."""
    for name, place in PLACES.items():
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(LINUX / name, root / place)
        (root / place).chmod(0o755 if place in EXECUTABLE else 0o644)
    (root / "usr" / "bin").mkdir(parents=True)
    (root / "usr" / "bin" / "towline").symlink_to("/opt/towline/towline")
    pages = root / "usr" / "share" / "man" / "man1"
    pages.mkdir(parents=True)
    (pages / "towline.1.gz").write_bytes(gzip.compress(manual(version).encode(), mtime=0))
    about = root / "usr" / "share" / "doc" / "towline"
    about.mkdir(parents=True)
    licences = "Licences of all parts: /opt/towline/_internal/gui/resources/licences.txt\n\n"
    (about / "copyright").write_text(licences + (ROOT / "LICENSE").read_text("utf-8"), "utf-8")
    (about / "changelog.gz").write_bytes(gzip.compress((ROOT / "CHANGELOG.md").read_bytes(), mtime=0))


def manual(version: str) -> str:
    """The manual page: every command with its line of help; the rest says `towline COMMAND --help`."""
    from engine.cli import VERBS
    from engine.cli_parser import EXIT_CODES

    def plain(text: str) -> str:
        return text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")

    verbs = "\n".join(f".TP\n.B {plain(name)}\n{plain(told)}" for name, (_, told) in VERBS.items())
    codes = "\n".join(plain(line) for line in EXIT_CODES.splitlines())
    return (
        f'.TH TOWLINE 1 "" "Towline {version}"\n.SH NAME\ntowline \\- send files of any size through Apache Kafka\n'
        ".SH SYNOPSIS\n.B towline\n[\\fICOMMAND\\fR [\\fIWORD\\fR...]]\n.SH DESCRIPTION\n"
        "Without a command: the window where there is a display, else how things stand.\n"
        'All options of a command are told by\n.BR "towline COMMAND \\-\\-help" .\n'
        f".SH COMMANDS\n{verbs}\n.SH EXIT STATUS\n.nf\n{codes}\n.fi\n"
    )


# --- what it depends on ------------------------------------------------------------------------------------------------


def depends(folder: Path) -> list[str]:
    """Packages of this system with the libraries that are asked for and not in the folder, and the C library's version."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink() and _is_needed(path)]
    brought = {path.name for path in folder.rglob("*.so*")}
    wanted: set[str] = set()
    newest = (2, 34)
    for at in range(0, len(files), 50):
        said = _said("objdump", "-p", *map(str, files[at : at + 50]))
        wanted |= set(re.findall(r"NEEDED\s+(\S+)", said))
        newest = max([newest, *((int(a), int(b)) for a, b in re.findall(r"GLIBC_(\d+)\.(\d+)", said))])
    known: dict[str, str] = {}
    for line in _said("ldconfig", "-p").splitlines():
        name, _, path = line.strip().partition(" => ")
        known.setdefault(name.partition(" ")[0], path)
    packages = {_package(known[name]) for name in wanted - brought if name in known} - {"libc6", ""}
    return [f"libc6 (>= {newest[0]}.{newest[1]})", *sorted(packages)]


def _is_needed(path: Path) -> bool:
    """Of Qt's plugins only those without which there is no window: the others stay away by themselves. Java as well."""
    inside = path.as_posix()
    if "/java-runtime/" in inside or ("/plugins/" in inside and "libqxcb" not in path.name):
        return False
    with open(path, "rb") as file:
        return file.read(4) == b"\x7fELF"


def _package(library: str) -> str:
    for path in (library, os.path.realpath(library), "/usr" + library):
        done = subprocess.run(["dpkg-query", "-S", path], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return done.stdout.partition(":")[0]
    return ""


def _said(*words: str) -> str:
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()
