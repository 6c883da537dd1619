"""`towline inspect`: what anybody can see in one record of the cluster, without any key.

Hides: telling records apart by their bytes. Promises: opens nothing sealed; says whether a signature fits its content.
"""

from __future__ import annotations

import base64
import binascii
import os
from typing import Any

from engine.api import Cipher, transfer_text
from engine.cli_parser import Verbs
from engine.cli_print import count, date, name, size
from engine.cli_session import Command
from engine.errors import Exit, TowlineError

MOST = 16 * 1024 * 1024  # bytes of a file that could be a record
CARD_TEXT = "towline-card:"
STATES = ("growing", "complete", "withdrawn")
VERDICTS = ("admitted", "too late", "no place left", "closed")
KINDS = ("", "chunk", "segment page", "entry page", "inner page", "sum page", "probe")

Facts = dict[str, object]


def add_verbs(verbs: Verbs) -> None:
    verb = verbs.add("inspect", inspect)
    verb.add_argument("record", metavar="RECORD", help="a file, base64 text or a card's text; - is standard input")


def inspect(command: Command) -> int:
    facts = _facts(_bytes_of(command, command.args.record))
    command.screen.record(facts)
    width = max(len(key) for key in facts)
    for key, value in facts.items():
        texts = value if isinstance(value, list) else [value]
        for n, text in enumerate(texts):
            command.screen.line(f"{key.replace('_', ' ') if n == 0 else '':<{width}}  {name(str(text))}")
    return Exit.DONE


def _bytes_of(command: Command, text: str) -> bytes:
    """The record itself, however it was given."""
    if text == "-":
        data = command.stdin.read(MOST)
    elif os.path.exists(text):
        with open(text, "rb") as file:
            data = file.read(MOST)
    else:
        data = text.encode()
        if _as_base64(data) is None:
            raise TowlineError("usage", what=f"{text!r} is neither a file nor base64.", todo="Give a record.")
    return _as_base64(data) or data


def _as_base64(data: bytes) -> bytes | None:
    words = b"".join(data.removeprefix(CARD_TEXT.encode()).split())
    padding = b"=" * (-len(words) % 4)
    url_safe = b"-_" if b"-" in words or b"_" in words else None
    try:
        return base64.b64decode(words + padding, altchars=url_safe, validate=True) or None
    except binascii.Error:
        return None


def _facts(data: bytes) -> Facts:
    from engine import wire, wire_fleet  # late: so that --help is quick

    try:
        return _header_facts(wire.unpack_header(data))
    except TowlineError as error:
        if error.word == "too-new":
            raise
    for kind, record_type, facts_of in (
        (wire.OFFER, wire.Offer, _offer_facts),
        (wire.CARD, wire.Card, _card_facts),
        (wire.RECEIPT, wire.Receipt, _receipt_facts),
        (wire.MISSING, wire.Missing, _missing_facts),
        (wire.LOST, wire.Lost, _lost_facts),
        (wire_fleet.JOIN, wire_fleet.Join, _join_facts),
        (wire_fleet.ADMIT, wire_fleet.Admit, _admit_facts),
        (wire_fleet.STATION, wire_fleet.Station, _station_facts),
        (wire_fleet.BACKUP, wire_fleet.Backup, _station_facts),
    ):
        try:
            record: Any = wire.decode(record_type, data[wire.SIGNATURE :])
        except TowlineError:
            continue
        return {
            "kind": kind.decode(),
            "bytes": len(data),
            "signature": _signature(kind, data, record),
            **facts_of(record),
        }
    raise TowlineError(
        "refused", reason="this is no record of the catalog or the receipts, nor a chunk header, of format 1"
    )


def _signature(kind: bytes, data: bytes, record: Any) -> str:
    from engine import keys  # late: it brings the ciphers along

    try:
        signer = record.signing_key if hasattr(record, "signing_key") else keys.verify_card(record.card).signing_key
        keys.verify(kind, data, signer)
    except TowlineError:
        return "wrong: it was not made over this content by the key it names"
    return "fits the signing key that the record names"


def _header_facts(header: Any) -> Facts:
    return {
        "kind": KINDS[header.kind],
        "transfer": transfer_text(header.transfer),
        "number": header.seq,
        "plain_bytes": header.plain,
        "compressed": "yes" if header.compressed else "no",
        "nonce": header.nonce.hex(),
    }


def _join_facts(join: Any) -> Facts:
    from engine import wire  # late: so that --help is quick

    try:
        card: Facts = _card_facts(wire.decode(wire.Card, join.card[wire.SIGNATURE :]))
    except TowlineError:
        card = {"card": "malformed"}
    return {
        "invitation": join.invitation.hex(),
        "name": join.name,
        "cluster_id": join.cluster_id,
        "made": date(join.made_ms / 1000),
        "invitation_until": date(join.expires_ms / 1000),
        **{f"card_{key}": value for key, value in card.items()},
    }


def _admit_facts(admit: Any) -> Facts:
    from engine import keys  # late: it brings the ciphers along

    return {
        "from": keys.fingerprint_text(admit.sender),
        "for": keys.fingerprint_text(admit.reader),
        "invitation": admit.invitation.hex(),
        "cluster_id": admit.cluster_id,
        "number": admit.number,
        "verdict": VERDICTS[admit.verdict],
        "sealed": size(len(admit.sealed)),
    }


def _station_facts(station: Any) -> Facts:
    from engine import keys  # late: it brings the ciphers along

    return {
        "from": keys.fingerprint_text(station.sender),
        "for": [keys.fingerprint_text(recipient.key_id) for recipient in station.recipients],
        "cluster_id": station.cluster_id,
        "number": station.number,
        "sealed": size(len(station.sealed)),
    }


def _card_facts(card: Any) -> Facts:
    from engine import keys  # late: it brings the ciphers along

    return {
        "fingerprint": keys.fingerprint_text(keys.fingerprint(card)),
        "calls_themselves": card.name,
        "revision": card.revision,
        "made": date(card.made_ms / 1000),
        "revoked": "yes" if card.revoked else "no",
        "follows_an_older_key": "yes" if card.previous else "no",
    }


def _offer_facts(offer: Any) -> Facts:
    from engine import keys  # late: it brings the ciphers along

    recipients = [f"team key {r.key_id.hex()}" if r.team else keys.fingerprint_text(r.key_id) for r in offer.recipients]
    return {
        "transfer": transfer_text(offer.transfer),
        "state": STATES[offer.state],
        "sender": keys.fingerprint_text(offer.sender),
        "number_and_revision": f"{offer.number}.{offer.revision}",
        "cluster": offer.cluster_id,
        "topic_id": offer.topic_id.hex(),
        "cipher": list(Cipher)[offer.suite - 1].value,
        "block_size": size(offer.block_size),
        "chunks": f"{offer.chunks:,}",
        "stored": size(offer.stored),
        "made": date(offer.created_ms / 1000),
        "expires": date(offer.expires_ms / 1000),
        "recipients": recipients or ["nobody: it is not encrypted"],
        "pages": f"{count(len(offer.segments), 'segment page')}, {count(len(offer.entries), 'entry page')}",
        "sealed_part": f"{len(offer.sealed):,} bytes: title, totals, and the rows of a small bundle",
    }


def _receipt_facts(receipt: Any) -> Facts:
    return {**_reader_facts(receipt), "entries": _ranges(receipt.entries), "offer_digest": receipt.offer.hex()}


def _missing_facts(missing: Any) -> Facts:
    return {**_reader_facts(missing), "chunks": _ranges(missing.chunks)}


def _lost_facts(lost: Any) -> Facts:
    from engine import keys  # late: it brings the ciphers along

    return {
        "sender": keys.fingerprint_text(lost.sender),
        "transfer": transfer_text(lost.transfer),
        "at": date(lost.at_ms / 1000),
        "chunks": _ranges(lost.chunks),
    }


def _reader_facts(record: Any) -> Facts:
    from engine import keys  # late: it brings the ciphers along

    return {
        "reader": keys.fingerprint_text(record.reader),
        "sender": keys.fingerprint_text(record.sender),
        "transfer": transfer_text(record.transfer),
        "at": date(record.at_ms / 1000),
    }


def _ranges(ranges: list[tuple[int, int]]) -> str:
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges) or "none"
