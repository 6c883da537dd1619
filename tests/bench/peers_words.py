"""What the page of peers says beside its figures: how to read it, why a row is lost, what Kafka Connect's connector can do."""

from __future__ import annotations

LEGEND = (
    "Seconds from the order to the last file in place, every result compared with what was sent. ×: Towline's seconds by"
    " theirs; below 1 Towline is quicker, bold where it is slower. CPU: seconds of sender and receiver + of what stands"
    " between them (broker, croc's relay); *carried*: bytes over the line, sender's way, for each of the file. Agents,"
    " sshd and relay run already; scp, rsync, tar and croc are started. A line stands before the broker, the relay or the"
    " sshd, so with Kafka and croc a file crosses it twice, up and down, with ssh once. Towline's files are encrypted from"
    " end to end and durable at the end; raw librdkafka is from memory to memory without either; scp, tar, croc and rsync"
    " without `--fsync` leave the writing to later. After a cut, Towline goes on by itself, and the others' command is"
    " given again once the line is back (`rsync --partial`)."
)

WHY = {
    "large": (
        "Processor time is what runs out, on two processors that the broker shares: Towline takes BLAKE3 twice a side,"
        " SHA-256 and AES-GCM of each byte and brings it through a broker that writes it down; ssh encrypts once, from one"
        " process to another; raw neither encrypts nor touches a disk. What was done, step by step, stands below under"
        " *What limits it*; what is not given up for it in [decision 11](decisions/0011-two-digests-a-side.md)."
    ),
    "small": (
        "The sender is done early (*stored after*); the rest is the receiver, who makes each file durable before it gets its"
        " name, where the others leave that to later: `rsync --fsync` is the one that does the same. Done: files are"
        " written, made durable by one call for the volume, named and journaled in batches, and so are their folders. raw has"
        " one record for each file and makes no files."
    ),
    "docs": (
        "As with small files: durable files and names, one by one in the kernel. Text compresses here, at the cost of some"
        " processor time, where the others send it as it is. raw has one record for each file and makes no files."
    ),
    "long": (
        "The file crosses the line twice, and with it twice 100 ms, the second time from the first growing revision on (64 MB,"
        " some five seconds with the line's first measure); a fetch then takes two or three seconds until its answers are large"
        " enough for the round trip. Done: two consumers on a long line"
        " ([decision 75](decisions/0075-two-consumers-on-a-long-link.md)), and pages of each revision beside the chunks"
        " ([decision 120](decisions/0120-pages-beside-chunks.md): 38.9 s before). Until *stored* it is as quick as a line"
        " allows."
    ),
    "slow": (
        "The file crosses the same line up and down, and the receiver can begin only once something is offered. Done: the first"
        " revision comes after 1 MB and ten seconds, in place of 64 MB or five minutes"
        " ([decision 70](decisions/0070-followed-on-slow-lines.md)): in place after 97.7 s before. The sender, whose line it"
        " is, may leave after the seconds of *stored*; a receiver with a quicker line ends right behind."
    ),
    "cut": (
        "Nothing is sent again but what was in flight; what is left is the time until a connection is tried again, which"
        " backs off while the line is away, and the second way over the line, down to the receiver. croc has its receiver"
        " read what it has, and sends the rest."
    ),
    "tls": (
        "As for the large file; TLS is a second encryption under Towline's own, in librdkafka and in Java. It can be left out:"
        " files are sealed before they leave the process. Nothing was done about it."
    ),
    "nodes": (
        "As for the large file; three brokers store each byte three times on the same two processors and disk, so less of"
        " them is left for either. Nothing was done about it."
    ),
}

CONNECT = [
    "**Kafka Connect's file-chunk class** (the connectors *File Chunk Source* and *Sink*) comes as compiled jars without source and"
    " was not run; what its own documents say of it, read on 2026-11-28:",
    "",
    '- "The file must fit inside the JVM memory allocation for Kafka Connect workers that run the source connector and the sink'
    ' connector" (docs.streamsend.io/docs/concepts/file-chunks): for the 2 GB row 2 GB of memory on both sides, where both of'
    " Towline's processes stay below 150 MB; for 100 GB as much memory and swap.",
    '- "File sizes from tens to low-thousands of megabytes have been tested successfully" (the same page); MD5 checks cause'
    ' "OutOfMemoryError for files exceeding 2GB", so that above a limit only sizes are compared'
    " (docs.streamsend.io/docs/concepts/file-integrity).",
    '- At most "100,000" chunks for "any single file", and the sender "requires sufficient headroom to duplicate the'
    ' largest file, since file chunks are written to the filesystem temporarily"'
    " (github.com/markteehan/file-chunk-connectors, README at 071fdfa).",
    '- "Queued files must be static: they must not be open" (concepts/file-chunks); encryption is that of the connection, so'
    " whoever runs the cluster can read the files.",
    "- The same README asks for `max.in.flight.requests.per.connection = 1`. Reckoned from it, not measured: a request of 1 MB"
    " takes 50 ms at 20 MB/s, and its answer another 100 ms, so each broker gets a third of the long line's 20 MB/s.",
]
