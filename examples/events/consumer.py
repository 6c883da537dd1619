"""Fetches the files that events name: a plain Kafka consumer that knows nothing of Towline but its command."""

import subprocess
import sys

from confluent_kafka import Consumer

NEVER = (6, 9)  # exit codes: not addressed to me, expired or withdrawn; trying again changes nothing

bootstrap, topic, folder = sys.argv[1:4]
consumer = Consumer(
    {
        "bootstrap.servers": bootstrap,
        "group.id": "towline-example",
        "auto.offset.reset": "earliest",
        "enable.auto.commit": False,
    }
)
consumer.subscribe([topic])
seen = set()  # a real one keeps these where it keeps its results
while True:
    message = consumer.poll(1.0)
    if message is None:
        continue
    if message.error():
        sys.stderr.write(f"{message.error()}\n")
        continue
    headers = dict(message.headers() or [])
    reference, event = headers.get("towline-ref"), headers.get("towline-event-id")
    if reference and event not in seen:
        command = ["towline", "get", reference.decode(), "--to", folder, "--timeout", "5min"]
        code = subprocess.run(command, check=False).returncode
        if code and code not in NEVER:
            sys.exit(code)  # nothing is committed: the event comes again at the next start
        seen.add(event)
    consumer.commit(message)  # only now: after a crash the event comes again
