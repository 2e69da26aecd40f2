"""The benchmarks run, and their tables can be read; what they measure is asserted nowhere."""

from __future__ import annotations

import io
import json
import socket
import sys
from collections.abc import Callable
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path

import pytest

from comm100.testing import MockServer
from tests.bench import mocks, prism
from tests.bench.__main__ import main
from tests.bench.measure import Variant, compare, rows
from tests.bench.servers import ServerError, free_port, load, running
from tests.bench.table import Row, show
from tests.bench.wire import raw, token_form, token_request, validates


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("section", ["calls", "models", "memory"])
def test_a_section_runs(section: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Numbers go to standard output, progress to standard error."""
    main(["--only", section, "--quick"])
    shown = capsys.readouterr()
    assert "over first" in shown.out
    assert "measuring" in shown.err
    assert "measuring" not in shown.out


def test_variants_take_turns() -> None:
    """Each round begins with another one, so that none always follows the slowest; warm-up laps are dropped."""
    order: list[str] = []
    variants = [Variant[object](name, partial(order.append, name)) for name in "abc"]
    compare(variants, 3)
    assert "".join(order) == "abc" + "bca" + "cab" + "abc"
    assert [len(variant.laps) for variant in variants] == [3, 3, 3]


def test_medians_stand_beside_the_first_variant() -> None:
    """A lap that was disturbed counts no more than any other."""
    first, second = (
        Variant[object]("first", list, laps=[1.0, 1.0, 9.0]),
        Variant[object]("second", list, laps=[3, 2, 11]),
    )
    assert rows([first, second], 10) == [Row("first", 10, 0, 1), Row("second", 30, 20, 3)]


@pytest.mark.parametrize(
    ("no_color", "out", "bold"), [("", Terminal(), True), ("1", Terminal(), False), ("", io.StringIO(), False)]
)
def test_only_a_terminal_gets_bold_letters(
    no_color: str, out: io.StringIO, bold: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And not even that where NO_COLOR is set. Every line of a table is equally long."""
    monkeypatch.setenv("NO_COLOR", no_color)
    show("title", "µs", [Row("one", 1.0, 0.0, 1.0), Row("another", 12.5, 11.5, 12.5)], out)
    text = out.getvalue()
    assert ("\x1b" in text) is bold
    plain = text.replace("\x1b[1m", "").replace("\x1b[0m", "").strip("\n").split("\n")
    assert len({len(line) for line in plain}) == 1


def test_goals_and_notes_stand_beside_the_rows_and_under_the_table() -> None:
    """Where no row has any, there is no column."""
    out = io.StringIO()
    show("title", "µs", [Row("one", 1.0, 0.0, 1.0, goal="under 150", note="An old figure.")], out)
    heading, row, note = out.getvalue().strip("\n").split("\n")
    assert (heading.split()[-1], row.split()[-2:], note.strip()) == ("goal", ["under", "150"], "An old figure.")


Program = Callable[[str, str], None]


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Put programs of our own on a PATH that holds no others."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def add(name: str, script: str) -> None:
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)

    return add


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "package-lock.json").write_text("{}")
    return tmp_path


def test_prism_is_installed_once_for_each_lock(program: Program, folder: Path) -> None:
    """By ``npm ci``, without scripts; another lock installs it anew."""
    program("node", "exit 0")
    program("npm", 'echo "$@" >> asked; [ -d node_modules ] || /bin/mkdir node_modules')
    command = prism.install(folder)
    assert command == [str(folder / "bin" / "node"), str(folder / "node_modules/@stoplight/prism-cli/dist/index.js")]
    assert prism.install(folder) == command
    asked = (folder / "asked").read_text().splitlines()
    assert [command.split()[:2] for command in asked] == [["ci", "--ignore-scripts"]]
    (folder / "package-lock.json").write_text('{"lockfileVersion": 3}')
    prism.install(folder)
    assert len((folder / "asked").read_text().splitlines()) == 2


def test_what_npm_complains_of_is_told(program: Program, folder: Path) -> None:
    """In one line, and what it left behind is not taken for Prism."""
    program("node", "exit 0")
    program("npm", 'echo "npm error code ENOTFOUND" >&2; echo "npm error no network" >&2; exit 1')
    for _ in range(2):
        with pytest.raises(prism.AbsentError, match=r"^npm ci failed: code ENOTFOUND no network$"):
            prism.install(folder)


def test_where_prism_is_left_out_its_last_figure_is_named_as_such(capsys: pytest.CaptureFixture[str]) -> None:
    """With its date and its machine, and why it is not a new one; it does not count towards the mock's goal."""
    main(["--only", "mock", "--quick"])
    _, _, served = capsys.readouterr().out.rpartition("over loopback")
    assert f"Prism {prism.VERSION}, as last measured" in served
    assert f"Prism was not measured: it is left out of a quick run. Its figure is of {prism.LAST_MEASURED}." in served
    assert "at least 2" not in served


@pytest.mark.usefixtures("program")
def test_without_node_prism_is_left_out() -> None:
    """And the table says why."""
    with ExitStack() as stack:
        assert mocks._prism(stack, 0.05) == (None, "Node and npm are not on the PATH")


def test_the_lock_pins_the_version_that_the_table_names() -> None:
    """And every package by its hash."""
    lock = json.loads((Path(prism.__file__).parent / "package-lock.json").read_text())["packages"]
    assert lock["node_modules/@stoplight/prism-cli"]["version"] == prism.VERSION
    assert all("integrity" in package for place, package in lock.items() if place)


def test_a_server_that_accepts_anything_is_no_rival() -> None:
    """The mock refuses a wrong grant, a wrong site and none; a server that looks at nothing does not."""
    with MockServer() as server:
        assert validates(int(server.url.rpartition(":")[2]))
    port = free_port()
    with running([sys.executable, "-m", "tests.bench.bare", str(port)], port):
        assert not validates(port)


def test_servers_end_with_the_block_and_their_children_too() -> None:
    """However the block ends."""
    port = free_port()
    shell = ["/bin/sh", "-c", f"{sys.executable} -m tests.bench.bare {port}; true"]

    def interrupted() -> None:
        with running(shell, port):
            wires.append(socket.create_connection(("127.0.0.1", port), timeout=10))
            raise KeyboardInterrupt

    wires: list[socket.socket] = []
    with pytest.raises(KeyboardInterrupt):
        interrupted()
    with wires[0] as wire, suppress(ConnectionResetError):
        assert wire.recv(1) == b""


def test_a_server_that_does_not_start_says_why() -> None:
    """With its own last words."""
    port = free_port()
    with pytest.raises(ServerError, match="out of luck"), running(["/bin/sh", "-c", "echo out of luck; exit 1"], port):
        pass


@pytest.mark.parametrize(("reuse", "connections"), [(1, 40), (100, 16)])
def test_the_load_is_as_large_as_asked(reuse: int, connections: int) -> None:
    """So many answers, over as many connections as it takes."""
    with MockServer() as server:
        load(int(server.url.rpartition(":")[2]), raw(token_request(token_form())), answers=40, reuse=reuse)
        assert len(server.mock.requests) == 40
