"""Tokens for Amazon MSK, made by AWS's own signer from this computer's AWS credentials. The only file that imports it.

Hides: the signer, and that it is an extra. Promises: what librdkafka asks a token callback for: the token and the Unix
time at which it ends. Credentials are looked up anew each time, so rotated ones are taken by themselves.

A client whose callback fails is never made at all, so without a token there is one that no broker takes and that is asked
for again soon; `msk_failure` says why.
"""

from __future__ import annotations

import time

AGAIN = 30.0  # seconds until a token that could not be had is asked for again

_failures: dict[str, str] = {}  # region → why there is no token


def msk_token(region: str, _config: str = "") -> tuple[str, float]:
    """Token and Unix time of its end."""
    try:
        token, ends = _signed(region)
    except _NoToken as error:
        _failures[region] = str(error)
        return "none", time.time() + AGAIN
    _failures.pop(region, None)
    return token, ends


def msk_failure(region: str) -> str:
    """Why the last token could not be had, as the end of a sentence; nothing if it could."""
    return _failures.get(region, "")


class _NoToken(Exception):
    pass


def _signed(region: str) -> tuple[str, float]:
    try:
        from aws_msk_iam_sasl_signer import MSKAuthTokenProvider  # late: it takes a second, and few need it
    except ImportError as error:
        raise _NoToken("the package for Amazon MSK is not installed (towline[msk])") from error
    if not region:
        raise _NoToken("the AWS region is not known; set it for this cluster")
    try:
        token, ends_ms = MSKAuthTokenProvider.generate_auth_token(region)
    except Exception as error:
        raise _NoToken(f"AWS gave none ({str(error).rstrip('.')})") from error
    return token, ends_ms / 1000
