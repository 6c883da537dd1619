"""Signed values of the catalog and receipts topics, and which revision of an offer extends which."""

from making import ANN, BEN, BLOCK, DAY, EVE, NOW, Bundle, noise, paged, signed

from engine import keys, wire
from engine.wire import COMPLETE, GROWING, WITHDRAWN


def signed_cases():
    def case(kind, name, value, key, *, refuse=None):
        case = {"name": name, "kind": kind, "key": key, "value": value}
        return {**case, "refuse": refuse} if refuse else case

    def card(name, value, refuse=None):
        return case("card", name, value, ANN.fingerprint, refuse=refuse)

    mine = ANN.card(3, made_ms=NOW)

    def made(record, by=ANN, kind=wire.CARD):
        return by.sign(kind, wire.encode(record))

    good = made(mine)
    yield card("a card", good)
    yield card("a revoked card", made(wire.replace(mine, revoked=True)))
    yield card("a card that replaces another", made(ANN.card(1, previous=BEN, made_ms=NOW)))
    yield card("name of 255 bytes", made(wire.replace(mine, name="n" * 255)))
    yield card("name of 256 bytes", made(wire.replace(mine, name="n" * 256)), "TEXT")
    yield card("signed by somebody else", made(mine, EVE), "SIGNATURE")
    yield card("X25519 key of low order", made(wire.replace(mine, x25519=bytes(32))), "PUBLIC_KEYS")
    yield card("ML-KEM key that fails its check", made(wire.replace(mine, ml_kem=b"\xff" * 1184)), "PUBLIC_KEYS")
    yield card("ML-KEM key one byte short", made(wire.replace(mine, ml_kem=bytes(1183))), "MALFORMED")
    rotated = ANN.card(1, previous=BEN, made_ms=NOW)
    yield card("replaces a key that did not sign", made(wire.replace(rotated, previous=EVE.signing_key)), "PREVIOUS")
    yield card("rotation signature for another revision", made(wire.replace(rotated, revision=2)), "PREVIOUS")
    yield card("rotation without signature", made(wire.replace(rotated, by_previous=b"")), "MALFORMED")
    yield card("only a signature", good[:64], "MALFORMED")
    yield card("nothing", b"", "MALFORMED")
    yield card("cut", good[:-1], "MALFORMED")
    yield card("a byte behind it, signed", ANN.sign(wire.CARD, wire.encode(mine) + b"\0"), "MALFORMED")
    yield card("over 16,384 bytes", good + bytes(16_384), "TOO_LARGE")
    b = Bundle(seed=b"receipt")
    key = wire.offer_key(ANN.fingerprint, b.transfer)
    receipt = wire.Receipt(
        BEN.fingerprint, BEN.signing_key, ANN.fingerprint, b.transfer, noise(32), [(0, 4), (6, 6)], NOW
    )
    missing = wire.Missing(BEN.fingerprint, BEN.signing_key, ANN.fingerprint, b.transfer, [(7, 9)], NOW)
    for kind, name, record in ((wire.RECEIPT, "receipt", receipt), (wire.MISSING, "missing", missing)):
        field = "entries" if name == "receipt" else "chunks"
        yield case(name, f"a {name}", made(record, BEN, kind), key)
        yield case(name, f"a {name} by somebody else", made(record, EVE, kind), key, refuse="SIGNATURE")
        yield case(name, f"a {name} for another bundle", made(record, BEN, kind), key[:-1] + b"x", refuse="KAFKA_KEY")
        for what, ranges in (
            *(("no ranges", []), ("backwards", [(4, 3)]), ("touching", [(0, 1), (2, 3)])),
            *(("not rising", [(5, 6), (1, 2)]), ("overlapping", [(0, 5), (5, 7)])),
        ):
            changed = wire.replace(record, **{field: ranges})
            yield case(name, f"{name}: {what}", made(changed, BEN, kind), key, refuse="COUNTS")
    whole = wire.replace(missing, chunks=[(0, 2**63 - 1)])
    yield case("missing", "missing: everything and all pages", made(whole, BEN, wire.MISSING), key)
    lost, lost_key = (
        wire.Lost(ANN.fingerprint, ANN.signing_key, b.transfer, [(0, 4), (7, 9)], NOW),
        wire.lost_key(ANN.fingerprint, b.transfer),
    )
    yield case("lost", "a lost", made(lost, ANN, wire.LOST), lost_key)
    yield case("lost", "a lost by somebody else", made(lost, BEN, wire.LOST), lost_key, refuse="SIGNATURE")
    yield case("lost", "a lost under the key of the offer", made(lost, ANN, wire.LOST), key, refuse="KAFKA_KEY")
    yield case(
        "lost", "lost: no ranges", made(wire.replace(lost, chunks=[]), ANN, wire.LOST), lost_key, refuse="COUNTS"
    )
    touching = wire.replace(lost, chunks=[(0, 1), (2, 3)])
    yield case("lost", "lost: touching", made(touching, ANN, wire.LOST), lost_key, refuse="COUNTS")
    offer = b.offer()
    for name, refuse, changes in (
        ("no recipient", "RECIPIENTS", {"recipients": []}),
        ("one recipient twice", "RECIPIENTS", {"recipients": [offer.recipients[0]] * 2}),
        ("nine recipients", "MALFORMED", {"recipients": [offer.recipients[0]] * 9}),
        (
            "a person's key one byte short",
            "RECIPIENTS",
            {"recipients": [wire.Recipient(False, bytes(32), bytes(1167))]},
        ),
        ("a team with a person's id", "RECIPIENTS", {"recipients": [wire.Recipient(True, bytes(32), bytes(60))]}),
        ("expires before it was made", "TIMES", {"expires_ms": NOW - 1}),
        ("fewer bytes than chunks", "COUNTS", {"chunks": 2, "stored": 1}),
        ("more bytes than its chunks hold", "COUNTS", {"chunks": 1, "stored": BLOCK + 1}),
        ("suite 0", "MALFORMED", {"suite": 0}),
        ("suite 5", "MALFORMED", {"suite": 5}),
        ("block size 4,095", "MALFORMED", {"block_size": 4095}),
        ("block size over 16 MiB", "MALFORMED", {"block_size": 2**24 + 1}),
        ("state 3", "MALFORMED", {"state": 3}),
        ("inner 8", "MALFORMED", {"inner": 8}),
        ("topic id of 15 bytes", "MALFORMED", {"topic_id": bytes(15)}),
        ("commitment of 31 bytes", "MALFORMED", {"commitment": bytes(31)}),
        ("revision 2^32", "MALFORMED", {"revision": 2**32}),
        ("number 2^63", "MALFORMED", {"number": 2**63}),
        ("number -1", "MALFORMED", {"number": -1}),
        ("number as a truth value", "MALFORMED", {"number": True}),
        ("number as a float", "MALFORMED", {"number": 1.0}),
        ("cluster id of 256 characters", "MALFORMED", {"cluster_id": "x" * 256}),
    ):
        yield case("offer", f"offer: {name}", signed(wire.replace(offer, **changes)), key, refuse=refuse)
    body = wire.encode(offer)
    for name, refuse, changed in (
        ("number in more bytes than needed", "NOT_CANONICAL", b"\xdc\x00\x16\xcd\x00\x07" + body[4:]),
        ("count in more bytes than needed", "NOT_CANONICAL", b"\xdd\x00\x00\x00\x16" + body[3:]),
        ("a field too few", "MALFORMED", b"\xdc\x00\x15" + body[3:]),
        ("a byte behind it", "MALFORMED", body + b"\xc0"),
        ("deeply nested", "MALFORMED", b"\x91" * 5000),
    ):
        yield case("offer", f"offer: {name}", ANN.sign(wire.OFFER, changed), key, refuse=refuse)
    yield case("offer", "offer: withdrawn, names nothing", signed(b.offer(state=WITHDRAWN, revision=2)), key)


def revision_cases():
    b, refs = paged(leaf=4)
    base = b.offer(refs=refs)
    leaves, entries, sums = refs

    def case(name, old, new, reason=""):
        new = (
            new
            if new.revision != old.revision or reason == "NOT_NEWER"
            else wire.replace(new, revision=old.revision + 1)
        )
        return {"name": name, "old": wire.encode(old), "new": wire.encode(new), "refuse": reason}

    def changed(name, reason="", old=base, **changes):
        return case(name, old, wire.replace(old, **changes), reason)

    eve = keys.wrap_for_person(EVE.card(1), b.secret, b.context)
    moved = [wire.replace(r, partition=2, offset=r.offset + 5000, digest=noise(32)) for r in leaves]
    yield changed("the same once more")
    yield changed("share: a recipient more", recipients=[*base.recipients, eve])
    yield changed("recipients in another order, wrapped anew", recipients=[eve, b.for_ben()])
    yield changed("repair: all segment pages elsewhere", segments=moved)
    yield changed("repair: one page elsewhere", segments=[moved[0], *leaves[1:]])
    yield changed("expires later", expires_ms=base.expires_ms + DAY)
    yield changed("withdrawn", state=WITHDRAWN)
    gone = {"chunks": 0, "stored": 0, "segments": [], "entries": [], "sums": []}
    yield changed("withdrawn, naming nothing", state=WITHDRAWN, **gone)

    def growing(count, last=0):
        """The first `count` leaves, `last` rows of the next one."""
        tail = [wire.replace(leaves[count], count=last, digest=noise(32), offset=9)] if last else []
        chunks = 4 * count + last
        return wire.replace(
            base, state=GROWING, segments=leaves[:count] + tail, entries=[], sums=[], chunks=chunks, stored=chunks * 6
        )

    yield case("growing: its tail grows", growing(2, 1), growing(2, 3))
    yield case("growing: its tail is full, the next began", growing(2, 3), growing(3, 1))
    yield case("growing to complete", growing(3, 2), base)
    yield case("growing: first pages", wire.replace(growing(0), chunks=0, stored=0), growing(1))
    inside = wire.replace(base, state=GROWING, segments=[], entries=[], sums=[])
    yield case("rows move from the sealed part into pages", inside, wire.replace(base, state=GROWING))
    covering = b.inner(leaves, 2)
    yield case("leaves to inner pages", growing(4), wire.replace(base, segments=covering, inner=1))
    more = wire.replace(base, state=GROWING, segments=covering[:2], inner=1, chunks=16, stored=96)
    yield case("inner pages: one more", more, wire.replace(base, segments=covering, inner=1))
    unfull = [covering[0], wire.replace(covering[1], count=5, digest=noise(32))]
    less = wire.replace(more, segments=unfull, chunks=13, stored=78)
    yield case("inner pages: the last one grows", less, more)

    yield changed("revision lower", "NOT_NEWER", old=wire.replace(base, revision=5), revision=4)
    yield changed("revision the same, other bytes", "NOT_NEWER", expires_ms=base.expires_ms + 1)
    yield changed("complete to growing", "STATE_BACK", state=GROWING)
    yield changed("withdrawn to complete", "STATE_BACK", old=wire.replace(base, state=WITHDRAWN), state=COMPLETE)
    yield changed(
        "a recipient less",
        "RECIPIENT_GONE",
        old=wire.replace(base, recipients=[*base.recipients, eve]),
        recipients=[eve],
    )
    yield changed("expires sooner", "EXPIRES_SOONER", expires_ms=base.expires_ms - 1)
    for field, value in (
        *(("number", 8), ("transfer", bytes(16)), ("sender", EVE.fingerprint), ("signing_key", EVE.signing_key)),
        *(("suite", 2), ("commitment", bytes(32)), ("block_size", 8192)),
    ):
        yield changed(f"another {field}", "OTHER_BUNDLE", **{field: value})
    yield case("complete: chunks more", wire.replace(growing(4), state=COMPLETE), base, "ROWS_GONE")
    yield changed("complete: rows gone", "ROWS_GONE", segments=leaves[:4], chunks=16, stored=96)
    yield changed("complete: other bytes in as many chunks", "ROWS_GONE", stored=base.stored + 1)
    yield changed("complete: entries gone", "ROWS_GONE", entries=entries[:-1])
    yield changed("complete: sums gone", "ROWS_GONE", sums=sums[:-1])
    yield case("growing: chunks fall", growing(2, 3), growing(2, 2), "ROWS_GONE")
    resized = [wire.replace(leaves[0], count=3), wire.replace(leaves[1], first=3, count=5), *leaves[2:]]
    yield changed("full leaves cut otherwise", "ROWS_GONE", segments=resized)
    yield case("inner pages back to leaves", wire.replace(base, segments=covering, inner=1), base, "ROWS_GONE")
