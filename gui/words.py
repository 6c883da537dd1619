"""How the window says sizes, times, rates and states: by the locale and through translations.

Hides: units, QLocale, which word stands for which state. Promises: a status is words first, and carries the whole
meaning without colour or icon; a size has its unit; an unknown time is a dash.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from engine.api import EntryRow, Kind, OfferRow, Outcome, TransferRow
from engine.errors import CAUSES, TowlineError
from engine.names import shown
from gui.look import State
from gui.sentences import fact_in_language, in_language

DASH = "—"
UNITS = ("B", "kB", "MB", "GB", "TB", "PB")


def tr(text: str, comment: str = "", n: int = -1) -> str:
    """In the language of the window, for what is outside of classes; `n` fills %n and chooses between one and many.

    The parameters are those of QObject.tr: pyside6-lupdate takes a number in the second place for no plural at all.
    """
    return QCoreApplication.translate("", text, comment, n)


def said(error: TowlineError) -> str:
    """What happened and what to do, in the language of the window; what came from outside stays as it is."""
    cause = CAUSES[error.word]
    facts = {name: fact_in_language(name, str(fact)) for name, fact in error.facts.items()}
    sentences = [QCoreApplication.translate("errors", text).format(**facts) for text in (cause.what, cause.todo)]
    return " ".join(sentences).strip()


def told(*sentences: str) -> str:
    """What rows of the engine say, in the language of the window."""
    return " ".join(in_language(sentence) for sentence in sentences if sentence)


def size(count: int) -> str:
    """`3.4 GB`: decimal units, two or three figures."""
    value, unit = float(count), 0
    while value >= 999.5 and unit < len(UNITS) - 1:
        value, unit = value / 1000, unit + 1
    places = 1 if unit and value < 9.95 else 0
    return f"{QLocale().toString(value, 'f', places)} {UNITS[unit]}"


def rate(per_second: float) -> str:
    return f"{size(round(per_second))}/s" if per_second >= 1 else DASH


def exact(count: int) -> str:
    """`3,400,000,000 bytes`"""
    return tr("{n} bytes").format(n=number(count))


def number(count: int) -> str:
    return QLocale().toString(count)


def percent(part: float) -> str:
    """Of 0..1, rounded down: 100 only when it is all."""
    return f"{int(part * 100)} %"


def span(seconds: float) -> str:
    """`0:42`, `1:05:00`, `3 days`."""
    whole = max(0, round(seconds))
    if whole >= 2 * 86_400:
        return tr("%n days", "", whole // 86_400)
    hours, rest = divmod(whole, 3600)
    if hours:
        return f"{hours}:{rest // 60:02}:{rest % 60:02}"
    return f"{rest // 60}:{rest % 60:02}"


def rough(seconds: float) -> str:
    """`42 s`, `15 min`, `5 h`, `3 days`: where the minute does not matter."""
    whole = max(0, int(seconds))
    if whole >= 2 * 86_400:
        return span(whole)
    for unit, length in (("h", 3600), ("min", 60)):
        if whole >= length:
            return f"{whole // length} {unit}"
    return f"{whole} s"


def people(names: str) -> str:
    """People and teams as rows have them (`Anna, team:HQ`), to be read."""
    return ", ".join(
        tr("Team {name}").format(name=name.removeprefix("team:")) if name.startswith("team:") else name
        for name in shown(names).split(", ")
    )


def moment(at: float) -> str:
    """`21:16` today, else `29 Nov` this year, else the short date."""
    if not at:
        return DASH
    then, now = QDateTime.fromSecsSinceEpoch(int(at)), QDateTime.currentDateTime()
    if then.date() == now.date():
        return QLocale().toString(then.time(), QLocale.FormatType.ShortFormat)
    if then.date().year() == now.date().year():
        return QLocale().toString(then.date(), tr("d MMM"))  # as QLocale formats dates: "d. MMM" elsewhere
    return QLocale().toString(then.date(), QLocale.FormatType.ShortFormat)


def date_time(at: float) -> str:
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(int(at)), QLocale.FormatType.ShortFormat) if at else DASH


def clock(at: float) -> str:
    """`14:00` today, `tomorrow 08:00`, else `29 Nov 08:00`: until when something lasts."""
    then = QDateTime.fromSecsSinceEpoch(int(at))
    time_ = QLocale().toString(then.time(), QLocale.FormatType.ShortFormat)
    days = QDateTime.currentDateTime().date().daysTo(then.date())
    if days == 0:
        return time_
    return tr("tomorrow {time}").format(time=time_) if days == 1 else f"{moment(at)} {time_}"


def second(at: float) -> str:
    """`21:16:05` today, else as `moment`."""
    today = QDateTime.fromSecsSinceEpoch(int(at)).date() == QDateTime.currentDateTime().date()
    return time.strftime("%H:%M:%S", time.localtime(at)) if today else moment(at)


def exactly(at: float) -> str:
    """`2026-11-23 21:16:05`: for copies and tips, where seconds matter."""
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(at))


def position(place: int) -> str:
    """`4th`, `4.`"""
    if QLocale().language() != QLocale.Language.English:
        return f"{place}."
    ending = "th" if 10 <= place % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place}{ending}"


# --- transfers -----------------------------------------------------------------------------------------------------------


def transfer_status(row: TransferRow, place: int = 0, received: tuple[int, int] = (0, 0)) -> str:
    """The status of a transfer in words. `place`: among those that wait; `received`: by how many of how many people."""
    until = next_in(row.next_try)
    match row.state:
        case "scanning":
            return tr("Scanning %n files", "", row.entries)
        case "retrying" if until:
            return tr("Retrying, try {try_}, next {next}").format(try_=row.attempt + 1, next=until)
        case "retrying":
            return tr("Retrying, try {try_}").format(try_=row.attempt + 1)
        case "waiting" if row.why:
            return tr("Waiting: {why}").format(why=short(row.why))
        case "waiting" if place:
            return tr("Waiting ({place})").format(place=position(place))
        case "paused" if row.rests:
            return paused(row.rests, row.next_try)
        case "asked":
            return tr("Expired, asked the sender")
        case "needs-you":
            return tr("Needs you: {why}").format(why=short(row.why)) if row.why else tr("Needs you")
        case "failed":
            return tr("Failed: {why}").format(why=short(row.why)) if row.why else tr("Failed")
        case "stored" if received[0]:
            return tr("Received by {n} of {all}").format(n=received[0], all=received[1])
        case "stored" if row.stored_until:
            return tr("Stored until {date}").format(date=moment(row.stored_until))
        case "partly":
            return tr("In place but for %n files", "", max(1, row.entries - row.entries_done))
        case "looking":
            return tr("Looking for it: {why}").format(why=short(row.why))
        case "sending" | "fetching":
            word = tr("Sending") if row.kind is Kind.SEND else tr("Fetching")
            return f"{word} {percent(part_done(row))}" if row.size else word
        case "waiting":
            return tr("Waiting")
        case "checking":
            return tr("Checking")
        case "paused":
            return tr("Paused")
        case "stored":
            return tr("Stored on the cluster")
        case "placed":
            return tr("In place")
        case "cancelled":
            return tr("Cancelled")
        case "withdrawn":
            return tr("Withdrawn")
    return row.state.capitalize()


def paused(word: str, until: float) -> str:
    """`Paused until 14:00`, `Paused: metered network`: `word` of RESTS; `until`: Unix time, 0 where nobody knows."""
    if word == "pause":
        return tr("Paused until {time}").format(time=clock(until)) if until else tr("Paused until you resume")
    if word == "schedule" and until:
        return tr("Paused: schedule until {time}").format(time=clock(until))
    said = {
        "schedule": tr("schedule"),
        "metered": tr("metered network"),
        "battery": tr("battery"),
        "limit": tr("the limit is 0"),
    }
    return tr("Paused: {why}").format(why=said.get(word, word))


def transfer_state(row: TransferRow) -> State:
    """Which colour stands beside the words."""
    if row.outcome in (Outcome.STORED, Outcome.PLACED):
        return "done"
    if row.outcome is Outcome.FAILED:
        return "failed"
    if row.outcome is Outcome.PARTLY or row.state in ("retrying", "needs-you") or (row.state == "waiting" and row.why):
        return "waiting"
    if row.state in ("scanning", "sending", "fetching", "looking", "checking"):
        return "running"
    return "idle"


def part_done(row: TransferRow) -> float:
    """0..1; 1 only once it is complete on the cluster or in place."""
    if row.outcome in (Outcome.STORED, Outcome.PLACED):
        return 1.0
    return min(row.done / row.size, 0.999) if row.size else 0.0


def next_in(at: float) -> str:
    """The time until a next try, or nothing if it is over."""
    return span(at - time.time()) if at and at > time.time() else ""


def short(sentence: str) -> str:
    """A sentence as part of a status: no full stop, small first letter unless the word is a name or an abbreviation. There
    may be names in it that others chose."""
    given = shown(sentence.strip())
    text = in_language(given).rstrip(".")
    if text != given.rstrip("."):
        return text  # translated: where its letters are small is another language's matter
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if first[1:].islower() and len(first) > 1 else text


def cipher(name: str) -> str:
    names = {
        "aes-256-gcm": "AES-256-GCM",
        "chacha20-poly1305": "ChaCha20-Poly1305",
        "aes-256-gcm-siv": "AES-256-GCM-SIV",
        "signed-only": tr("Signed, not encrypted"),
    }
    return names.get(name, name or DASH)


def compression(name: str) -> str:
    names = {
        "auto": tr("Automatic"),
        "off": tr("Off"),
        "1": tr("Fast (1)"),
        "6": tr("Balanced (6)"),
        "19": tr("Small (19)"),
    }
    return names.get(name, name or DASH)


# --- files of a transfer ---------------------------------------------------------------------------------------------------


def entry_status(row: EntryRow) -> str:
    """The status of one file in words, with its reason."""
    words = {
        "waiting": tr("Waiting"),
        "sending": tr("Sending"),
        "stored": tr("Stored"),
        "offered": tr("Offered"),
        "in place": tr("In place"),
        "left out": tr("Left out"),
        "changed": tr("Changed"),
        "expired": tr("No longer on the cluster"),
        "failed": tr("Failed"),
        "asks": tr("Needs you"),
    }
    word = words.get(row.state, row.state.capitalize())
    return tr("{status}: {why}").format(status=word, why=short(row.why)) if row.why else word


def entry_state(row: EntryRow) -> State:
    """Which colour stands beside the words."""
    states: dict[str, State] = {
        "stored": "done",
        "in place": "done",
        "sending": "running",
        "left out": "waiting",
        "changed": "waiting",
        "asks": "waiting",
        "expired": "failed",
        "failed": "failed",
    }
    return states.get(row.state, "idle")


# --- offers ---------------------------------------------------------------------------------------------------------------


def offer_status(row: OfferRow, fetching: float = 0.0) -> str:
    """The status of an offer in words; `fetching`: how much of it came already, 0..1."""
    if row.here == "asked":
        return tr("Expired, asked the sender")
    if row.here == "lost":
        return tr("The sender no longer has it")
    match row.state:
        case "refused":
            return tr("Refused: {why}").format(why=short(row.why)) if row.why else tr("Refused")
        case "withdrawn":
            return tr("Withdrawn by sender")
        case "expired" if row.here != "all":
            return tr("Expired: ask for it again")
        case "topic-anew" if not row.here:
            return tr("Topic made anew")
        case "mirrored" if not row.here:
            return tr("From another cluster")
    if row.here == "all":
        by_rule = tr("On this computer, by the rule {name}").format(name=shown(row.rule)) if row.rule else ""
        return by_rule or tr("On this computer")
    if row.here == "fetching":
        return tr("Fetching {part}").format(part=percent(fetching))
    if row.here == "partly":
        return tr("Partly on this computer")
    if ends_soon(row):
        return tr("Expires in %n h", "", max(1, int((row.until - time.time()) // 3600)))
    if row.state == "growing":
        part = percent(row.stored / row.size) if row.size else ""
        return tr("Still arriving {part}").format(part=part).strip()
    return tr("Available") if row.seen else tr("New")


def ends_soon(row: OfferRow) -> bool:
    """Within 12 hours."""
    return bool(row.until) and 0 < row.until - time.time() < 12 * 3600


def offer_tone(row: OfferRow) -> State:
    """Which colour stands beside the words."""
    if row.state == "refused":
        return "failed"
    if row.here == "all":
        return "done"
    if row.here == "fetching" or row.state == "growing":
        return "running"
    if ends_soon(row) or row.here == "partly" or row.state in ("expired", "topic-anew", "mirrored"):
        return "waiting"
    return "idle" if row.seen else "running"
