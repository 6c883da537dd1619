"""Figures in Prometheus' text format: as a file that is replaced at once, or at an address of this computer only.

Hides: the format, temporary names, HTTP. Promises: whoever reads the file sees all of the old or all of the new figures;
the server answers one path, tells nothing else and never holds the engine up for more than one answer at a time.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from engine.api_figures import FigureRow
from engine.errors import TowlineError

if TYPE_CHECKING:
    from http.server import HTTPServer

HELP = {
    "towline_up": "1 while the engine runs.",
    "towline_build_info": "Versions.",
    "towline_link_up": "1 if the cluster answers.",
    "towline_link_attempts_total": "Tries to reach a cluster that was away.",
    "towline_backlog_bytes": "Bytes that wait to be stored on the cluster.",
    "towline_backlog_files": "Files that wait to be stored on the cluster.",
    "towline_oldest_backlog_seconds": "How long the oldest send has been open.",
    "towline_sent_bytes_total": "Bytes that clusters acknowledged.",
    "towline_resent_bytes_total": "Bytes that went again after an interruption.",
    "towline_received_bytes_total": "Bytes read for fetches.",
    "towline_catalog_bytes_total": "Bytes read to follow catalogs and receipts.",
    "towline_transfers": "Transfers by state.",
    "towline_failed_total": "Transfers that failed, by why.",
    "towline_needs_person": "Questions that wait for a person.",
    "towline_disk_free_bytes": "Room where files arrive.",
    "towline_last_success_timestamp": "Unix time of the newest transfer that ended well.",
    "towline_clock_offset_seconds": "How far the cluster's clock is ahead.",
    "towline_settling_files": "Files in watched folders that are still being written.",
    "towline_throttle_seconds_total": "Seconds that quotas slowed this computer down.",
}
_ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n"})


def text_of(figures: Sequence[FigureRow]) -> str:
    """Each name with its help and type once, its rows below."""
    lines: list[str] = []
    for name in dict.fromkeys(figure.name for figure in figures):
        lines.append(f"# HELP {name} {HELP.get(name, 'See the README of Towline.')}")
        lines.append(f"# TYPE {name} {'counter' if name.endswith('_total') else 'gauge'}")
        for figure in figures:
            if figure.name == name:
                labels = ",".join(f'{key}="{value.translate(_ESCAPES)}"' for key, value in figure.labels.items())
                lines.append(
                    f"{name}{{{labels}}} {_number(figure.value)}" if labels else f"{name} {_number(figure.value)}"
                )
    return "\n".join(lines) + "\n"


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def write_metrics(path: str, text: str) -> None:
    """For node_exporter's textfile collector, which must be able to read it. Raises TowlineError "disk"."""
    new = f"{path}.{os.getpid()}.new"  # does not end in .prom: a collector leaves it alone
    try:
        with suppress(FileNotFoundError):
            os.unlink(new)  # left by a process of that number; a link that somebody made there is never followed
        with os.fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644), "w", encoding="utf-8") as out:
            out.write(text)
        os.chmod(new, 0o644)
        os.replace(new, path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise TowlineError("disk", path=path, done="written", reason=reason, details=repr(error)) from error


class MetricsServer:
    """`make`: gives the text at each request. Raises TowlineError "metrics" if the address cannot be had."""

    def __init__(self, address: tuple[str, int], make: Callable[[], str]) -> None:
        self._server = _server(address, make)
        self.address: tuple[str, int] = (address[0], self._server.server_port)
        threading.Thread(target=self._server.serve_forever, name="towline-metrics", daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _server(address: tuple[str, int], make: Callable[[], str]) -> HTTPServer:
    from http.server import BaseHTTPRequestHandler, HTTPServer  # late: few agents serve their figures
    from socket import AF_INET6

    class Handler(BaseHTTPRequestHandler):
        timeout = 5.0  # seconds; a reader that says nothing must not keep others out

        def do_GET(self) -> None:
            """Pages of the web cannot read it: their requests name another host, and no other origin is let in."""
            host = (self.headers.get("Host") or "").rpartition(":")[0].strip("[]")
            if self.path != "/metrics" or host not in ("127.0.0.1", "localhost", "::1", address[0]):
                self.send_error(404)
                return
            body = make().encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nobody wants a line for each look."""

    class Server(HTTPServer):
        address_family = AF_INET6 if ":" in address[0] else HTTPServer.address_family

    try:
        return Server(address, Handler)
    except OSError as error:
        where = f"{address[0]}:{address[1]}"
        raise TowlineError("metrics", address=where, reason=(error.strerror or str(error)).lower()) from error
