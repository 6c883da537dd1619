"""A large file, file to file, while the receiver follows, against raw librdkafka from memory to memory."""

from __future__ import annotations

import shutil

from kit import BLOCK, LONG, RECORD, Bench, Figure, cpu, make_file, mb, median, memory, same

BOUND, AIM = 0.8, 0.95


def measure(bench: Bench) -> Figure:
    source = make_file(bench.folder / "large.bin", bench.size)
    records = -(-bench.size // BLOCK)
    bench.raw(records)  # the first run makes the memory warm for all others
    ratios, rates, raws, rows = [], [], [], {}
    for number in range(1, bench.rounds + 1):
        raw = bench.raw(records)
        with bench.pair() as (anna, ben):
            target = bench.scratch("target")
            before = cpu(anna.pid), cpu(ben.pid)
            send = anna.send(source)
            fetch = ben.fetch(ben.offer().id, target)
            sent, fetched = anna.done(send, LONG), ben.done(fetch, LONG)
            seconds = fetched.finished - sent.added
            spent = cpu(anna.pid) - before[0], cpu(ben.pid) - before[1]
            peaks = memory(anna.pid, "VmHWM"), memory(ben.pid, "VmHWM")
            assert same(source, target / source.name)
            shutil.rmtree(target)
        rate = bench.size / seconds
        raws.append(raw["rate"] * BLOCK / RECORD)
        rates.append(rate)
        ratios.append(rate / raws[-1])
        rows[f"round {number}"] = (
            f"{rate / 1e6:.0f} MB/s, raw {raws[-1] / 1e6:.0f} MB/s: {ratios[-1]:.2f}; CPU {spent[0]:.1f} s sender,"
            f" {spent[1]:.1f} s receiver, {raw['cpu']:.1f} s both raw; peaks {mb(peaks[0])} and {mb(peaks[1])}"
        )
    source.unlink()
    ratio = median(ratios)
    return Figure(
        f"{mb(bench.size)} file to file, live",
        f"≥ {BOUND}× of raw librdkafka, aim {AIM}×",
        f"{ratio:.2f}× ({median(rates) / 1e6:.0f} MB/s against {median(raws) / 1e6:.0f} MB/s)",
        ratio >= BOUND,
        rows,
        {"ratio": ratio, "rate": median(rates), "raw": median(raws)},
    )
