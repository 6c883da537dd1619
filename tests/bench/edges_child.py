"""Some computers of a fleet in one process: makes their profiles, joins, sends when it is told to, and stays until its input ends.

Words: folder, invitation file, number of the first, how many, files each, bytes of a file. Prints a JSON line when all joined,
one when all is stored, seconds for each, and one with the CPU seconds of the sending. Sends once it reads a line.
"""

from __future__ import annotations

import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from engine import settings
from engine.api import Choices
from engine.engine import Engine
from engine.link import KafkaLink

AT_ONCE = 2


def edge(folder: Path, name: str, invitation: str, stopping: ExitStack) -> Engine:
    folder.mkdir(mode=0o700)
    file = folder / "towline.toml"
    file.write_text(f'[agent]\nname = "{name}"\n[vault]\nkind = "file"\n')
    file.chmod(0o600)

    def load() -> settings.Settings:
        return settings.load(folder, None, {})

    engine = Engine(folder, load, open_vault=settings.open_vault, make_link=KafkaLink)
    engine.start()
    stopping.callback(engine.stop, 2.0)
    engine.enrol(invitation, name).result(600)
    return engine


def main(folder: Path, invitation: Path, first: int, edges: int, files: int, size: int) -> None:
    text, began = invitation.read_text(), time.monotonic()
    names = [f"edge-{n:03}" for n in range(first, first + edges)]
    with ExitStack() as stopping:  # however this ends: no engine may be left when the interpreter ends
        with ThreadPoolExecutor(AT_ONCE) as pool:
            made = list(pool.map(lambda name: edge(folder / name, name, text, stopping), names))
        print(json.dumps({"joined": time.monotonic() - began}), flush=True)
        sources = [_files(folder / f"{name}-files", files, size) for name in names]
        if not sys.stdin.readline():
            return  # whoever started this is gone
        began, spent = time.monotonic(), time.process_time()
        ids = [one.send([str(source)], "hq", Choices()).result(600) for one, source in zip(made, sources, strict=True)]
        for one, id in zip(made, ids, strict=True):
            while not one.transfer(id).outcome:
                time.sleep(0.05)
            assert one.transfer(id).outcome == "stored", one.transfer(id)
        print(json.dumps({"stored": time.monotonic() - began}), flush=True)
        print(json.dumps({"cpu": time.process_time() - spent}), flush=True)
        sys.stdin.read()


def _files(folder: Path, files: int, size: int) -> Path:
    folder.mkdir()
    for n in range(files):
        (folder / f"{n:02}.dat").write_bytes(os.urandom(size))
    return folder


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:]))
