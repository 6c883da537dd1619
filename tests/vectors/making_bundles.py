"""Whole bundles as a reader finds them: those to accept, and those to refuse somewhere on the way to their files."""

from making import ANN, BEN, BLOCK, EVE, TEAM_KEY, Bundle, bundle_case, flip, noise, paged, sample, signed

from engine import keys, wire
from engine.api import Cipher
from engine.wire import CLOSED, GROWING, OPEN, VOID


def accepted_bundles():
    for cipher in Cipher:
        b = sample(cipher, seed=cipher.value.encode())
        yield bundle_case(f"small bundle, rows inside the offer, {cipher}", b, b.offer())
    b = Bundle(Cipher.SIGNED_ONLY, seed=b"open")
    b.small(("public.txt", b"for all", CLOSED))
    yield bundle_case("signed only, no recipients", b, b.offer(recipients=[]), reader="Eve")
    b = Bundle(seed=b"tags")
    b.small(("order.pdf", b"tagged", CLOSED))
    some = [("kind", "invoice"), ("order", "4711"), ("ort", "Köln"), ("urgent", "")]
    yield bundle_case("tags", b, b.offer(sealed_changes={"tags": some}))
    most = [(f"{n:02}", "v" * 126) for n in range(16)]
    yield bundle_case("as many and as long tags as there may be", b, b.offer(sealed_changes={"tags": most}))
    b, refs = paged()
    yield bundle_case("pages below inner pages in all trees", b, b.offer(refs=refs, inner=7))
    b, refs = paged(leaf=4)
    yield bundle_case("pages named leaf by leaf", b, b.offer(refs=refs))
    b = Bundle(seed=b"mixed")
    b.large("one.bin", noise(5 * BLOCK))
    refs = (b.pages(2, b.segments, 4096), [], [])
    rows = {"entry_rows": b.entries, "sum_rows": b.sums}
    yield bundle_case("segments in a page, entries inside", b, b.offer(refs=refs, sealed_changes=rows))
    b = Bundle(seed=b"empty")
    yield bundle_case("empty bundle", b, b.offer())
    b.folder("only")
    b.small(("nothing", b"", CLOSED))
    yield bundle_case("a folder and an empty file, no chunk", b, b.offer())
    b = Bundle(seed=b"growing")
    b.large("done.bin", noise(BLOCK + 1))
    b.large("growing.bin", noise(BLOCK), OPEN)
    yield bundle_case("growing: the open entry is not given", b, b.offer(state=GROWING))
    b = Bundle(seed=b"team")
    b.small(("team.txt", b"for the team", CLOSED))
    team = keys.wrap_for_team(TEAM_KEY, b.secret, b.context)
    yield bundle_case("to a team", b, b.offer(recipients=[team]), reader="Ben")
    yield bundle_case(
        "to a team the reader is in, and others", b, b.offer(recipients=[b.for_ben(), team]), reader="Ben"
    )
    eve = keys.wrap_for_person(EVE.card(1), b.secret, b.context)
    yield {**bundle_case("to somebody else", b, b.offer(recipients=[eve])), "entries": None}
    eight = [wire.replace(eve, key_id=noise(32, bytes([n]))) for n in range(7)] + [b.for_ben()]
    yield bundle_case("to eight", b, b.offer(recipients=eight))
    b = Bundle(seed=b"exact")
    b.large("exact.bin", noise(BLOCK))
    b.small(("x", b"x" * 100, CLOSED), ("y", b"y" * (BLOCK - 100), CLOSED))
    yield bundle_case("entries that end with their block", b, b.offer())


def refused_bundles():
    b = sample(seed=b"refused")
    good = b.offer()
    yield from _refused_offers(b, good)
    yield from _refused_sealed_parts(b, good)
    yield from _refused_chunks(b, good)
    yield from _refused_pages()


def _refused_offers(b, good):
    def case(name, refuse, *, offer=good, **more):
        return bundle_case(name, b, offer, refuse=refuse, **more)

    yield case("a bit of the signature flipped", "SIGNATURE", value=flip(signed(good), 5))
    yield case("a bit of the sealed part flipped", "SIGNATURE", value=flip(signed(good), -1))
    yield case("signed by somebody else", "SIGNATURE", value=signed(good, EVE))
    stolen = wire.replace(good, signing_key=EVE.signing_key)
    yield case(
        "signed again by somebody else under the same sender", "SIGNATURE", offer=stolen, value=signed(stolen, EVE)
    )
    other = wire.replace(good, sender=EVE.fingerprint, signing_key=EVE.signing_key)
    yield case("signed again as somebody else's", "SIGNATURE", offer=other, value=signed(other, EVE))
    yield case("signed as a card", "SIGNATURE", value=ANN.sign(wire.CARD, wire.encode(good)))
    yield case("under another transfer's Kafka key", "KAFKA_KEY", key=wire.offer_key(ANN.fingerprint, bytes(16)))
    yield case("suite changed to signed only by its sender", "NONCE", offer=wire.replace(good, suite=4))
    lowered = wire.replace(good, suite=4, nonce=bytes(12))
    yield case("downgraded to signed only", "COMMITMENT", offer=lowered)
    yield case("another suite than its keys", "WRAP", offer=wire.replace(good, suite=2))
    yield case("another block size than its keys", "WRAP", offer=wire.replace(good, block_size=8192))
    yield case("wrong commitment", "COMMITMENT", offer=wire.replace(good, commitment=bytes(32)))
    wrong = keys.wrap_for_person(BEN.card(1), bytes(32), b.context)
    yield case("another transfer key than committed to", "COMMITMENT", offer=wire.replace(good, recipients=[wrong]))
    wrap = good.recipients[0]
    for at in (0, 1119, 1120, 1167):
        broken = wire.replace(good, recipients=[wire.replace(wrap, sealed=flip(wrap.sealed, at))])
        yield case(f"byte {at} of the wrapped key changed", "WRAP", offer=broken)
    team = keys.wrap_for_team(TEAM_KEY, b.secret, b.context)
    broken = wire.replace(team, sealed=flip(team.sealed, 20))
    yield case("a team's wrapped key changed", "WRAP", offer=wire.replace(good, recipients=[broken]))


def _refused_sealed_parts(b, good):
    def part(name, refuse, **changes):
        return bundle_case(name, b, b.offer(sealed_changes=changes), refuse=refuse)

    def rows_with(n, **changes):
        return [wire.replace(e, **changes) if i == n else e for i, e in enumerate(b.entries)]

    for name, changed in (
        ("of another revision", wire.replace(good, revision=2)),
        ("of another number", wire.replace(good, number=8)),
        ("cut", wire.replace(good, sealed=good.sealed[:10])),
    ):
        yield bundle_case(f"sealed part {name}", b, changed, refuse="SEAL")
    yield part("title of 256 bytes", "TEXT", title="é" * 128)
    for name, tags in (
        ("that do not rise", [("b", ""), ("a", "")]),
        ("one key twice", [("a", "1"), ("a", "2")]),
        ("an empty key", [("", "x")]),
        ("a key with '='", [("a=b", "x")]),
        ("a key of 65 bytes", [("k" * 65, "")]),
        ("a value of 256 bytes", [("k", "v" * 256)]),
        ("together 2,049 bytes", [(f"{n:02}", "v" * (126 + (n == 0))) for n in range(16)]),
    ):
        yield part(f"tags: {name}", "TAGS", tags=tags)
    yield part("17 tags", "MALFORMED", tags=[(f"{n:02}", "") for n in range(17)])
    yield part("one chunk row too few", "COUNTS", segment_rows=b.segments[:-1])
    moved = [*b.segments[:-1], wire.replace(b.segments[-1], plain=4095)]
    yield part("rows and offer disagree on bytes", "COUNTS", segment_rows=moved)
    for path in ("../up", "a/../b", "/abs", "", "a//b", "a/", ".", "a/.", "nul\0", "x" * 256, "/".join(["abc"] * 1100)):
        yield part(f"path {path[:12]!r} ({len(path)})", "PATH", entry_rows=rows_with(0, path=path))
    yield part("closed file without digest", "ENTRY", entry_rows=rows_with(0, digest=b""))
    yield part("void row with digest", "ENTRY", entry_rows=rows_with(0, state=VOID))
    yield part("folder with a length", "ENTRY", entry_rows=rows_with(2, length=1))
    yield part("entry reaches into the next block", "ENTRY", entry_rows=rows_with(0, length=3 * BLOCK + 6))
    yield part("large entry that does not begin with its block", "ENTRY", entry_rows=rows_with(0, at=1))
    yield part("entry beyond the stream", "ENTRY", entry_rows=rows_with(0, seq=2**62))
    yield part("another entry's digest", "DIGEST", entry_rows=rows_with(0, digest=b.entries[1].digest))
    yield part("state 4", "MALFORMED", entry_rows=rows_with(0, state=4))
    yield part("mode over 0o7777", "MALFORMED", entry_rows=rows_with(0, mode=0o10000))
    yield part("sums that do not rise", "ROWS", sum_rows=b.sums[::-1])


def _refused_chunks(b, good):
    at = (b.segments[0].partition, b.segments[0].offset)
    (header,), value = b.topic[at]

    def topic(name, refuse, headers, new):
        return bundle_case(name, b, good, refuse=refuse, instead={at: (headers, new)})

    yield topic("a bit of a chunk flipped", "DIGEST", [header], flip(value, 9))
    yield topic("a chunk cut", "DIGEST", [header], value[:-1])
    yield topic("another chunk in its place", "DIGEST", *b.topic[b.segments[1].partition, b.segments[1].offset])
    yield topic("a chunk without header", "NO_HEADER", [], value)
    yield topic("a chunk with two headers", "NO_HEADER", [header, header], value)

    swapped = [b.segments[1], b.segments[0], *b.segments[2:]]
    offer = b.offer(sealed_changes={"segment_rows": swapped})
    yield bundle_case("two chunks swapped by their sender", b, offer, refuse="PLACE")


def _refused_pages():
    p, refs = paged()

    def pages(name, refuse, segments=refs[0], entries=refs[1], sums=refs[2], inner=7, **more):
        return bundle_case(name, p, p.offer(refs=(segments, entries, sums), inner=inner, **more), refuse=refuse)

    one = refs[0][0]
    yield pages("rows both inside and in pages", "COUNTS", sealed_changes={"segment_rows": p.segments})
    yield pages("inner pages taken for leaves", "PLACE", inner=6)
    yield pages("inner bit without references", "REFERENCES", [])
    yield pages("a gap between references", "REFERENCES", [one, wire.replace(refs[0][1], first=17)])
    yield pages("references that do not begin at 0", "REFERENCES", refs[0][1:])
    yield pages("more chunks than the segment pages hold", "COUNTS", chunks=21)
    yield pages("65 references", "MALFORMED", [wire.replace(one, first=n, count=1) for n in range(65)])
    yield pages(
        "9 references to leaves", "REFERENCES", [wire.replace(one, first=n, count=1) for n in range(9)], inner=6
    )
    yield pages("a leaf of 4,097 rows", "REFERENCES", [wire.replace(one, count=4097)], inner=6)
    yield pages("a page larger than a block", "REFERENCES", [wire.replace(one, plain=BLOCK + 1), *refs[0][1:]])
    yield pages(
        "a reference with another plain length", "PLAIN", [wire.replace(one, plain=one.plain - 1), *refs[0][1:]]
    )
    entry = refs[1][0]
    yield pages(
        "an entry page reference to a segment page", "PLACE", entries=[p.page(3, p.entries[:1], 0)], inner=5 + 2
    )
    lost = wire.replace(entry, count=entry.count + 1)
    yield pages("a page with fewer rows than its reference says", "ROWS", entries=[lost], inner=7)
