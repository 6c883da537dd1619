"""The receiver's file system: a folder that a person chose, and files that come into being in it.

Hides: links planted in the way, held directories, what each system and volume can and cannot do, the private staging
folder, how things are made durable. Promises: nothing ever lands outside the folder; no component of a path is ever
followed if it is a link; no existing file is overwritten unless `place` is told to; after `durable`, `sync_all` or
`sync_folders` returned, what they cover survives a power failure. Paths are relative, `/` between components, as
`Folder.local_path` gives them; errors of the disk are TowlineError (`disk`, `disk-full`, `file-too-big`,
`folder-away`), a name in the way is `NameTaken`.
"""

from __future__ import annotations

import errno
import io
import os
import shutil
import stat
import sys
import threading
from collections import OrderedDict
from collections.abc import Iterable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, NoReturn

from engine import names
from engine.errors import TowlineError
from engine.names import PARTS, shown, size_text

if sys.platform == "win32":
    from engine import disk_windows as system
else:
    from engine import disk_posix as system

HELD_FOLDERS = 64  # open at once; macOS gives a program 256 descriptors
UNCACHED = 256 * 1024 * 1024  # bytes; larger files would push what people use out of the system's memory
SYNCED_SINGLY = 16  # with more folders, one call for the whole volume takes less time than one for each
CHECK_FREE_FROM = 1_000_000  # bytes; smaller files meet a full disk when they are written


class NameTaken(FileExistsError):
    """Something stands at `rel`: the path that was asked for, or a beginning of it that is a file or a link."""

    def __init__(self, rel: str) -> None:
        super().__init__(errno.EEXIST, "the name is taken", rel)
        self.rel = rel


class PartGone(TowlineError):
    """The staged file is no longer there: somebody cleaned up, or it was placed before a crash."""

    def __init__(self, path: str) -> None:
        super().__init__("disk", path=path, done="put in place", reason="its staged file is gone")


class FileFacts(NamedTuple):
    """What stands under a name; a link is neither folder nor file. `file_id`: (volume, number), the same after a rename."""

    size: int
    mtime_ns: int
    ctime_ns: int
    file_id: tuple[int, int]
    is_folder: bool
    is_file: bool
    mode: int


class Folder:
    """A folder, held open. For one thread at a time, but for `free` and what `Part` says.

    Raises TowlineError "folder-away" if there is no such folder, "disk" if it is not to be had; `make` creates it (and its parents) first. Only its
    first fetch should: a disk that is not plugged in must not become an empty folder. Without `link`, raises "folder-link"
    if `is_led_away`: where it leads to was not chosen.
    """

    def __init__(self, path: str | os.PathLike[str], *, make: bool = False, link: bool = True) -> None:
        self.path = os.path.abspath(path)
        if not link and is_led_away(self.path):
            raise TowlineError("folder-link", folder=shown(self.path))
        try:
            if make:
                os.makedirs(self.path, exist_ok=True)
            self._root = system.open_root(self.path)
        except FileNotFoundError as error:
            raise TowlineError("folder-away", folder=shown(self.path), details=str(error)) from error
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise TowlineError("disk", path=shown(self.path), done="opened", reason=reason) from error
        self._held: OrderedDict[str, _Held] = OrderedDict()
        self._unsynced_folders: set[str] = set()  # where new folders were made since the last sync_folders
        self._unsynced_parts: set[str] = set()  # written and closed since the last sync_all
        self._closed = False
        self._parts_name = ""
        self._parts_dir: system.Dir | None = None

    def close(self) -> None:
        """Gives everything back; an empty staging folder goes away. Twice is fine."""
        if self._closed:
            return
        self._closed = True
        for held in self._held.values():
            system.close_dir(held.dir)
        self._held.clear()
        if self._parts_dir is not None:
            self._leave_parts()
            with suppress(OSError):  # it holds parts of other fetches
                system.remove_dir(self._root, self._parts_name)
        system.close_dir(self._root)

    def __enter__(self) -> Folder:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- what this volume can hold ---------------------------------------------------------------------------------------

    def free(self) -> int:
        """Bytes that this user may still write here."""
        with self._errors("", "looked at"):
            return system.free(self._root)

    def local_path(self, path: str) -> str:
        """The path under which `path` of an offer is kept here: see `names.local_path`."""
        return names.local_path(path, self._nature.system, self._nature.longest)

    def why_substituted(self, path: str) -> str:
        """Why `local_path` gave a substitute; empty if it did not."""
        return names.why_substituted(path, self._nature.system, self._nature.longest)

    def key(self, rel: str) -> str:
        """Equal for two paths that this volume may take for the same one."""
        return names.fold_key(rel, self._nature.folds)

    # --- looking ------------------------------------------------------------------------------------------------------------

    def stat(self, rel: str) -> FileFacts | None:
        """What stands at `rel` itself (links are not followed); None if nothing. Raises NameTaken as `place` does."""
        parent, name = _split(rel)
        with self._errors(rel, "looked at"):
            try:
                facts = system.lstat(self._enter(parent), name) if name else system.dir_facts(self._root)
            except FileNotFoundError:
                return None
        return FileFacts(
            size=facts.st_size,
            mtime_ns=facts.st_mtime_ns,
            ctime_ns=facts.st_ctime_ns,
            file_id=(facts.st_dev, facts.st_ino),
            is_folder=stat.S_ISDIR(facts.st_mode),
            is_file=stat.S_ISREG(facts.st_mode),
            mode=stat.S_IMODE(facts.st_mode),
        )

    def open_for_compare(self, rel: str) -> io.FileIO | None:
        """The regular file at `rel` to read, unbuffered; None if there is none. Raises TowlineError "disk"."""
        parent, name = _split(rel)
        with self._errors(rel, "read"):
            try:
                file = system.open_read(self._enter(parent), name)
            except (FileNotFoundError, NotADirectoryError):
                return None
            except OSError as error:
                if error.errno in (errno.ELOOP, errno.ENXIO, errno.EISDIR):  # a link, a socket, a folder
                    return None
                raise
        if not stat.S_ISREG(os.fstat(file).st_mode):
            os.close(file)
            return None
        return io.FileIO(file, "rb")

    def names_in(self, rel: str) -> list[str]:
        """Names in that folder ("" = this one), sorted, without the staging folder; empty if there is none."""
        with self._errors(rel, "listed"):
            try:
                found = system.names(self._enter(rel))
            except FileNotFoundError:
                return []
        return sorted(name for name in found if not (rel == "" and name.startswith(PARTS)))

    # --- parts --------------------------------------------------------------------------------------------------------------

    def part(self, name: str, size: int | None = None) -> Part:
        """Opens the staged file `name` (letters, digits, `-`, `_`), or makes it, private to this user.

        `size`: what the file will hold in the end; TowlineError "disk-full" if the volume has no room for the rest.
        What was written before stays: `Part.size` tells how far the file reaches.
        """
        if not name.replace("-", "").replace("_", "").isalnum():
            raise ValueError(f"not a name of a part: {name!r}")
        with self._errors("", "written"):
            file, facts = self._open_part(name)
        if size is not None and size - facts.st_size >= CHECK_FREE_FROM:
            room = self.free()
            needs = size - system.allocated(facts)
            if needs > room:
                os.close(file)
                raise self._full(needs, room)
        self._unsynced_parts.add(name)
        return Part(self, name, file, facts, size)

    def part_names(self) -> list[str]:
        """Staged files here, of whichever fetch."""
        with self._errors("", "listed"):
            return sorted(n for n in system.names(self._parts) if not n.startswith("."))

    def remove_part(self, name: str) -> None:
        """Nothing happens if it is not there."""
        with self._errors("", "cleaned up"), suppress(FileNotFoundError):
            system.unlink(self._parts, name)
        self._unsynced_parts.discard(name)

    # --- placing ---------------------------------------------------------------------------------------------------------------

    def make(self, rel: str) -> None:
        """Makes the folder and its parents unless they are there. Raises NameTaken if a file or a link is in the way."""
        with self._errors(rel, "made"):
            self._enter(rel, make=True)

    def place(self, part: str, rel: str, replace: bool = False) -> None:
        """Gives the staged file, closed before, its final name; parents are made. Durable after `sync_folders` of its parent.

        Raises PartGone, or NameTaken if something has that name; with `replace` a file or link of exactly that spelling gives way
        in one step, but never a folder. Calling it again after a crash is safe: either the part is still staged, or
        `stat(rel).file_id` is the part's and all is done.
        """
        parent, name = _split(rel)
        with self._errors(rel, "put in place"):
            target = self._enter(parent, make=True)
            try:
                if replace and not self._spelled_otherwise(target, name):
                    system.rename_over(self._parts, part, target, name)
                else:
                    self._place_new(part, target, rel, name)
            except (IsADirectoryError, NotADirectoryError) as error:
                raise NameTaken(rel) from error
            except FileNotFoundError as error:
                if part not in system.names(self._parts):
                    raise PartGone(shown(os.path.join(self.path, rel))) from error
                raise
        self._unsynced_parts.discard(part)

    def set_mtime(self, rel: str, mtime_ns: int) -> None:
        """Of a folder, once everything in it is in place."""
        parent, name = _split(rel)
        with self._errors(rel, "dated"):
            system.set_mtime(self._enter(parent), name, mtime_ns)

    # --- making durable ------------------------------------------------------------------------------------------------------

    def sync_all(self) -> None:
        """Makes every part written so far durable, closed or open: one call for a batch of small files.

        A failure is final for all that was written since the last success: fetch it again. Raises TowlineError.
        """
        with self._errors("", "made durable"):
            if not system.sync_volume(self._parts):
                for name in sorted(self._unsynced_parts):
                    with suppress(FileNotFoundError):
                        file = system.open_own(self._parts, name)
                        try:
                            system.sync_file(file, facts=True)
                        finally:
                            os.close(file)
        self._unsynced_parts.clear()

    def sync_folders(self, rels: Iterable[str]) -> None:
        """Makes the names in these folders durable ("" = this one), each once, and every folder made since last time."""
        wanted = sorted({*rels, *self._unsynced_folders})
        volume = None  # of which one call made everything durable
        if len(wanted) > SYNCED_SINGLY:
            with self._errors("", "made durable"):
                if system.sync_volume(self._root):
                    volume = system.dir_facts(self._root).st_dev
        for rel in wanted:
            with self._errors(rel, "made durable"), suppress(FileNotFoundError, NameTaken):  # moved away meanwhile
                held = self._enter(rel)
                if volume is None or system.dir_facts(held).st_dev != volume:
                    system.sync_dir(held)
        self._unsynced_folders.clear()

    # --- inside ------------------------------------------------------------------------------------------------------------------

    def _enter(self, rel: str, *, make: bool = False) -> system.Dir:
        """The held directory `rel`. Every level is looked at again, so a folder that was moved away or replaced by a
        link since the last time is noticed. Raises FileNotFoundError, or NameTaken for a level that is no folder."""
        here = self._root
        if not rel:
            return here
        end = -1
        while end != len(rel):
            begin = end + 1
            end = rel.find("/", begin)
            end = len(rel) if end < 0 else end
            name, path = rel[begin:end], rel[:end]
            held = self._held.get(path)
            if held is not None and held.still_at(here, name):
                self._held.move_to_end(path)
                here = held.dir
            else:
                here = self._step(here, name, path, make)
        return here

    def _step(self, parent: system.Dir, name: str, path: str, make: bool) -> system.Dir:
        old = self._held.pop(path, None)
        if old is not None:
            system.close_dir(old.dir)
        if name in ("", ".", "..") or (parent == self._root and name.startswith(PARTS)):
            raise ValueError(f"not a path inside a folder: {path!r}")
        try:
            opened = system.open_dir(parent, name)
        except FileNotFoundError:
            if not make:
                raise
            with suppress(FileExistsError):  # made by another program just now; opened like any other
                system.make_dir(parent, name)
            self._unsynced_folders.add(path.rpartition("/")[0])
            opened = system.open_dir(parent, name)
        except NotADirectoryError:
            raise NameTaken(path) from None
        while len(self._held) >= HELD_FOLDERS:  # the levels just walked are the youngest, so they stay
            _, oldest = self._held.popitem(last=False)
            system.close_dir(oldest.dir)
        self._held[path] = _Held(opened)
        return opened

    @property
    def _parts(self) -> system.Dir:
        """The staging folder: on the target's volume, private, made when it is first needed, and again after another fetch
        into this folder ended while it was empty and took it away."""
        if self._parts_dir is not None and system.dir_facts(self._parts_dir).st_nlink == 0:
            self._leave_parts()
        if self._parts_dir is None:
            self._parts_name, self._parts_dir = self._open_parts()
        return self._parts_dir

    def _leave_parts(self) -> None:
        if self._parts_dir is not None:
            system.close_dir(self._parts_dir)
            self._parts_dir = None

    def _open_parts(self) -> tuple[str, system.Dir]:
        for number in range(1, 100):  # the name may belong to another user of a shared folder
            name = PARTS if number == 1 else f"{PARTS}-{number}"
            with suppress(FileExistsError):
                system.make_dir(self._root, name, private=True)
            try:
                opened = system.open_dir(self._root, name)
            except NotADirectoryError:
                continue
            if system.make_private(opened):
                return name, opened
            system.close_dir(opened)
        raise OSError(errno.EEXIST, "its staging folders belong to others")

    def _open_part(self, name: str) -> tuple[int, os.stat_result]:
        try:
            file = system.open_own(self._parts, name)
        except FileNotFoundError:  # it was taken away just now
            self._leave_parts()
            file = system.open_own(self._parts, name)
        facts = os.fstat(file)
        if not system.is_plain(facts):
            os.close(file)
            system.unlink(self._parts, name)
            file = system.open_new(self._parts, name)
            facts = os.fstat(file)
        return file, facts

    def _place_new(self, part: str, target: system.Dir, rel: str, name: str) -> None:
        """Rename without overwriting, by the first way that this volume has."""
        try:
            system.rename_new(self._parts, part, target, name)
            return
        except FileExistsError:
            if not self._is_own_placeholder(part, target, rel, name):
                raise NameTaken(rel) from None
        except system.Refused:
            try:
                system.link_new(self._parts, part, target, name)
                system.unlink(self._parts, part)
                return
            except FileExistsError:
                if not self._is_own_placeholder(part, target, rel, name):
                    raise NameTaken(rel) from None
            except system.Refused:
                self._make_placeholder(part, target, rel, name)
        system.rename_over(self._parts, part, target, name)
        with suppress(FileNotFoundError):
            system.unlink(self._parts, _intent(part))

    def _make_placeholder(self, part: str, target: system.Dir, rel: str, name: str) -> None:
        """Takes the name with an empty file, after writing down that this file is ours: a crash leaves both."""
        if self._is_own_placeholder(part, target, rel, name):
            return
        with suppress(FileNotFoundError):
            system.unlink(self._parts, _intent(part))
        intent = system.open_new(self._parts, _intent(part))
        try:
            system.write(intent, os.fsencode(rel), 0)
            system.sync_file(intent, facts=True)
        finally:
            os.close(intent)
        system.sync_dir(self._parts)
        try:
            os.close(system.open_new(target, name))
        except FileExistsError:
            system.unlink(self._parts, _intent(part))
            raise NameTaken(rel) from None

    def _is_own_placeholder(self, part: str, target: system.Dir, rel: str, name: str) -> bool:
        try:
            intent = system.open_read(self._parts, _intent(part))
        except FileNotFoundError:
            return False
        try:
            noted = os.read(intent, 65536)
        finally:
            os.close(intent)
        try:
            facts = system.lstat(target, name)
        except FileNotFoundError:
            return False
        return noted == os.fsencode(rel) and stat.S_ISREG(facts.st_mode) and facts.st_size == 0

    def _spelled_otherwise(self, target: system.Dir, name: str) -> bool:
        """Whether a file would be overwritten whose name only counts as the same here: README for readme."""
        if not self._nature.folds:
            return False
        try:
            system.lstat(target, name)
        except FileNotFoundError:
            return False
        return name not in system.names(target)

    @cached_property
    def _nature(self) -> _Nature:
        """Found out by trying, in the staging folder: a Linux computer writes to Windows' volumes too."""
        with self._errors("", "written"):
            colon = self._try_name("probe:1")
            made = self._try_name("probe-\u00e9", "PROBE-\u00e9", "probe-e\u0301")
            longest = min(names.LONGEST, system.longest_name(self._root))
        return _Nature(system.SYSTEM if colon else "windows", folds=made > 1, longest=longest)

    def _try_name(self, name: str, *others: str) -> int:
        """0 if the volume refuses `name`, else 1 and one more for each of the others that also finds it."""
        name, others = f".{name}", tuple(f".{other}" for other in others)
        try:
            os.close(system.open_own(self._parts, name))
        except OSError as error:
            if error.errno in (errno.EINVAL, errno.EILSEQ, errno.EACCES, errno.ENOENT):
                return 0
            raise
        found = 1
        for other in others:
            with suppress(FileNotFoundError):
                system.lstat(self._parts, other)
                found += 1
        system.unlink(self._parts, name)
        return found

    def _full(self, needs: int, room: int) -> TowlineError:
        return TowlineError("disk-full", folder=shown(self.path), needs=size_text(needs), free=size_text(room))

    def _is_gone(self, error: OSError) -> bool:
        return error.errno == errno.ENOENT and system.dir_facts(self._root).st_nlink == 0

    def _errors(self, rel: str, done: str) -> _Errors:
        """Turns what the system says into TowlineError."""
        return _Errors(self, rel, done)

    def _raise(self, error: OSError, rel: str, done: str, needs: int = 0) -> NoReturn:
        path = shown(os.path.join(self.path, rel)) if rel else shown(self.path)
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise self._full(needs, system.free(self._root)) from error
        if error.errno == errno.EFBIG:
            raise TowlineError("file-too-big", folder=shown(self.path), size=size_text(needs)) from error
        if error.errno in (errno.ESTALE, errno.ENODEV, errno.ENXIO) or self._is_gone(error):
            raise TowlineError("folder-away", folder=shown(self.path), details=str(error)) from error
        reason = (error.strerror or str(error)).lower()
        raise TowlineError("disk", path=path, done=done, reason=reason, details=repr(error)) from error


class Part:
    """A file on its way: staged in the private folder until `Folder.place` gives it its name.

    `size`: how far the file reached when it was opened; `held`: about how much of that was written. `file_id`: see
    `FileFacts`. One thread writes; `durable` may run in another one at the same time, and covers what was written before
    it was called.
    """

    __slots__ = (
        "_facts_changed", "_file", "_folder", "_lost", "_reach", "_sync", "_will_be", "file_id", "held", "name", "size",
    )  # fmt: skip

    def __init__(self, folder: Folder, name: str, file: int, facts: os.stat_result, will_be: int | None) -> None:
        self.name = name
        self.size = facts.st_size
        self.held = facts.st_blocks * 512 if sys.platform != "win32" else facts.st_size
        self.file_id = (facts.st_dev, facts.st_ino)
        self._folder = folder
        self._file = file
        self._will_be = will_be
        self._reach = facts.st_size
        self._facts_changed = False
        self._lost: TowlineError | None = None
        self._sync = threading.Lock()

    def write_at(self, offset: int, view: memoryview | bytes) -> None:
        """Writes all of it. Raises TowlineError "disk-full" (nothing of it counts then), "file-too-big" or "disk"."""
        size = len(view)
        try:
            done = system.write(self._file, view, offset)
            while done < size:
                done += system.write(self._file, view[done:], offset + done)
        except OSError as error:
            needs = max(size, (self._will_be or 0) - offset)
            self._folder._raise(error, "", "written", needs)
        self._reach = max(self._reach, offset + size)

    def durable(self) -> None:
        """Raises TowlineError if anything written since the last success may be lost; every later call then raises it
        too, for the system says so only once. Remove the part, or fetch again from the last success into a new one."""
        with self._sync:
            if self._lost is not None:
                raise self._lost
            try:
                system.sync_file(self._file, facts=self._facts_changed)
                if self._reach >= UNCACHED:
                    system.drop_cache(self._file)
            except OSError as error:
                try:
                    self._folder._raise(error, "", "made durable")
                except TowlineError as lost:
                    self._lost = lost
                    raise

    def finish(self, mtime_ns: int, mode: int) -> None:
        """Everything is written: sets the time and the rights (of `mode` only the owner's right to execute counts)
        and marks the file as one that came from elsewhere. Make it durable after this."""
        with self._folder._errors("", "finished"):
            system.set_facts(self._file, mtime_ns, mode)
            if system.MARKS_DOWNLOADS:
                system.mark_download(self._folder._parts, self.name, self._file)
        self._facts_changed = True

    def close(self) -> None:
        """Raises TowlineError for what a volume says only now: a network's, of what was not made durable."""
        if self._file >= 0:
            file, self._file = self._file, -1
            with self._folder._errors("", "written"):
                os.close(file)

    def __enter__(self) -> Part:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Errors:
    """A context manager; a class because one made by `contextlib` costs as much as the system call inside."""

    __slots__ = ("_done", "_folder", "_rel")

    def __init__(self, folder: Folder, rel: str, done: str) -> None:
        self._folder = folder
        self._rel = rel
        self._done = done

    def __enter__(self) -> None: ...

    def __exit__(self, _kind: object, error: BaseException | None, _trace: TracebackType | None) -> None:
        if isinstance(error, OSError) and not isinstance(error, NameTaken):
            self._folder._raise(error, self._rel, self._done)


class _Nature(NamedTuple):
    """`system`: whose rules for names hold here. `folds`: names that differ in case or normal form are the same."""

    system: names.System
    folds: bool
    longest: int


class _Held:
    """A directory that is kept open, and how to know it again."""

    __slots__ = ("dir", "id")

    def __init__(self, opened: system.Dir) -> None:
        facts = system.dir_facts(opened)
        self.dir = opened
        self.id = (facts.st_dev, facts.st_ino)

    def still_at(self, parent: system.Dir, name: str) -> bool:
        try:
            facts = system.lstat(parent, name)
        except FileNotFoundError:
            return False
        return (facts.st_dev, facts.st_ino) == self.id


def is_led_away(folder: str) -> bool:
    """Whether this folder is a link (or a junction of Windows) to another one, or stands below a link of another user,
    who can lead it anywhere at any time; root's and one's own, as /home or a folder on a larger disk, are meant so."""
    if sys.platform == "win32":
        with suppress(OSError):
            return os.lstat(folder).st_reparse_tag in (stat.IO_REPARSE_TAG_SYMLINK, stat.IO_REPARSE_TAG_MOUNT_POINT)
        return False
    return os.path.islink(folder) or any(_is_anothers_link(above) for above in Path(folder).parents)


def _is_anothers_link(path: Path) -> bool:
    try:
        facts = path.lstat()
    except OSError:
        return False  # nothing is there, or opening the folder says what is wrong
    return stat.S_ISLNK(facts.st_mode) and sys.platform != "win32" and facts.st_uid not in (0, os.getuid())


def free_at(folder: Path) -> int:
    """Bytes free where this folder is or will be made; -1 if that cannot be told."""
    for place in (folder, *folder.parents):
        with suppress(FileNotFoundError):
            try:
                return shutil.disk_usage(place).free
            except PermissionError:
                return -1
    return -1


def _split(rel: str) -> tuple[str, str]:
    parent, _, name = rel.rpartition("/")
    if name in (".", "..") or (parent and not name) or (not parent and name.startswith(PARTS)):
        raise ValueError(f"not a path inside a folder: {rel!r}")
    return parent, name


def _intent(part: str) -> str:
    return f".{part}.placing"
