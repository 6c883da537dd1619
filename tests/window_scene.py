"""An engine of the window's tests with everything in it: for pictures, and for tests that need all of it at once."""

from __future__ import annotations

import time

from made_rows import BEN, entry, link, new_id, offer, person, station, transfer
from window_engine import WindowEngine

from engine.api import (
    AttemptRow,
    Cipher,
    Exists,
    Kind,
    LeftOutRow,
    Outcome,
    QuestionRow,
    QueueRow,
    ReceiptRow,
    ScanItem,
    ScanRow,
    StepRow,
    TeamRow,
)
from engine.api_figures import CheckRow
from engine.api_rules import PreviewOffer, Rule, RulePreview, RuleRow
from engine.api_watch import WatchItem, WatchPreview, WatchRow

DAY = 86_400.0


def scene() -> WindowEngine:
    """Everything at once, as a person with two clusters sees it in the middle of a busy day."""
    engine, now = WindowEngine(), time.time()
    engine.queue_rows = [
        QueueRow("Plant HQ", "prod-eu", ("Anna", "team:HQ"), Cipher.AES_256_GCM),
        QueueRow("Ben", "prod-eu", ("Ben",), Cipher.CHACHA20_POLY1305),
        QueueRow("Public notices", "lab-us", ("Ben", "Carla"), Cipher.SIGNED_ONLY),
    ]
    _clusters_and_people(engine, now)
    _watched_folders(engine, now)
    _fetch_rules(engine, now)
    _stations_and_teams(engine, now)
    _transfers(engine, now)
    _offers(engine, now)
    _questions(engine, now)
    _tried_and_scanned(engine)
    return engine


def _clusters_and_people(engine: WindowEngine, now: float) -> None:
    engine.put(
        link("prod-eu", up=38_200_000.0, in_flight=24_000_000),
        link("lab-us", "failed", why="lab-us does not answer (no reply for 30 s).", attempt=3, next_try=now + 42,
             todo="Nothing is lost; Towline tries again by itself."),
        link("practice", "idle"),
        person("Anna", "55120 40871 11839 90417 23377 80012 67541 30966"),
        person("Ben", since=now - 20 * DAY),
        person("Carla", "90871 11250 73340 51882 60034 19277 84420 77310", "not-verified", seen=now - 2 * DAY),
        person("Dieter", "10223 99817 30421 66710 48815 20093 71146 58820", "blocked", seen=now - 9 * DAY),
        person("Eva", "77410 23998 51120 80034 61725 90318 24471 33065", "published", seen=now - 300),
    )  # fmt: skip


def _watched_folders(engine: WindowEngine, now: float) -> None:
    engine.watch_rows = [
        WatchRow("scans", "/data/scans", "Plant HQ", "settling", settling=3, next_settles=now + 7, sent=2113,
                 last_sent=now - 260, hidden=2, links=1, others=14),
        WatchRow("exports", "/srv/exports", "Ben", "up-to-date", sent=418, last_sent=now - 2 * DAY, polled=True),
        WatchRow("camera", "/mnt/camera/out", "Plant HQ", "away", why="The folder is not available: it is not there.",
                 todo="It goes on by itself when the folder is back.", since=now - 5000, sent=96, last_sent=now - DAY),
    ]  # fmt: skip
    engine.previewed = WatchPreview(
        214, 3_480_000_000,
        tuple(WatchItem(f"2026-11/IMG_{n:04}.tif", 16_200_000 + n * 1300) for n in range(1, 40)),
        (WatchItem("2026-11/.cache", 4096, "is hidden"), WatchItem("latest.tif", 0, "is a link"),
         WatchItem("notes.txt", 812, "fits no pattern"), WatchItem("2025-01/old.tif", 9_000_000, "is too old")),
        {"is hidden": 2, "is a link": 1, "fits no pattern": 9, "is too old": 31},
    )  # fmt: skip


def _fetch_rules(engine: WindowEngine, now: float) -> None:
    scans = Rule(
        "Plant scans", senders=("Ben", "team:HQ"), names=("*.tif", "*.pdf"), exists=Exists.MIRROR, quota=50_000_000_000,
        to=("/srv/in/{sender}/{date}/{path}", "/mnt/mirror/{sender}"),
    )  # fmt: skip
    engine.rule_rows = [
        RuleRow(scans, "waiting", "The rule may not take 3.4 GB more: 48 GB of its 50 GB are used.",
                "It goes on by itself when files are taken out of its folders, or with a larger quota.", 212,
                48_000_000_000, now - 600, 2),
        RuleRow(Rule("everybody", on=False, unverified=True, to=("/home/anna/Downloads/{sender}",)), "off"),
    ]  # fmt: skip
    engine.preview = RulePreview(
        stored=340, fits=12, would=12, entries=214, size=4_100_000_000,
        first=tuple(PreviewOffer(f"scans-{n}", "Ben", 18, 340_000_000, now - n * 3600) for n in range(1, 13)),
    )  # fmt: skip


def _stations_and_teams(engine: WindowEngine, now: float) -> None:
    engine.put(
        station("press-01"),
        station("press-02", files=12, size=48_000_000, oldest=now - 40),
        station("press-03", files=2_113, size=31_000_000_000, oldest=now - 5 * 3600, state="behind", care=True),
        station(
            "press-04", error="disk-full", files=3, size=9_000_000, oldest=now - 900, free=0, state="error", care=True
        ),
        station("press-05", seen=now - 3 * 3600, state="silent", care=True),
        station("press-06", seen=0.0, version="", free=-1, state="never", care=True),
    )
    engine.team_rows["HQ"] = TeamRow("HQ", "9f317c0e" * 4, 2, now - 40 * DAY, ("Anna", "Ben"))


def _transfers(engine: WindowEngine, now: float) -> None:
    engine.put(
        transfer(1, state="sending", done=2_108_000_000, saved=612_000_000, entries_done=132),
        transfer(2, title="press.log", state="retrying", attempt=2, next_try=now + 42, queue="Lab", cluster="lab-us",
                 peer="Ben", size=12_000_000, done=1_200_000, entries=1, why="lab-us does not answer."),
        transfer(3, kind=Kind.FETCH, title="drawings", state="checking", peer="Ben", queue="", size=812_000_000,
                 done=804_000_000, folder="/home/anna/Downloads", offer=new_id(1001)),
        transfer(4, title="camera-7", size=41_000_000_000, entries=1),
        transfer(5, kind=Kind.FETCH, title="report.pdf", state="needs-you", why="File exists.", peer="Ben", queue="",
                 size=2_100_000, done=2_100_000, entries=1),
        transfer(6, kind=Kind.FETCH, title="site-backup", state="waiting", why="Disk full, needs 3.1 GB.", queue="",
                 peer="press-07", size=96_000_000_000, done=38_400_000_000, entries=4211, entries_done=1702),
        transfer(7, title="audio", state="stored", outcome=Outcome.STORED, size=640_000_000, done=640_000_000,
                 entries=88, entries_done=88, finished=now - 600, stored_until=now + 6 * DAY, offer=new_id(7)),
        transfer(8, title="contracts", state="stored", outcome=Outcome.STORED, queue="Ben", peer="Ben",
                 cipher="chacha20-poly1305", size=118_000_000, done=118_000_000, entries=12, entries_done=12,
                 finished=now - 1200, stored_until=now + 6 * DAY, offer=new_id(8)),
        transfer(9, title="key-plan.dwg", state="failed", outcome=Outcome.FAILED, queue="Lab", cluster="lab-us",
                 peer="Ben", size=9_000_000, done=3_150_000, entries=1, why="Not allowed to write to towline.",
                 todo="Ask the administrator of lab-us for WRITE on that topic, then retry.", finished=now - 1800),
    )  # fmt: skip
    engine.entry_rows[new_id(1)] = [
        entry(0, "IMG_0001.tif", state="stored", sha256="9f317c0e" + "ab" * 26 + "51c0"),
        entry(1, "IMG_0002.tif", state="sending"),
        entry(2, "IMG_0003.tif", state="waiting", size=16_100_000),
        entry(3, "notes/list.csv", state="waiting", size=41_000),
        entry(4, "socket", state="left out", size=0, why="is a socket"),
    ]
    engine.story_rows += [
        AttemptRow(now - 100, new_id(2), "no-reply", "retry", "lab-us does not answer.", "_TRANSPORT at k1:9093"),
        AttemptRow(now - 60, new_id(2), "no-reply", "retry", "lab-us does not answer.", "_TRANSPORT at k1:9093"),
        AttemptRow(now - 1800, new_id(9), "not-allowed", "fail", "The cluster lab-us does not let you write.", "TOPIC_AUTHORIZATION_FAILED"),
    ]  # fmt: skip
    engine.receipt_rows[new_id(7)] = [
        ReceiptRow("Anna", "verified", "all", now - 300, 88),
        ReceiptRow("team:HQ", "verified", "partly", now - 200, 40),
        ReceiptRow("Ben", "verified", "not-yet", 0.0, 0),
    ]


def _offers(engine: WindowEngine, now: float) -> None:
    engine.put(
        offer(1, here="fetching", fetch=new_id(3), seen=True),
        offer(2, title="minutes-2026-11", entries=3, size=1_400_000, stored=1_400_000),
        offer(3, title="line-3 images", sender="press-07", fingerprint=BEN[::-1], state="growing", size=9_000_000_000,
              stored=3_600_000_000, entries=1204),
        offer(4, title="night-shift", sender="press-07", fingerprint=BEN[::-1], until=now + 6 * 3600, seen=True),
        offer(5, title="photos", here="all", seen=True, size=230_000_000),
        offer(6, title="old-plans", state="expired", seen=True, until=now - DAY),
        offer(7, title="invoice", sender="", fingerprint="77410 23998 51120 80034 61725 90318 24471 33065",
              trusted=False, entries=1, size=88_000),
        offer(8, title="figures", state="refused", why="The signature is wrong."),
        offer(9, title="audio", mine=True, sender="Anna", seen=True),
    )  # fmt: skip
    engine.offer_entry_rows[new_id(1002)] = [
        entry(0, "agenda", folder=True, size=0),
        entry(1, "agenda/agenda.pdf", size=400_000),
        entry(2, "minutes.docx", size=700_000),
        entry(3, "agenda/people.csv", size=300_000),
    ]


def _questions(engine: WindowEngine, now: float) -> None:
    engine.question_rows |= {
        "exists-1": QuestionRow(
            "exists-1", "exists", "report.pdf",
            '"report.pdf" exists already and is different (yours is newer).', "Nothing else is held up.",
            ("both", "replace", "skip"), now - 120, new_id(5), 0,
        ),
        "exists-2": QuestionRow(
            "exists-2", "exists", "plan.dwg",
            '"plan.dwg" exists already and is different (theirs is newer).', "Nothing else is held up.",
            ("both", "replace", "skip"), now - 100, new_id(3), 12,
        ),
        "person-1": QuestionRow(
            "person-1", "person", "Eva", "Eva sent you something, and you have not accepted their key.",
            "Nothing of it is opened before.", ("add", "block"), now - 300,
        ),
        "retention-1": QuestionRow(
            "retention-1", "retention", "camera-7",
            "Sending takes about 5 days, more than half of the 7 days that the cluster keeps it.",
            "Send it anyway, or cancel it.", ("anyway", "cancel"), now - 50, new_id(4),
        ),
    }  # fmt: skip


def _tried_and_scanned(engine: WindowEngine) -> None:
    engine.steps = [
        StepRow("Names", "ok", "k1.example.net → 10.2.0.11 (3 of 3 resolve)", ms=12),
        StepRow("TCP", "warning", "k1:9093 and k2:9093 answer, k3:9093 refused", "One is enough to go on.", 34),
        StepRow("TLS", "ok", "TLS 1.3, certificate good until 2027-03-01, issued by Example CA", ms=20),
        StepRow("Sign-in", "ok", "SCRAM-SHA-512 as edge-17", ms=15),
        StepRow("Topics", "failed", "towline.plant7 is missing", "Create it, or give its administrator the command."),
        StepRow("Write", "skipped", "not tried"),
    ]
    engine.check_rows = [
        CheckRow("Versions", "ok", "Towline 0.1.0, format 1, Python 3.12.8, librdkafka 2.6.1, Linux x86_64."),
        CheckRow("Cryptography", "ok", "AES-256-GCM, Ed25519, ML-KEM-768: as their standards say."),
        CheckRow("Profile", "warn", "Other users of this computer can look into /home/anna/towline.",
                 "Make it private: chmod 700 '/home/anna/towline'."),
        CheckRow("Settings", "ok", "All can be read."),
        CheckRow("Disk of profile", "ok", "412 GB free at /home/anna."),
        CheckRow("Disk of downloads", "fail", "120 MB free at /mnt/in.", "Make room there."),
        CheckRow("Agent", "ok", "A Towline runs for this profile. No service is registered on this computer."),
        CheckRow("Keys", "ok", "Unlocked by the keyring."),
        CheckRow("Cluster prod-eu", "ok", "Reached, written and read. Clock: differs by 0.2 s."),
        CheckRow("Cluster lab-us", "fail", "TCP: k1:9092: connection refused.", "Check the port, and whether a firewall stands in between."),
    ]  # fmt: skip
    engine.scanned = ScanRow(
        1204, 31, 3_400_000_000, 3,
        (ScanItem("/data/scans-41", True, 1200, 3_399_000_000), ScanItem("/data/list.csv", False, 1, 41_000)),
        (LeftOutRow("/data/scans-41/link", "is a link"), LeftOutRow("/data/scans-41/socket", "is a socket"),
         LeftOutRow("/data/scans-41/secret", "no right to read it")),
        True, {"1": 0.12, "6": 0.18, "19": 0.21},
    )  # fmt: skip
