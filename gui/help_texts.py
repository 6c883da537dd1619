"""What the Help menu says: keys, what a cluster can see, about, and the text of a report."""

from __future__ import annotations

import platform
import sys

from PySide6.QtCore import qVersion

from engine import __version__
from engine.api import LinkRow
from engine.names import shown
from gui import RESOURCES
from gui.words import tr


def keyboard() -> str:
    return tr(
        "Moving about\n"
        "F6 — next pane          Alt+1 … Alt+4 — Transfers, Inbox, Needs you, History\n"
        "Ctrl+F — find           F4 — details          F5 — refresh the inbox          Ctrl+G — graph\n\n"
        "Sending\n"
        "Ctrl+O — files          Ctrl+Shift+O — a folder          Ctrl+V — paste files          Ctrl+N — new queue\n\n"
        "Transfers\n"
        "Ctrl+P — pause or resume          Ctrl+Shift+P — pause all\n"
        "Ctrl+R — retry                    Ctrl+Shift+R — retry all failed          Ctrl+Return — start now\n"
        "Ctrl+Up, Ctrl+Down — move         Ctrl+Shift+Up, Ctrl+Shift+Down — to the top, to the bottom\n"
        "Del — cancel (asks once)          Shift+Del — cancel without asking        Alt+Return — properties\n\n"
        "Lists\n"
        "Space — tick          Right, Left — open and close          Ctrl+A — select all          Ctrl+C — copy names"
    )


def what_the_cluster_sees() -> str:
    return tr(
        "Who runs the Kafka cluster, or can read its topics, can see:\n\n"
        "• that your key sends to certain keys, how much and when, and from which network address;\n"
        "• your card: the name you gave yourself and your public key;\n"
        "• the number and the sizes of sealed records, so about how large a bundle is.\n\n"
        "They cannot see:\n\n"
        "• what is in your files, their names, folders, titles, or how many files there are in a bundle;\n"
        "• anything of a bundle afterwards, unless they have a recipient's private key.\n\n"
        "They can delete records or keep them from you. Towline notices, says so, and sends again; nothing that was changed"
        " is ever put in place.\n\n"
        "Queues marked “not encrypted” are the exception: there anyone who can read the topic can read the files."
    )


def about() -> str:
    text = tr(
        "Towline {version}\n\n"
        "Sends files of any size through Apache Kafka, end to end encrypted, to people who need not be online.\n\n"
        "Licence: Apache License 2.0.\n\n"
        "Built on: Qt {qt} through Qt for Python (LGPL 3; you may replace its libraries with your own), librdkafka through"
        " confluent-kafka (Apache 2.0), cryptography with OpenSSL (Apache 2.0 or BSD), zstandard (BSD), blake3 (CC0 or Apache"
        " 2.0), msgspec (BSD), keyring (MIT), platformdirs (MIT), segno (BSD), Open Sans (Apache 2.0).\n\n"
        "Apache, Apache Kafka and Kafka are marks of The Apache Software Foundation, which does not endorse Towline."
    )
    text = text.format(version=__version__, qt=qVersion())
    if parts := licences():
        text += "\n\n" + tr("Licences of all parts of this program:") + "\n\n" + parts
    return text


def licences() -> str:
    """Of all parts that came with this program, as its build wrote them down; nothing where each part was installed by
    itself, with its own licence."""
    try:
        return (RESOURCES / "licences.txt").read_text("utf-8")
    except FileNotFoundError:
        return ""


def report(links: list[LinkRow], complaints: list[str]) -> str:
    """Without names of files, people, folders or servers, so that it can be given away."""
    from importlib.metadata import PackageNotFoundError, version  # late: it brings half of the library along

    lines = [
        f"Towline {__version__}",
        f"Python {platform.python_version()} on {platform.platform()}",
        f"Qt {qVersion()}",
    ]
    for package in ("confluent-kafka", "cryptography", "PySide6-Essentials"):
        try:
            lines.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            lines.append(
                f"{package}: part of this program" if getattr(sys, "frozen", False) else f"{package}: not found"
            )
    lines += [f"cluster {place}: {link.state}, try {link.attempt}" for place, link in enumerate(links, 1)]
    lines += ["", tr("What went wrong lately (look through it before you send it):"), *map(shown, complaints[-20:])]
    return "\n".join(lines)
