"""Signed values of the catalog and receipts topics, and which revision of an offer extends which."""

from making import ANN, BEN, BLOCK, DAY, EVE, NOW, Bundle, noise, paged, signed

from engine import keys, wire
from engine.wire import COMPLETE, GROWING, WITHDRAWN


def signed_cases():
    yield from _cards()
    b = Bundle(seed=b"receipt")
    key = wire.offer_key(ANN.fingerprint, b.transfer)
    yield from _receipts_and_missing(b, key)
    yield from _lost(b, key)
    yield from _offers(b, key)


def _case(kind, name, value, key, *, refuse=None):
    case = {"name": name, "kind": kind, "key": key, "value": value}
    return {**case, "refuse": refuse} if refuse else case


def _made(record, by=ANN, kind=wire.CARD):
    return by.sign(kind, wire.encode(record))


def _cards():
    def card(name, value, refuse=None):
        return _case("card", name, value, ANN.fingerprint, refuse=refuse)

    mine = ANN.card(3, made_ms=NOW)
    good = _made(mine)
    yield card("a card", good)
    yield card("a revoked card", _made(wire.replace(mine, revoked=True)))
    yield card("a card that replaces another", _made(ANN.card(1, previous=BEN, made_ms=NOW)))
    yield card("name of 255 bytes", _made(wire.replace(mine, name="n" * 255)))
    yield card("name of 256 bytes", _made(wire.replace(mine, name="n" * 256)), "TEXT")
    yield card("signed by somebody else", _made(mine, EVE), "SIGNATURE")
    yield card("X25519 key of low order", _made(wire.replace(mine, x25519=bytes(32))), "PUBLIC_KEYS")
    yield card("ML-KEM key that fails its check", _made(wire.replace(mine, ml_kem=b"\xff" * 1184)), "PUBLIC_KEYS")
    yield card("ML-KEM key one byte short", _made(wire.replace(mine, ml_kem=bytes(1183))), "MALFORMED")
    rotated = ANN.card(1, previous=BEN, made_ms=NOW)
    yield card("replaces a key that did not sign", _made(wire.replace(rotated, previous=EVE.signing_key)), "PREVIOUS")
    yield card("rotation signature for another revision", _made(wire.replace(rotated, revision=2)), "PREVIOUS")
    yield card("rotation without signature", _made(wire.replace(rotated, by_previous=b"")), "MALFORMED")
    yield card("only a signature", good[:64], "MALFORMED")
    yield card("nothing", b"", "MALFORMED")
    yield card("cut", good[:-1], "MALFORMED")
    yield card("a byte behind it, signed", ANN.sign(wire.CARD, wire.encode(mine) + b"\0"), "MALFORMED")
    yield card("over 16,384 bytes", good + bytes(16_384), "TOO_LARGE")


def _receipts_and_missing(b, key):
    receipt = wire.Receipt(
        BEN.fingerprint, BEN.signing_key, ANN.fingerprint, b.transfer, noise(32), [(0, 4), (6, 6)], NOW
    )
    missing = wire.Missing(BEN.fingerprint, BEN.signing_key, ANN.fingerprint, b.transfer, [(7, 9)], NOW)
    for kind, name, record in ((wire.RECEIPT, "receipt", receipt), (wire.MISSING, "missing", missing)):
        field = "entries" if name == "receipt" else "chunks"
        yield _case(name, f"a {name}", _made(record, BEN, kind), key)
        yield _case(name, f"a {name} by somebody else", _made(record, EVE, kind), key, refuse="SIGNATURE")
        yield _case(name, f"a {name} for another bundle", _made(record, BEN, kind), key[:-1] + b"x", refuse="KAFKA_KEY")
        for what, ranges in (
            *(("no ranges", []), ("backwards", [(4, 3)]), ("touching", [(0, 1), (2, 3)])),
            *(("not rising", [(5, 6), (1, 2)]), ("overlapping", [(0, 5), (5, 7)])),
        ):
            changed = wire.replace(record, **{field: ranges})
            yield _case(name, f"{name}: {what}", _made(changed, BEN, kind), key, refuse="COUNTS")
    whole = wire.replace(missing, chunks=[(0, 2**63 - 1)])
    yield _case("missing", "missing: everything and all pages", _made(whole, BEN, wire.MISSING), key)


def _lost(b, key):
    lost = wire.Lost(ANN.fingerprint, ANN.signing_key, b.transfer, [(0, 4), (7, 9)], NOW)
    lost_key = wire.lost_key(ANN.fingerprint, b.transfer)
    yield _case("lost", "a lost", _made(lost, ANN, wire.LOST), lost_key)
    yield _case("lost", "a lost by somebody else", _made(lost, BEN, wire.LOST), lost_key, refuse="SIGNATURE")
    yield _case("lost", "a lost under the key of the offer", _made(lost, ANN, wire.LOST), key, refuse="KAFKA_KEY")
    yield _case(
        "lost", "lost: no ranges", _made(wire.replace(lost, chunks=[]), ANN, wire.LOST), lost_key, refuse="COUNTS"
    )
    touching = wire.replace(lost, chunks=[(0, 1), (2, 3)])
    yield _case("lost", "lost: touching", _made(touching, ANN, wire.LOST), lost_key, refuse="COUNTS")


def _offers(b, key):
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
        yield _case("offer", f"offer: {name}", signed(wire.replace(offer, **changes)), key, refuse=refuse)
    body = wire.encode(offer)
    for name, refuse, changed in (
        ("number in more bytes than needed", "NOT_CANONICAL", b"\xdc\x00\x16\xcd\x00\x07" + body[4:]),
        ("count in more bytes than needed", "NOT_CANONICAL", b"\xdd\x00\x00\x00\x16" + body[3:]),
        ("a field too few", "MALFORMED", b"\xdc\x00\x15" + body[3:]),
        ("a byte behind it", "MALFORMED", body + b"\xc0"),
        ("deeply nested", "MALFORMED", b"\x91" * 5000),
    ):
        yield _case("offer", f"offer: {name}", ANN.sign(wire.OFFER, changed), key, refuse=refuse)
    yield _case("offer", "offer: withdrawn, names nothing", signed(b.offer(state=WITHDRAWN, revision=2)), key)


def revision_cases():
    b, refs = paged(leaf=4)
    base = b.offer(refs=refs)
    eve = keys.wrap_for_person(EVE.card(1), b.secret, b.context)
    covering = b.inner(refs[0], 2)
    yield from _extending(base, eve, b.for_ben())
    yield from _growing_on(base, covering)
    yield from _not_extending(base, eve)
    yield from _rows_gone(base, covering)


def _revision(name, old, new, reason=""):
    if new.revision == old.revision and reason != "NOT_NEWER":
        new = wire.replace(new, revision=old.revision + 1)
    return {"name": name, "old": wire.encode(old), "new": wire.encode(new), "refuse": reason}


def _changed(name, old, reason="", **changes):
    return _revision(name, old, wire.replace(old, **changes), reason)


def _growing(base, count, last=0):
    """The first `count` leaves of `base`, `last` rows of the next one."""
    leaves = base.segments
    tail = [wire.replace(leaves[count], count=last, digest=noise(32), offset=9)] if last else []
    chunks = 4 * count + last
    return wire.replace(
        base, state=GROWING, segments=leaves[:count] + tail, entries=[], sums=[], chunks=chunks, stored=chunks * 6
    )


def _extending(base, eve, ben_anew):
    leaves = base.segments
    moved = [wire.replace(r, partition=2, offset=r.offset + 5000, digest=noise(32)) for r in leaves]
    yield _changed("the same once more", base)
    yield _changed("share: a recipient more", base, recipients=[*base.recipients, eve])
    yield _changed("recipients in another order, wrapped anew", base, recipients=[eve, ben_anew])
    yield _changed("repair: all segment pages elsewhere", base, segments=moved)
    yield _changed("repair: one page elsewhere", base, segments=[moved[0], *leaves[1:]])
    yield _changed("expires later", base, expires_ms=base.expires_ms + DAY)
    yield _changed("withdrawn", base, state=WITHDRAWN)
    gone = {"chunks": 0, "stored": 0, "segments": [], "entries": [], "sums": []}
    yield _changed("withdrawn, naming nothing", base, state=WITHDRAWN, **gone)


def _growing_on(base, covering):
    yield _revision("growing: its tail grows", _growing(base, 2, 1), _growing(base, 2, 3))
    yield _revision("growing: its tail is full, the next began", _growing(base, 2, 3), _growing(base, 3, 1))
    yield _revision("growing to complete", _growing(base, 3, 2), base)
    nothing = wire.replace(_growing(base, 0), chunks=0, stored=0)
    yield _revision("growing: first pages", nothing, _growing(base, 1))
    inside = wire.replace(base, state=GROWING, segments=[], entries=[], sums=[])
    yield _revision("rows move from the sealed part into pages", inside, wire.replace(base, state=GROWING))
    all_inner = wire.replace(base, segments=covering, inner=1)
    yield _revision("leaves to inner pages", _growing(base, 4), all_inner)
    more = wire.replace(base, state=GROWING, segments=covering[:2], inner=1, chunks=16, stored=96)
    yield _revision("inner pages: one more", more, all_inner)
    unfull = [covering[0], wire.replace(covering[1], count=5, digest=noise(32))]
    less = wire.replace(more, segments=unfull, chunks=13, stored=78)
    yield _revision("inner pages: the last one grows", less, more)


def _not_extending(base, eve):
    yield _changed("revision lower", wire.replace(base, revision=5), "NOT_NEWER", revision=4)
    yield _changed("revision the same, other bytes", base, "NOT_NEWER", expires_ms=base.expires_ms + 1)
    yield _changed("complete to growing", base, "STATE_BACK", state=GROWING)
    yield _changed("withdrawn to complete", wire.replace(base, state=WITHDRAWN), "STATE_BACK", state=COMPLETE)
    shared = wire.replace(base, recipients=[*base.recipients, eve])
    yield _changed("a recipient less", shared, "RECIPIENT_GONE", recipients=[eve])
    yield _changed("expires sooner", base, "EXPIRES_SOONER", expires_ms=base.expires_ms - 1)
    for field, value in (
        *(("number", 8), ("transfer", bytes(16)), ("sender", EVE.fingerprint), ("signing_key", EVE.signing_key)),
        *(("suite", 2), ("commitment", bytes(32)), ("block_size", 8192)),
    ):
        yield _changed(f"another {field}", base, "OTHER_BUNDLE", **{field: value})


def _rows_gone(base, covering):
    leaves = base.segments
    yield _revision("complete: chunks more", wire.replace(_growing(base, 4), state=COMPLETE), base, "ROWS_GONE")
    yield _changed("complete: rows gone", base, "ROWS_GONE", segments=leaves[:4], chunks=16, stored=96)
    yield _changed("complete: other bytes in as many chunks", base, "ROWS_GONE", stored=base.stored + 1)
    yield _changed("complete: entries gone", base, "ROWS_GONE", entries=base.entries[:-1])
    yield _changed("complete: sums gone", base, "ROWS_GONE", sums=base.sums[:-1])
    yield _revision("growing: chunks fall", _growing(base, 2, 3), _growing(base, 2, 2), "ROWS_GONE")
    resized = [wire.replace(leaves[0], count=3), wire.replace(leaves[1], first=3, count=5), *leaves[2:]]
    yield _changed("full leaves cut otherwise", base, "ROWS_GONE", segments=resized)
    inner = wire.replace(base, segments=covering, inner=1)
    yield _revision("inner pages back to leaves", inner, base, "ROWS_GONE")
