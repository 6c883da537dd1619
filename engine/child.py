"""An engine in a process of its own, made for a window: how both ends start, talk and end.

Hides: its two pipes, how the death of either end is seen by the other.
Promises: a passphrase that the child needs is asked by the parent and given through a pipe, never by an argument or the
environment; the child ends when its parent is gone, however that went (unless others still use its engine); the parent
hears when the child ended by itself, and how.

Over the pipes go lines of JSON. The child says {"ask": question}, {"ready": true, "own": whether the engine is its own},
{"error": …} when it has none, and {"staying": true} when it goes on for others after its parent left. The parent answers
{"given": text or null}; the end of that pipe is the end of the parent.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress

from engine.door_json import error_from_json, error_to_json
from engine.errors import TowlineError
from engine.program import BEHIND, NO_CONSOLE, child_words

END = 12.0  # seconds a child has to end before it is killed: transfers get 5 of them to stop at a good place


class Child:
    """The parent's end. `words`: of the command line, without the program. `ask` is called in a thread and may raise
    TowlineError; `ended` is called in a thread when the process ended by itself after it was ready."""

    def __init__(self, words: Sequence[str], ask: Callable[[str], str], ended: Callable[[Child], None]) -> None:
        self.began = time.monotonic()
        self.ready: Future[bool] = Future()  # whether the engine is its own; TowlineError
        self._ask = ask
        self._ended = ended
        self._closing = False
        self._settled = threading.Event()  # ended, or staying for others
        self._process = subprocess.Popen(
            [*child_words(), *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if sys.stderr is not None else subprocess.DEVNULL,
            creationflags=NO_CONSOLE | BEHIND,
        )
        threading.Thread(target=self._hear, name="towline-child", daemon=True).start()

    @property
    def how(self) -> str:
        """How it ended, for people."""
        code = self._process.poll()
        return f"signal {-code}" if code is not None and code < 0 else f"code {code}"

    def close(self) -> None:
        """Tells it that its parent leaves; returns when it has ended, or stays for others."""
        self._closing = True
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.close()
        if not self._settled.wait(END):
            self._process.kill()
            self._settled.wait(END)

    def _hear(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as said:
            for line in said:
                message = json.loads(line)
                if "ask" in message:
                    # in a thread of its own: a person may never answer, and the end of the child must be heard all the same
                    threading.Thread(
                        target=self._answer, args=(message["ask"],), name="towline-ask", daemon=True
                    ).start()
                elif "error" in message:
                    self._failed(error_from_json(message["error"]))
                elif "staying" in message:
                    self._settled.set()
                else:
                    self.ready.set_result(message["own"])
        self._process.wait()
        self._failed(TowlineError("engine-ended", how=self.how))
        self._settled.set()
        if not self._closing and self.ready.exception() is None:
            self._ended(self)

    def _failed(self, error: TowlineError) -> None:
        if not self.ready.done():
            self.ready.set_exception(error)

    def _answer(self, question: str) -> None:
        given: str | None = None
        with suppress(TowlineError):  # nobody gave one: the child says what follows from that
            given = self._ask(question)
        assert self._process.stdin is not None
        with suppress(OSError, ValueError):  # it ended meanwhile, or is told to
            self._process.stdin.write(json.dumps({"given": given}).encode() + b"\n")
            self._process.stdin.flush()


class Parent:
    """The child's end. `gone` is set when the parent left or the child is told to end."""

    def __init__(self) -> None:
        self.gone = threading.Event()
        self._given: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._said = os.fdopen(os.dup(1), "w", encoding="utf-8")
        os.dup2(2, 1)  # what a library prints must not stand between these lines
        threading.Thread(target=self._hear, name="towline-parent", daemon=True).start()

    def _hear(self) -> None:
        # not sys.stdin: a thread that waits in its buffer makes Python abort when the process ends
        for line in open(os.dup(0), "rb", buffering=0):  # noqa: SIM115  it ends with the process
            self._given.put(json.loads(line)["given"])
        self.end()

    def end(self) -> None:
        """As if the parent left."""
        self.gone.set()
        self._given.put(None)  # whoever waits for an answer gets none

    def ask(self, question: str) -> str:
        """Raises TowlineError "key-locked" if nobody answers."""
        self._say({"ask": question})
        given = self._given.get()
        if given is None:
            raise TowlineError("key-locked", reason="no passphrase was given")
        return given

    def ready(self, *, own: bool) -> None:
        self._say({"ready": True, "own": own})

    def failed(self, error: TowlineError) -> None:
        self._say({"error": error_to_json(error)})

    def staying(self) -> None:
        self._say({"staying": True})

    def _say(self, message: dict[str, object]) -> None:
        with suppress(OSError):  # it left
            print(json.dumps(message), file=self._said, flush=True)
