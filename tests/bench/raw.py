"""The yardstick: a bare librdkafka producer process and a bare consumer process, memory to memory.

    python raw.py produce|consume BOOTSTRAP TOPIC RECORDS SIZE SETTINGS

The same record size, partitions, runs and acknowledgements as Towline's, but no file, no seal, no digest and no journal.
SETTINGS: more of librdkafka's, as JSON. Prints when it began and ended (Unix time), and its peak RSS in bytes, as one JSON
object.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time

from confluent_kafka import Consumer, Message, Producer, TopicPartition

WINDOW = 32 * 1024 * 1024  # bytes in flight: more of them made it slower
RUN = 32
PARTITIONS = 6


def produce(bootstrap: str, topic: str, records: int, size: int, more: dict[str, str]) -> float:
    """Returns when the first record was handed over."""
    producer = Producer(
        {
            "bootstrap.servers": bootstrap,
            "acks": "all",
            "batch.size": 65_536,
            "message.max.bytes": 16 * 1024 * 1024,
            "queue.buffering.max.kbytes": 128 * 1024,
            **more,
        }
    )
    value, headers, in_flight = os.urandom(size), [("t", bytes(43))], 0

    def done(error: object, _: Message) -> None:
        nonlocal in_flight
        assert error is None, error
        in_flight -= size

    producer.list_topics(topic, timeout=30)
    began = time.time()
    for number in range(records):
        while in_flight + size > WINDOW:
            producer.poll(1.0)
        producer.produce(topic, value, partition=number // RUN % PARTITIONS, headers=headers, on_delivery=done)
        in_flight += size
        producer.poll(0.0)
    while in_flight:
        producer.poll(1.0)
    return began


def consume(bootstrap: str, topic: str, records: int, size: int, more: dict[str, str]) -> float:
    """Returns when the first record was there."""
    consumer = Consumer(
        {
            "bootstrap.servers": bootstrap,
            "group.id": "bench",
            "enable.auto.commit": False,
            "auto.offset.reset": "error",
            "isolation.level": "read_uncommitted",
            "fetch.queue.backoff.ms": 5,  # at the default of 1000 it is ten times slower
            "fetch.wait.max.ms": 20,
            "fetch.max.bytes": 32 * 1024 * 1024,
            "fetch.message.max.bytes": 8 * 1024 * 1024,
            "queued.max.messages.kbytes": 65_536,
            **more,
        }
    )
    consumer.assign([TopicPartition(topic, partition, 0) for partition in range(PARTITIONS)])
    print("{}", flush=True)  # ready: the producer may begin
    began, seen = 0.0, 0
    while seen < records:
        message = consumer.poll(1.0)
        if message is None:
            continue
        assert message.error() is None, message.error()
        assert len(message.value()) == size
        began = began or time.time()
        seen += 1
    return began


def main() -> None:
    action, bootstrap, topic, records, size, more = sys.argv[1:]
    play = produce if action == "produce" else consume
    began = play(bootstrap, topic, int(records), int(size), json.loads(more))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"began": began, "ended": time.time(), "peak_rss": peak, "cpu": time.process_time()}), flush=True)
    os._exit(0)  # leaving the group politely is not part of it


if __name__ == "__main__":
    main()
