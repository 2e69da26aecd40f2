"""Files, folders and lock files of one user alone, in one process; test_file_locks has several."""

from __future__ import annotations

import errno
import fcntl
import importlib
import os
import stat
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from comm100.auth import SystemClock, _concurrency, stores
from comm100.auth._redact import SecretBytes
from comm100.auth.stores import _files
from comm100.errors import ConfigurationError, TokenStoreError
from tests.stores.support import Clock

KEY = "ab-12"


def on_windows(monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    """Return the module of the locks as Windows would load it, with Windows' way to lock played by this system's."""

    def locking(descriptor: int, mode: int, count: int) -> None:
        assert count == 1
        try:
            fcntl.flock(descriptor, fcntl.LOCK_UN if mode == 0 else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PermissionError(13, "Permission denied") from None

    fake: Any = types.ModuleType("msvcrt")
    fake.LK_UNLCK, fake.LK_NBLCK, fake.locking = 0, 2, locking
    monkeypatch.setitem(sys.modules, "msvcrt", fake)
    # Imported anew under its own name, as any other module; the one of this system comes back afterwards.
    monkeypatch.setattr(stores, "_files", stores._files)
    monkeypatch.delitem(sys.modules, stores._files.__name__)
    monkeypatch.setattr(sys, "platform", "win32")
    for flag in ("O_NOFOLLOW", "O_CLOEXEC", "O_NONBLOCK"):
        monkeypatch.delattr(os, flag)
    module = importlib.import_module(f"{stores.__name__}._files")
    return module


def test_windows_locks_with_its_own_means(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The keyring's locks do without flock there; a lock that is held is waited for, and freed afterwards."""
    module = on_windows(monkeypatch)
    assert module._NO_FOLLOW == module._NON_BLOCKING == 0
    make: Callable[..., Any] = module.FileLocks
    waiting = make(tmp_path / "locks", max_wait=1, clock=Clock()).hold(KEY)
    with (
        make(tmp_path / "locks", max_wait=0, clock=Clock()).hold(KEY),
        pytest.raises(TokenStoreError, match="still held"),
    ):
        waiting.__enter__()
    with make(tmp_path / "locks", max_wait=0, clock=SystemClock()).hold(KEY):
        pass


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a private file can be."""
    folder = tmp_path / "tokens"
    _files.make_folder(folder)
    return folder / "a.json"


@pytest.mark.parametrize("mode", [0o755, 0o710, 0o701])
def test_a_folder_that_is_open_to_others_is_not_made_use_of(tmp_path: Path, mode: int) -> None:
    """Nor is it closed: whoever opened it should know."""
    folder = tmp_path / "tokens"
    _files.make_folder(folder)
    _files.make_folder(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    folder.chmod(mode)
    for act in (_files.make_folder, _files.check_folder):
        with pytest.raises(TokenStoreError, match=f"mode {mode:04o}.*chmod 700"):
            act(folder)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o610, 0o601])
def test_a_file_that_is_open_to_others_is_not_read(path: Path, mode: int) -> None:
    """Not even by bits that do not let them read it."""
    _files.replace_private(path, SecretBytes(b"data"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert _files.read_private(path, limit=4) == b"data"
    assert _files.read_private(path, limit=2) == b"dat"
    path.chmod(mode)
    with pytest.raises(TokenStoreError, match=f"mode {mode:04o}.*chmod 600"):
        _files.read_private(path, limit=4)


def test_data_is_on_the_disk_before_the_file_has_its_name(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of it; then the folder is written, too."""
    synced: list[Any] = []

    def sync(descriptor: int) -> None:
        status = os.fstat(descriptor)
        synced.append("folder" if stat.S_ISDIR(status.st_mode) else (status.st_size, path.exists()))

    monkeypatch.setattr(os, "fsync", sync)
    _files.replace_private(path, SecretBytes(b"data"))
    assert synced == [(4, False), "folder"]


@pytest.mark.parametrize(
    ("new", "accepted", "content"), [(None, True, b"old"), (b"new", True, b"new"), (b"new", False, b"old")]
)
def test_what_a_dead_process_has_begun_is_finished_or_undone(
    path: Path, new: bytes | None, accepted: bool, content: bytes
) -> None:
    """If its content is complete and newer; without anything that was begun, nothing is asked."""
    asked: list[Any] = []

    def supersedes(*contents: Any) -> bool:
        asked.append(contents)
        return accepted

    _files.replace_private(path, SecretBytes(b"old"))
    begun = path.with_suffix(".new")
    if new is not None:
        begun.write_bytes(new)
        begun.chmod(0o600)
    _files.recover_private(path, limit=9, supersedes=supersedes)
    assert asked == ([] if new is None else [(new, b"old")])
    assert path.read_bytes() == content
    assert not begun.exists()


@pytest.mark.parametrize(
    ("folder", "shown"),
    [
        ("", "'' is not a usable path of a folder: it is empty."),
        (Path("~nobody-of-this-name/x"), "'~nobody-of-this-name/x' is not a usable path of a folder: "),
        ("a\0b", "'a\\x00b' is not a usable path of a folder: "),
        (7, "7 is not a usable path of a folder: "),
    ],
)
def test_a_path_that_cannot_be_used_is_shown(folder: Any, shown: str) -> None:
    """With the reason."""
    with pytest.raises(ConfigurationError) as caught:
        _files.absolute_folder(folder)
    assert str(caught.value).startswith(shown)


def test_a_lock_leaves_no_descriptor_open(tmp_path: Path) -> None:
    """Neither when it is released, nor in a forked child, which has nothing to release."""
    locks = _files.FileLocks(tmp_path / "tokens", max_wait=1, clock=Clock())

    def is_open(descriptor: int) -> bool:
        try:
            os.fstat(descriptor)
        except OSError:
            return False
        return True

    for is_forked in (False, True):
        with locks.hold(KEY):
            (descriptor,) = locks._descriptors.values()
            assert is_open(descriptor)
            locks.check(KEY)
            if is_forked:
                _concurrency._renew()
                assert not is_open(descriptor)
                with pytest.raises(TokenStoreError, match="requires its lock"):
                    locks.check(KEY)
        assert not is_open(descriptor)
        assert locks._descriptors == {}


def test_whether_a_file_can_be_replaced_is_seen_without_doing_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By writing another one beside it, of which nothing is left; a link would be replaced, a folder would not."""
    probe = path.with_suffix(".check")
    probe.write_bytes(b"left behind by a process that died")
    _files.replace_private(path, SecretBytes(b"data"))
    _files.check_replaceable(path)
    assert path.read_bytes() == b"data"
    link, folder = path.with_name("link.json"), path.with_name("folder.json")
    link.symlink_to(path.parent)
    _files.check_replaceable(link)
    folder.mkdir()
    with pytest.raises(TokenStoreError, match=r"folder\.json cannot be replaced: Is a directory\. Move it away"):
        _files.check_replaceable(folder)

    def fail(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        with pytest.raises(TokenStoreError, match="cannot be replaced: No space left on device"):
            _files.check_replaceable(path)
    assert sorted(item.name for item in path.parent.iterdir()) == ["a.json", "folder.json", "link.json"]


def test_a_link_that_nothing_is_behind_is_not_taken_for_what_was_begun(path: Path) -> None:
    """It is removed, whoever made it."""
    _files.replace_private(path, SecretBytes(b"old"))
    path.with_suffix(".new").symlink_to("nowhere")
    _files.recover_private(path, limit=9, supersedes=lambda *contents: True)
    assert [item.name for item in path.parent.iterdir()] == ["a.json"]
    assert path.read_bytes() == b"old"


def test_a_lock_is_freed_although_a_child_has_its_descriptor(tmp_path: Path) -> None:
    """One that was forked in the very moment of opening: the holder unlocks before it closes its own."""
    locks, others = (_files.FileLocks(tmp_path / "tokens", max_wait=0, clock=Clock()) for _ in range(2))
    with locks.hold(KEY):
        copy = os.dup(next(iter(locks._descriptors.values())))
        with pytest.raises(TokenStoreError, match="still held"), others.hold(KEY):
            pass
    try:
        with others.hold(KEY):
            pass
    finally:
        os.close(copy)


def test_a_file_is_removed_with_what_was_begun_of_it(path: Path) -> None:
    """Whatever of both there is."""
    for names in ((), ("a.json",), ("a.new",), ("a.json", "a.new")):
        for name in names:
            path.with_name(name).write_bytes(b"data")
        _files.remove_private(path)
        assert list(path.parent.iterdir()) == []
