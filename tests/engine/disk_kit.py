"""A receiver's folder on the real file system, for tests."""

import sys

import pytest

from engine.disk import Folder

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="the folder's rights and links are those of POSIX")


@pytest.fixture(name="target")
def target_fixture(tmp_path):
    return tmp_path / "target"


@pytest.fixture(name="outside")
def outside_fixture(tmp_path):
    (tmp_path / "outside").mkdir()
    return tmp_path / "outside"


@pytest.fixture(name="folder")
def folder_fixture(target):
    with Folder(target, make=True) as folder:
        yield folder


def stage(folder, name, content=b"content", mode=0o644, mtime_ns=1_600_000_000_123_456_789):
    with folder.part(name, len(content)) as part:
        part.write_at(0, content)
        part.finish(mtime_ns, mode)
        part.durable()
        return part.file_id


def stage_fast(folder, name):
    with folder.part(name) as part:
        part.write_at(0, b"x")


def content_of(folder, rel):
    with folder.open_for_compare(rel) as file:
        return file.read()
