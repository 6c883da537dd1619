"""Figures: what the engine counts, how Prometheus reads it, and who may."""

from __future__ import annotations

import http.client
import os
import sys
from pathlib import Path

import pytest
from profile_kit import Profile, anna_fixture, ben_fixture  # noqa: F401  they are found by their names

from engine.api import Choices, Exists, Wanted
from engine.api_figures import FigureRow
from engine.errors import TowlineError
from engine.metrics import HELP, MetricsServer, text_of, write_metrics
from engine.settings_edit import set_rule

FIGURES = [
    FigureRow("towline_up", 1),
    FigureRow("towline_backlog_bytes", 3e9, {"queue": 'a "b"\\\n'}),
    FigureRow("towline_backlog_bytes", 0.5, {"queue": "c"}),
    FigureRow("towline_sent_bytes_total", 7),
]


def test_the_text_has_help_and_type_once_a_name_and_escaped_labels() -> None:
    assert text_of(FIGURES).splitlines() == [
        "# HELP towline_up 1 while the engine runs.",
        "# TYPE towline_up gauge",
        "towline_up 1",
        "# HELP towline_backlog_bytes Bytes that wait to be stored on the cluster.",
        "# TYPE towline_backlog_bytes gauge",
        'towline_backlog_bytes{queue="a \\"b\\"\\\\\\n"} 3000000000',
        'towline_backlog_bytes{queue="c"} 0.5',
        "# HELP towline_sent_bytes_total Bytes that clusters acknowledged.",
        "# TYPE towline_sent_bytes_total counter",
        "towline_sent_bytes_total 7",
    ]


def test_the_file_is_replaced_and_others_may_read_it(tmp_path: Path) -> None:
    file = tmp_path / "towline.prom"
    write_metrics(str(file), "old\n")
    write_metrics(str(file), "new\n")
    assert file.read_text() == "new\n" and os.listdir(tmp_path) == ["towline.prom"]
    with pytest.raises(TowlineError, match="could not be written: no such file"):
        write_metrics(str(tmp_path / "away" / "towline.prom"), "x")


def _get(address: tuple[str, int], path: str, host: str = "") -> tuple[int, str]:
    connection = http.client.HTTPConnection(*address, timeout=30)
    try:
        connection.request("GET", path, headers={"Host": host} if host else {})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def test_they_are_served_to_this_computer_and_to_no_page_of_the_web() -> None:
    server = MetricsServer(("127.0.0.1", 0), lambda: text_of(FIGURES))
    try:
        assert _get(server.address, "/metrics") == (200, text_of(FIGURES))
        assert _get(server.address, "/")[0] == 404
        assert _get(server.address, "/metrics", "evil.example.net:80")[0] == 404
        with pytest.raises(TowlineError, match="cannot be served"):
            MetricsServer(server.address, lambda: "")
    finally:
        server.close()


def _figures(profile: Profile) -> dict[str, float]:
    found: dict[str, float] = {}
    for row in profile.engine.figures():
        assert row.name in HELP
        found[row.name + "".join(f" {value}" for value in row.labels.values())] = row.value
    return found


def test_the_engine_counts_what_waits_what_was_done_and_what_failed(
    anna: Profile, ben: Profile, tmp_path: Path
) -> None:
    (tmp_path / "a").write_bytes(os.urandom(200_000))
    paused = Choices(to=("Ben",), cluster="memory")
    waiting = anna.engine.send([str(tmp_path / "a")], "", paused, wanted=Wanted.PAUSE).result()
    before = _figures(anna)
    assert before["towline_backlog_files"] == 0 and before["towline_transfers paused"] == 1
    assert before["towline_last_success_timestamp"] == 0
    anna.engine.resume([waiting]).result()
    row = anna.ended(waiting)
    after = _figures(anna)
    assert after["towline_transfers stored"] == 1 and after["towline_last_success_timestamp"] == row.finished
    assert after["towline_link_up memory"] == 1 and after["towline_needs_person"] == 0
    ben.offer("a")
    fetch = ben.engine.fetch(row.offer, [], str(tmp_path / "in"), Exists.BOTH).result()
    ben.ended(fetch)
    assert _figures(ben)["towline_transfers placed"] == 1 and _figures(ben)["towline_catalog_bytes_total memory"] > 0


@pytest.mark.skipif(sys.platform == "win32", reason="links")
def test_a_link_planted_beside_the_file_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("keep")
    (tmp_path / f"towline.prom.{os.getpid()}.new").symlink_to(tmp_path / "mine")
    write_metrics(str(tmp_path / "towline.prom"), "towline_up 1\n")
    assert (tmp_path / "mine").read_text() == "keep" and (tmp_path / "towline.prom").read_text() == "towline_up 1\n"


def test_room_is_told_of_every_folder_that_files_arrive_in(anna: Profile, tmp_path: Path) -> None:
    set_rule(anna.folder, "in", {"to": [f"{tmp_path}/in/{{sender}}/{{path}}", f"{tmp_path}/copies"]})
    anna.engine.apply()
    found = [name for name in _figures(anna) if name.startswith("towline_disk_free_bytes")]
    assert len(found) == 3 and {f"towline_disk_free_bytes {tmp_path}/{name}" for name in ("in", "copies")} < set(found)
