"""Tokens in files: what lies on the disk, and everything that can be wrong with it."""

from __future__ import annotations

import errno
import json
import os
import stat
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from typing import Any

import pytest

from comm100 import FileStore, KeyringStore, Token
from comm100.errors import ConfigurationError, TokenStoreError
from tests.auth.support import BASE, Clock
from tests.stores.memory_keyring import MemoryKeyring
from tests.stores.processes import run
from tests.stores.support import keep, token

KEY = "ab-12"
NOBODY = 65534


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "tokens"


@pytest.fixture
def store(folder: Path) -> FileStore:
    """A store that holds a token."""
    store = FileStore(folder)
    keep(store, KEY, token("old"))
    return store


@pytest.fixture
def file(store: FileStore, folder: Path) -> Path:
    """The file of that token."""
    return folder / f"{KEY}.json"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def refused(store: FileStore, match: str) -> None:
    """Check that the token can be neither read nor replaced, and that the errors show no secret."""
    acts: list[Callable[[], Any]] = [lambda: store.load(KEY), lambda: keep(store, KEY, token("new"))]
    for act in acts:
        with pytest.raises(TokenStoreError, match=match) as caught:
            act()
        assert "canary" not in f"{caught.value}{caught.value.__cause__}"


def test_files_are_for_their_owner_alone(folder: Path) -> None:
    """Folder 0700, token and lock 0600, even where the umask hides nothing; a folder is made with its parents."""
    before = os.umask(0)
    try:
        keep(FileStore(folder / "deeper"), KEY, token())
    finally:
        os.umask(before)
    modes = {path.name: mode(path) for path in folder.rglob("*")}
    assert modes == {"deeper": 0o700, f"{KEY}.json": 0o600, f"{KEY}.lock": 0o600}


def test_a_file_is_readable_json(file: Path) -> None:
    """One object with the token's fields."""
    assert json.loads(file.read_bytes()) == token("old").to_dict()


def test_looking_for_a_token_makes_nothing(folder: Path) -> None:
    """Where there is no folder there is no token, and none is made for a look."""
    assert FileStore(folder).load(KEY) is None
    assert not folder.exists()


def test_the_tilde_is_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder in the home can be written as people do, and stays the same when the process goes elsewhere."""
    monkeypatch.setenv("HOME", str(tmp_path))
    assert repr(FileStore("~/tokens")) == f"FileStore('{tmp_path}/tokens')"
    monkeypatch.chdir(tmp_path)
    store = FileStore("here")
    monkeypatch.chdir("/")
    keep(store, KEY, token())
    assert (tmp_path / "here" / f"{KEY}.json").exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\x00\xff\xfe not text",
        b"null",
        b'["a", "list"]',
        b'"text-canary"',
        b"[" * 60_000,
        b'{"some": "other program\'s canary"}',
        b'{"access_token": "has space canary", "base_url": "https://x", "issued_at": 0}',
        b'{"access_token": 7, "base_url": "https://x", "issued_at": 0}',
        b'{"access_token": "canary", "base_url": "https://x", "issued_at": true}',
        json.dumps({**token().to_dict(), "padding": "x" * 262_144}).encode(),
    ],
    ids=[
        "empty",
        "brace",
        "binary",
        "null",
        "list",
        "string",
        "deep",
        "foreign",
        "spaced",
        "number",
        "no time",
        "too long",
    ],
)
def test_content_that_is_no_token_is_an_error_and_stays(store: FileStore, file: Path, content: bytes) -> None:
    """It may be someone's data: it is not overwritten, and the error says to move it away."""
    file.write_bytes(content)
    refused(store, r"cannot be used: .*left unchanged; remove it, or move it away, and sign in again")
    assert file.read_bytes() == content


def test_a_huge_file_is_not_read_whole(store: FileStore, file: Path) -> None:
    """A file that cannot be a token costs little memory."""
    os.truncate(file, 64 * 1024 * 1024)
    tracemalloc.start()
    try:
        refused(store, "cannot be used")
        assert tracemalloc.get_traced_memory()[1] < 4 * 1024 * 1024
    finally:
        tracemalloc.stop()
    assert file.stat().st_size == 64 * 1024 * 1024


def test_a_truncated_file_is_an_error_at_each_length(store: FileStore, file: Path) -> None:
    """No beginning of a token file passes for a token."""
    whole = file.read_bytes()
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        with pytest.raises(TokenStoreError, match="cannot be used"):
            store.load(KEY)


def test_a_bad_file_can_be_signed_out_of(store: FileStore, file: Path) -> None:
    """To delete a token there is no need to read it."""
    file.write_bytes(b"{")
    with store.lock(KEY):
        store.delete(KEY)
    assert not file.exists()
    keep(store, KEY, token())
    assert store.load(KEY) == token()


@pytest.mark.parametrize("bits", [0o644, 0o640, 0o604, 0o660, 0o601])
def test_a_file_that_others_can_open_is_refused(store: FileStore, file: Path, bits: int) -> None:
    """The error says how to close it, after which it is good."""
    file.chmod(bits)
    refused(store, f"{file.name} is open to other users .mode {bits:04o}.* chmod 600 {file}")
    assert mode(file) == bits
    file.chmod(0o600)
    assert store.load(KEY) == token("old")


@pytest.mark.parametrize("bits", [0o755, 0o750, 0o777, 0o1777])
def test_a_folder_that_others_can_enter_is_refused(store: FileStore, folder: Path, bits: int) -> None:
    """Whoever can write there could put another file in place."""
    folder.chmod(bits)
    refused(store, f"{folder} is open to other users .* chmod 700 {folder}")
    folder.chmod(0o700)
    assert store.load(KEY) == token("old")


def test_a_lock_that_others_can_open_is_refused(store: FileStore, folder: Path) -> None:
    """They could hold it for ever."""
    (folder / f"{KEY}.lock").chmod(0o644)
    with pytest.raises(TokenStoreError, match=r"chmod 600 .*\.lock"):
        store.lock(KEY).__enter__()
    assert store.load(KEY) == token("old")


@pytest.mark.parametrize("which", ["file", "folder"])
def test_what_belongs_to_another_user_is_refused(
    store: FileStore, file: Path, which: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error names the other user and what to run; nothing is changed."""
    path, own = (file if which == "file" else file.parent), os.geteuid()
    if own == 0:
        os.chown(path, NOBODY, -1)
        other = NOBODY
    else:
        # Only root can give a file away: here the process takes itself for another user instead.
        monkeypatch.setattr(os, "geteuid", lambda: own + 1)
        other = own
    refused(store, rf"belongs to another user \(uid {other}\).* chown {os.geteuid()} ")
    assert path.stat().st_uid == other


def test_links_are_not_followed(store: FileStore, file: Path, tmp_path: Path) -> None:
    """Neither for the token, nor for its lock, nor for the folder; what they lead to is untouched."""
    elsewhere = file.rename(tmp_path / "elsewhere")
    file.symlink_to(elsewhere)
    refused(store, f"{file.name} is a symbolic link, which is not followed")
    assert elsewhere.read_bytes() == json.dumps(token("old").to_dict(), separators=(",", ":")).encode()
    linked = tmp_path / "linked"
    linked.symlink_to(file.parent)
    refused(FileStore(linked), "is a link or a file")
    lock = file.with_suffix(".lock")
    lock.unlink()
    lock.symlink_to(tmp_path / "new")
    with pytest.raises(TokenStoreError, match=r"\.lock is a symbolic link"):
        store.lock(KEY).__enter__()
    assert not (tmp_path / "new").exists()


def test_a_link_that_comes_at_the_last_moment_is_not_followed(
    store: FileStore, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look and the opening there is nothing to gain."""
    file.symlink_to(file.rename(tmp_path / "elsewhere"))
    monkeypatch.setattr(Path, "is_symlink", lambda self: False)
    refused(store, "cannot be read")


def test_what_is_no_file_is_refused(store: FileStore, file: Path) -> None:
    """A pipe keeps nobody waiting, and a folder is not a token."""
    file.unlink()
    os.mkfifo(file, 0o600)
    refused(store, "is not a regular file")
    file.unlink()
    file.mkdir(mode=0o700)
    refused(store, "is not a regular file")


def test_a_file_in_the_folders_place_is_refused(folder: Path) -> None:
    """A folder's name that is taken by a file is an error, and the file stays."""
    folder.write_text("mine")
    with pytest.raises(TokenStoreError, match="is a link or a file"):
        FileStore(folder).load(KEY)
    with pytest.raises(TokenStoreError, match="cannot be created: File exists"):
        keep(FileStore(folder), KEY, token())
    with pytest.raises(TokenStoreError, match="cannot be created: Not a directory"):
        keep(FileStore(folder / "below"), KEY, token())
    assert folder.read_text() == "mine"


@contextmanager
def plain_user(folder: Path) -> Iterator[None]:
    """Be a user whom a folder's mode stops; root is stopped by none."""
    if os.geteuid() != 0:
        yield
        return
    for path in (folder, *folder.iterdir()):
        os.chown(path, NOBODY, -1)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_read_only_folder_is_an_error_that_loses_nothing() -> None:
    """The old token can still be read."""
    with tempfile.TemporaryDirectory(dir="/tmp") as above:
        Path(above).chmod(0o711)
        folder = Path(above) / "tokens"
        store = FileStore(folder)
        keep(store, KEY, token("old"))
        folder.chmod(0o500)
        with plain_user(folder):
            with pytest.raises(TokenStoreError, match=r"cannot be written: Permission denied\. It was left unchanged"):
                keep(store, KEY, token("new"))
            with pytest.raises(TokenStoreError, match="cannot be removed: Permission denied"), store.lock(KEY):
                store.delete(KEY)
            with pytest.raises(TokenStoreError, match="cannot be opened: Permission denied"):
                store.lock("another").__enter__()
            assert store.load(KEY) == token("old")
        folder.chmod(0o700)


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_a_full_disk_is_an_error_that_loses_nothing(
    store: FileStore, file: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    """The old token stays, nothing half-written is left, and there is room again later."""

    def fail(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os if failing == "fsync" else Path, failing, fail)
        with pytest.raises(TokenStoreError, match=r"No space left on device\. It was left unchanged\. Free some space"):
            keep(store, KEY, token("new"))
    assert store.load(KEY) == token("old")
    assert {path.suffix for path in file.parent.iterdir()} == {".json", ".lock"}
    keep(store, KEY, token("new"))
    assert store.load(KEY) == token("new")


def test_a_disk_that_takes_no_more_bytes(store: FileStore, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same when writing fails for real: no file may grow beyond 10 bytes."""
    code = f"""
import resource, signal
from comm100 import FileStore
from comm100.errors import TokenStoreError
from tests.stores.support import keep, token
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))
try:
    keep(FileStore({str(file.parent)!r}), {KEY!r}, token("new"))
except TokenStoreError as error:
    assert "File too large" in str(error), error
else:
    raise SystemExit("it was written")
"""
    assert run(code) == 0
    assert store.load(KEY) == token("old")
    assert {path.suffix for path in file.parent.iterdir()} == {".json", ".lock"}


@pytest.mark.parametrize("moment", ["os.fsync", "pathlib.Path.replace"])
def test_a_crash_while_writing_leaves_the_old_token(store: FileStore, file: Path, moment: str) -> None:
    """A process that ends before the new file is in place has changed nothing, and is in nobody's way."""
    code = f"""
import os, pathlib
from comm100 import FileStore
from tests.stores.support import keep, token
{moment} = lambda *_: os._exit(9)
keep(FileStore({str(file.parent)!r}), {KEY!r}, token("new"))
"""
    assert run(code) == 9
    left = file.with_suffix(".new")
    assert mode(left) == 0o600
    assert store.load(KEY) == token("old")
    keep(store, KEY, token("next"))
    assert store.load(KEY) == token("next")
    assert not left.exists()


@pytest.mark.parametrize("moment", ["os.fsync", "pathlib.Path.replace"])
def test_a_token_that_a_dying_process_had_written_is_recovered(store: FileStore, file: Path, moment: str) -> None:
    """It is complete and newer, so the server may accept no other: whoever takes the lock next puts it in its place."""
    code = f"""
import os, pathlib
from comm100 import FileStore
from tests.stores.support import keep, token
{moment} = lambda *_: os._exit(9)
keep(FileStore({str(file.parent)!r}), {KEY!r}, token("new", issued_at=1_800_000_001.0))
"""
    assert run(code) == 9
    assert store.load(KEY) == token("old")
    with store.lock(KEY):
        assert store.load(KEY) == token("new", issued_at=1_800_000_001.0)
    assert not file.with_suffix(".new").exists()
    assert mode(file) == 0o600


def test_only_a_complete_and_newer_token_of_the_same_server_is_recovered(store: FileStore, file: Path) -> None:
    """Half of one, an older one, another server's, and what others can write are removed without being used."""
    left = file.with_suffix(".new")
    later = token("new", issued_at=1_900_000_000.0)
    text = json.dumps(later.to_dict())
    refused = [text[:length] for length in range(len(text))]
    refused += [json.dumps(token("new", issued_at=at).to_dict()) for at in (1_700_000_000.0, token("old").issued_at)]
    refused.append(json.dumps({**later.to_dict(), "base_url": "https://evil.example"}))
    for content in refused:
        left.write_text(content)
        left.chmod(0o600)
        with store.lock(KEY):
            assert store.load(KEY) == token("old")
        assert not left.exists()
    left.write_text(text)
    left.chmod(0o666)
    with store.lock(KEY):
        assert store.load(KEY) == token("old")
    assert not left.exists()


def test_a_sign_out_that_is_interrupted_leaves_nothing_to_recover(
    store: FileStore, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever moment it ends at, no token comes back that was about to be deleted."""
    left = file.with_suffix(".new")
    left.write_text(json.dumps(token("new", issued_at=1_900_000_000.0).to_dict()))
    left.chmod(0o600)
    removed: list[Path] = []

    def interrupted(path: Path, missing_ok: bool = False) -> None:
        removed.append(path)
        raise KeyboardInterrupt

    with store._locks.hold(KEY), monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", interrupted)
        with pytest.raises(KeyboardInterrupt):
            store.delete(KEY)
    assert removed == [left]


def test_a_left_over_that_is_a_link_is_not_followed(store: FileStore, file: Path, tmp_path: Path) -> None:
    """What stands where the new file is written is removed, and what it leads to is not written to."""
    target = tmp_path / "target"
    target.write_text("mine")
    file.with_suffix(".new").symlink_to(target)
    keep(store, KEY, token("new"))
    assert store.load(KEY) == token("new")
    assert not file.is_symlink()
    assert target.read_text() == "mine"


def test_a_token_is_on_the_disk_before_it_counts(store: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """First the new file is flushed to the disk, then it takes the old one's place, then the folder is flushed.

    So is the folder when the token is deleted: it would be back after a crash."""
    deeds: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def log_fsync(descriptor: int) -> None:
        deeds.append("sync folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "sync file")
        fsync(descriptor)

    def log_replace(self: Path, target: Path) -> Path:
        deeds.append("replace")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", log_fsync)
    monkeypatch.setattr(Path, "replace", log_replace)
    keep(store, KEY, token("new"))
    assert deeds == ["sync file", "replace", "sync folder"]
    deeds.clear()
    with store.lock(KEY):
        store.delete(KEY)
    assert deeds == ["sync folder"]


def test_a_folder_that_cannot_be_flushed_is_no_error(store: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some file systems do not know how."""
    fsync = os.fsync

    def refuse_folders(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "no")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", refuse_folders)
    keep(store, KEY, token("new"))
    assert store.load(KEY) == token("new")


def test_the_lock_file_stays(store: FileStore, folder: Path) -> None:
    """It is the same file for good: if it were removed, two processes could hold a lock each."""
    lock = folder / f"{KEY}.lock"
    before = lock.stat().st_ino
    for name in ("one", "two"):
        keep(store, KEY, token(name))
    with store.lock(KEY):
        store.delete(KEY)
    assert lock.stat().st_ino == before


def test_a_disk_without_locks_is_an_error(store: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the file system cannot lock, nothing is written as if it could."""
    import fcntl

    def refuse(*_: Any) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(TokenStoreError, match=r"cannot be locked: No locks available\. Use a local folder"):
        keep(store, KEY, token("new"))


def test_descriptors_are_closed(store: FileStore, file: Path) -> None:
    """Neither success nor failure leaves a file open."""
    opened = Path("/proc/self/fd")
    before = len(list(opened.iterdir()))
    for content in (file.read_bytes(), b"{"):
        file.write_bytes(content)
        acts: list[Callable[[], Any]] = [lambda: store.load(KEY), lambda: keep(store, KEY, token())]
        for act in acts:
            try:
                act()
            except TokenStoreError:
                assert content == b"{"
    file.chmod(0o644)
    refused(store, "chmod")
    assert len(list(opened.iterdir())) == before


def test_on_windows_there_is_a_better_store(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mode keeps nobody out there, so the store says which one to use."""
    with monkeypatch.context() as patch:
        patch.setattr(os, "name", "nt")
        with pytest.raises(ConfigurationError, match="use KeyringStore"):
            FileStore("tokens")


@pytest.fixture
def syscalls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the package does with files, in order."""
    done: list[str] = []
    opened, synced, replaced = os.open, os.fsync, Path.replace

    def watched(path: Any, flags: int, *args: Any, **options: Any) -> int:
        exclusive = flags & os.O_EXCL and flags & os.O_NOFOLLOW
        done.append(f"open {Path(path).suffix}{' exclusively' if exclusive else ''}")
        return opened(path, flags, *args, **options)

    def sync(file: int) -> None:
        done.append("fsync")
        synced(file)

    def replace(path: Path, target: Path) -> Path:
        done.append(f"rename to {target.suffix}")
        return replaced(path, target)

    monkeypatch.setattr(os, "open", watched)
    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "replace", replace)
    return done


class Counted(Clock):
    """Time that passes while someone sleeps, and ends some day."""

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds)
        assert len(self.pauses) < 1_000


def test_a_token_is_written_beside_synced_and_renamed(tmp_path: Path, syscalls: list[str]) -> None:
    """The lock file is never removed, and the wait for it ends."""
    token = Token(access_token="t", base_url=BASE, issued_at=0.0)
    store = FileStore(tmp_path / "tokens")
    file, lock = tmp_path / "tokens" / f"{KEY}.json", tmp_path / "tokens" / f"{KEY}.lock"
    with store.lock(KEY):
        store.save(KEY, token)
        at = syscalls.index("open .new exclusively")
        assert syscalls[at : at + 3] == ["open .new exclusively", "fsync", "rename to .json"]
        clock = Counted()
        late = FileStore(tmp_path / "tokens", max_wait=5, clock=clock).lock(KEY)
        with pytest.raises(TokenStoreError, match="still held"):
            late.__enter__()
        assert sum(clock.pauses) == pytest.approx(5)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (file.parent, file, lock)] == [0o700, 0o600, 0o600]
    inode = lock.stat().st_ino
    for bits in (0o640, 0o604, 0o620):
        file.chmod(bits)
        with pytest.raises(TokenStoreError, match="chmod 600"):
            store.load(KEY)
    file.symlink_to(file.rename(tmp_path / "elsewhere"))
    with pytest.raises(TokenStoreError, match="symbolic link"):
        store.load(KEY)
    with store.lock(KEY):
        store.delete(KEY)
    assert (tmp_path / "elsewhere").exists()
    assert lock.stat().st_ino == inode


def test_a_relative_folder_needs_a_current_one(tmp_path: Path) -> None:
    """It may have been removed since the program began."""
    gone = tmp_path / "gone"
    gone.mkdir()
    with chdir(gone):
        gone.rmdir()
        with pytest.raises(ConfigurationError, match="the current folder does not exist"):
            FileStore("tokens")


@pytest.mark.parametrize("folder", ["", "~nosuchuser/tokens", "tokens\0", "a/\0/b", 7, None, b"tokens", "\ud800"])
def test_a_folder_that_is_no_path_is_a_configuration_error(folder: Any, tmp_path: Path) -> None:
    """It is said at once, not when the first token is to be stored; the keyring's lock files likewise."""
    makers: list[Callable[[], Any]] = [
        lambda: FileStore(folder),
        lambda: KeyringStore("example", backend=MemoryKeyring(), lock_folder=folder),
    ]
    for make in makers[: 2 if folder else 1]:
        with pytest.raises(ConfigurationError, match="not a usable path"):
            make()


def test_nothing_is_written_without_the_lock(store: FileStore, file: Path) -> None:
    """Another process could write at the same time."""
    before = file.read_bytes()
    acts: list[Callable[[], None]] = [lambda: store.save(KEY, token("new")), lambda: store.delete(KEY)]
    for act in acts:
        with pytest.raises(TokenStoreError, match="Writing a token requires its lock"):
            act()
    assert file.read_bytes() == before


def test_whoever_takes_the_lock_finishes_what_a_dead_process_has_begun(store: FileStore, file: Path) -> None:
    """A newer token that it had written whole."""
    begun = file.with_suffix(".new")
    begun.write_text(json.dumps(token("new", issued_at=1_800_000_001.0).to_dict()))
    begun.chmod(0o600)
    assert store.load(KEY) == token("old")
    with store.lock(KEY):
        assert store.load(KEY) == token("new", issued_at=1_800_000_001.0)
    assert not begun.exists()
