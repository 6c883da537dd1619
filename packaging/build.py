"""`make build`: the program that needs no Python, its licences and list of parts, and a package of Debian.

All of it lands in `dist/`: towline/ (the folder that PyInstaller makes), towline-VERSION.cdx.json, and on Linux a .deb. Run by
packaging/dev.py; `--smoke` tries what was built, see build_smoke.py. On Windows and macOS the scripts in packaging/windows and
packaging/macos go on from the folder; there this file has never run.
"""

from __future__ import annotations

import argparse
import ast
import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

import build_deb  # noqa: E402
import build_parts  # noqa: E402
import build_smoke  # noqa: E402
from dev_run import Step, run  # noqa: E402

from engine import __version__  # noqa: E402
from gui import display  # noqa: E402

DIST = ROOT / "dist"
FOLDER = DIST / "towline"


class Failed(Exception):
    """A sentence for a person."""


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="build.py")
    parser.add_argument("--smoke", action="store_true", help="try what was built")
    args = parser.parse_args(words)
    try:
        check_computer()
        with tempfile.TemporaryDirectory(prefix="towline-build-") as folder:
            make_program(Path(folder))
        if sys.platform == "linux":
            with Step("Package for Debian and Ubuntu"):
                print(build_deb.make(FOLDER, DIST, __version__).name, end=" ")
        if args.smoke:
            build_smoke.main(FOLDER)
    except (Failed, build_parts.NoLicence, build_smoke.Failed) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Built: {FOLDER.relative_to(ROOT)}/")
    return 0


def check_computer() -> None:
    """What is missing here would be missing in the program, which nobody would notice before it is started elsewhere."""
    if sys.platform == "linux":
        if problem := display.qt_problem() or display.x11_problem():
            raise Failed(f"The libraries of a window are taken from this computer: {problem}.")
        for tool in ("objdump", "dpkg-deb", "dpkg-query"):
            if shutil.which(tool) is None:
                raise Failed(f"{tool} is not here (Debian, Ubuntu: apt install binutils dpkg).")


def make_program(folder: Path) -> None:
    """`folder`: for what only the build needs."""
    with Step("Licences of all parts"):
        parts = [*build_parts.distributions(), build_parts.python_part(), build_parts.starter_part()]
        licences = folder / "licences.txt"
        licences.write_text(build_parts.licences_text(parts), "utf-8")
    shutil.rmtree(FOLDER, ignore_errors=True)
    with Step("The program (PyInstaller)"):
        words = ["--noconfirm", "--distpath", str(DIST), "--workpath", str(folder / "work"), "packaging/towline.spec"]
        env = {**os.environ, "TOWLINE_LICENCES": str(licences), "TOWLINE_ICON": icon(folder)}
        code, said = run([sys.executable, "-m", "PyInstaller", *words], env)
        if code:
            raise Failed(said[-3000:])
    if sys.platform == "linux":
        with Step("Licences of this system's libraries"):
            parts += build_parts.system_parts(sources(folder / "work"))
            inside = FOLDER / "_internal" / "gui" / "resources" / "licences.txt"
            inside.write_text(build_parts.licences_text(parts), "utf-8")
    with Step("List of all parts (CycloneDX)"):
        (DIST / f"towline-{__version__}.cdx.json").write_text(build_parts.sbom(parts, __version__), "utf-8")


def sources(work: Path) -> list[Path]:
    """Where PyInstaller took its libraries from, as it wrote down."""
    rows = ast.literal_eval((work / "towline" / "COLLECT-00.toc").read_text("utf-8"))[0]
    return [Path(source) for _, source, kind in rows if kind in ("BINARY", "EXTENSION")]


def icon(folder: Path) -> str:
    """The icon as Windows or macOS want it; nothing on Linux, where it belongs to the desktop file."""
    ending = {"win32": "ico", "darwin": "icns"}.get(sys.platform)
    return str(painted(folder / f"towline.{ending}")) if ending else ""


def painted(file: Path, size: int = 256) -> Path:
    """Our SVG as a picture of the kind that its name says."""
    from PySide6.QtCore import Qt  # late: a package of Linux has no need of it
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(ROOT / "packaging" / "linux" / "towline.svg")).render(painter)
    painter.end()
    if not image.save(str(file)):
        raise Failed(f"{file.name} could not be painted.")
    return file


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
