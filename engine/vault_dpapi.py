"""Windows' own sealing of small secrets (DPAPI), for this computer: any account of it can open them, none elsewhere.

Hides: crypt32.dll. Promises: bytes in, bytes out; TowlineError "key-locked" where it cannot be done. Machine scope is for
agents that run without anybody signed in; together with the rights of the profile's folder it is what such an account
has. Never run: written from Microsoft's documentation of CryptProtectData.
"""

from __future__ import annotations

import ctypes
import sys

from engine.errors import TowlineError

_LOCAL_MACHINE, _NO_WINDOWS = 0x4, 0x1  # CRYPTPROTECT_LOCAL_MACHINE, CRYPTPROTECT_UI_FORBIDDEN


class _Blob(ctypes.Structure):
    _fields_ = (("size", ctypes.c_uint32), ("data", ctypes.POINTER(ctypes.c_char)))


def protect(plain: bytes) -> bytes:
    return _called("CryptProtectData", plain)


def unprotect(sealed: bytes) -> bytes:
    return _called("CryptUnprotectData", sealed)


def _called(function: str, given: bytes) -> bytes:
    if sys.platform != "win32":
        raise TowlineError("key-locked", reason="its kind is 'dpapi', which only Windows has")
    kept = ctypes.create_string_buffer(given, len(given))
    source, target = _Blob(len(given), kept), _Blob()
    crypt32, kernel32 = ctypes.WinDLL("crypt32", use_last_error=True), ctypes.WinDLL("kernel32")
    flags = _LOCAL_MACHINE | _NO_WINDOWS
    if not getattr(crypt32, function)(ctypes.byref(source), None, None, None, None, flags, ctypes.byref(target)):
        raise TowlineError("key-locked", reason=f"Windows did not open it (error {ctypes.get_last_error()})")
    try:
        return ctypes.string_at(target.data, target.size)
    finally:
        kernel32.LocalFree.argtypes = [ctypes.c_void_p]
        kernel32.LocalFree(target.data)
