"""Shell completion: what a shell offers, and that each shell accepts the script."""

from __future__ import annotations

import argparse
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from comm100.cli.completion import SHELLS, _quote, completion_script
from comm100.cli.main import build_parser, call_words, main

needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")


def complete(*words: str, name: str = "comm100") -> set[str]:
    """Return what bash offers for the last word of a command line."""
    script = completion_script("bash", name, build_parser(name), call_words())
    line = " ".join(f"'{word}'" for word in words)
    function = script.partition("(")[0]
    ask = (
        f"{script}\nCOMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; {function}; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    )
    ran = subprocess.run(["bash", "-c", ask], capture_output=True, text=True, timeout=20, check=True)
    assert ran.stderr == ""
    return set(ran.stdout.split())


@needs_bash
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("comm100", "lo"), {"login", "logout"}),
        (("comm100", "login", "--client"), {"--client-id", "--client-credentials"}),
        (("comm100", "call", "P"), {"PATCH", "POST", "PUT"}),
        (("comm100", "call", "GET", "/", "--q"), {"--query"}),
        (("comm100", "call", "livechat.chats.g"), {"livechat.chats.get"}),
        (("comm100", "call", "livechat.chats.list", "time"), {"time_from=", "time_to=", "timezone="}),
        (("comm100", "call", "livechat.chats.list", "livechat"), set()),
        (("comm100", "status", "--"), {"--help", "--store", "--json", "--check"}),
        (("comm100", "completion", ""), {"-h", "--help", "--name", *SHELLS}),
        (("comm100", "nonsense"), set()),
    ],
)
def test_bash_offers_commands_and_options(words: tuple[str, ...], offered: set[str]) -> None:
    """Only those that start with what has been typed."""
    assert complete(*words) == offered


@needs_bash
def test_bash_offers_folders_whose_names_have_spaces(tmp_path: Path) -> None:
    """Each is one offer, and the shell is told to quote it."""
    for name in ("my store", "my other store", "another"):
        (tmp_path / name).mkdir()
    script = completion_script("bash", "comm100", build_parser("comm100"), call_words())
    ask = (
        f"{script}\ncompopt() {{ echo \"told $1 $2\"; }}; cd '{tmp_path}'\n"
        "COMP_WORDS=(comm100 login --store my); COMP_CWORD=3; _comm100; printf '%s\\n' \"${COMPREPLY[@]}\""
    )
    ran = subprocess.run(["bash", "-c", ask], capture_output=True, text=True, timeout=20, check=True)
    told, *offered = ran.stdout.splitlines()
    assert told == "told -o filenames"
    assert sorted(offered) == ["my other store", "my store"]
    assert ran.stderr == ""


@needs_bash
def test_a_command_of_another_name_can_be_completed() -> None:
    """A vendored copy is usually an alias or a script of the user's own."""
    assert complete("my-chat.cli", "tok", name="my-chat.cli") == {"token"}


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_accepts_its_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It is printed without a sign-in, and the shell finds no mistake in it."""
    assert main(["completion", shell]) == 0
    script, said = capsys.readouterr()
    assert said == ""
    assert "comm100" in script
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    subprocess.run([shell, "-n"], input=script, text=True, timeout=20, check=True)


@pytest.mark.parametrize("text", ["the user's 'own' name", "'", "a b", '$HOME `id` \\ "x"'])
def test_what_a_script_quotes_is_one_word(text: str) -> None:
    """Whatever the help of an option says."""
    assert shlex.split(_quote(text)) == [text]


def test_secrets_are_not_completed() -> None:
    """What the parser does not take is not offered."""
    for shell in SHELLS:
        script = completion_script(shell, "comm100", build_parser("comm100"), call_words())
        assert "secret" not in script.replace("secrets are read from the environment", "")


def test_fish_is_told_what_can_follow_what() -> None:
    """The commands, their options and values, and the arguments of each operation."""
    parser = argparse.ArgumentParser(prog="shop")
    commands = parser.add_subparsers()
    login = commands.add_parser("login", description="Sign in.")
    login.add_argument("-q", "--quiet", action="store_true", help="say 100%% less")
    login.add_argument("--store", metavar="FOLDER", help="where it's kept")
    login.add_argument("--name", help="a name")
    login.add_argument("way", choices=["key", "code"], help="how")
    login.add_argument("rest")
    script = completion_script("fish", "shop", parser, {"GET": (), "pets.list": ("size=", "page=")})
    kept = _quote("where it's kept")
    seen = "complete -c shop -n '__fish_seen_subcommand_from"
    assert script.splitlines() == [
        "complete -c shop -f",
        "complete -c shop -n __fish_use_subcommand -a login -d 'Sign in.'",
        f"{seen} login' -s h -d 'show this help message and exit'",
        f"{seen} login' -l help -d 'show this help message and exit'",
        f"{seen} login' -s q -d 'say 100% less'",
        f"{seen} login' -l quiet -d 'say 100% less'",
        f"{seen} login' -l store -r -F -d {kept}",
        f"{seen} login' -l name -r -d 'a name'",
        f"{seen} login' -a 'key code'",
        f"{seen} call; and test (count (commandline -opc)) -eq 2' -a 'GET pets.list'",
        f"{seen} pets.list' -a 'size= page='",
    ]
