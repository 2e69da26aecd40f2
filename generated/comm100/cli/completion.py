"""Shell completion: scripts for bash, zsh and fish, made from the command line's own parser."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

__all__ = ["SHELLS", "completion_script"]

SHELLS: Final = ("bash", "fish", "zsh")

_FOLDER: Final = "FOLDER"
_CALL: Final = "call"
# One name a line, and the shell quotes what needs it.
_BASH_FILES: Final = """\
local IFS=$'\\n'; COMPREPLY=($(compgen -f -- "$current")); compopt -o filenames 2>/dev/null"""


def completion_script(
    shell: str, name: str, parser: argparse.ArgumentParser, words: Mapping[str, Sequence[str]]
) -> str:
    """Return a script that completes a command in a shell.

    Args:
        shell: One of :data:`SHELLS`.
        name: The command to complete.
        parser: The parser of the command line.
        words: What can follow ``call``, each with what can follow that.
    """
    return {"bash": _bash, "fish": _fish, "zsh": _zsh}[shell](name, parser, words)


def _bash(name: str, parser: argparse.ArgumentParser, operands: Mapping[str, Sequence[str]]) -> str:
    function = "_" + "".join(character if character.isalnum() else "_" for character in name)
    cases = [f"        {command}) words={_quote(' '.join(_words(sub)))} ;;" for command, _, sub in _commands(parser)]
    files = [
        f'    case "$previous" in {option}) {_BASH_FILES}; return ;; esac' for option in _options_with_files(parser)
    ]
    return "\n".join(
        [
            f"{function}() {{",
            '    local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}" words',
            *files,
            '    case "${COMP_WORDS[1]}" in',
            *cases,
            f"        *) words={_quote(' '.join(_words(parser)))} ;;",
            "    esac",
            f'    if [ "${{COMP_WORDS[1]}}" = {_CALL} ]; then',
            '        local first=""',
            '        if [ "$COMP_CWORD" -gt 2 ]; then first="${COMP_WORDS[2]}"; fi',
            '        case "$first" in',
            *(f'            {word}) words="$words {" ".join(more)}" ;;' for word, more in operands.items()),
            f'            *) words="$words {" ".join(operands)}" ;;',
            "        esac",
            "    fi",
            '    COMPREPLY=($(compgen -W "$words" -- "$current"))',
            # The value of an argument follows its name without a space.
            '    case "${COMPREPLY[0]}" in *=) compopt -o nospace 2>/dev/null ;; esac',
            "}",
            f"complete -F {function} {name}",
        ]
    )


def _zsh(name: str, parser: argparse.ArgumentParser, operands: Mapping[str, Sequence[str]]) -> str:
    # zsh understands bash's completions; a script of its own would say the same in other words.
    return f"autoload -Uz compinit bashcompinit && compinit && bashcompinit\n{_bash(name, parser, operands)}"


def _fish(name: str, parser: argparse.ArgumentParser, operands: Mapping[str, Sequence[str]]) -> str:
    lines = [f"complete -c {name} -f"]
    for command, purpose, sub in _commands(parser):
        lines.append(f"complete -c {name} -n __fish_use_subcommand -a {command} -d {_quote(purpose)}")
        prefix = f"complete -c {name} -n '__fish_seen_subcommand_from {command}'"
        for action in _actions(sub):
            lines += (f"{prefix} {words}" for words in _fish_words(action))
    second = f"__fish_seen_subcommand_from {_CALL}; and test (count (commandline -opc)) -eq 2"
    lines.append(f"complete -c {name} -n '{second}' -a {_quote(' '.join(operands))}")
    for word, more in operands.items():
        if more:
            seen = f"__fish_seen_subcommand_from {word}"
            lines.append(f"complete -c {name} -n '{seen}' -a {_quote(' '.join(more))}")
    return "\n".join(lines)


def _fish_words(action: argparse.Action) -> Iterator[str]:
    value = "" if action.nargs == 0 else " -r -F" if action.metavar == _FOLDER else " -r"
    purpose = _quote((action.help or "").replace("%%", "%"))
    for option in action.option_strings:
        kind = "-l " + option[2:] if option.startswith("--") else "-s " + option[1:]
        yield f"{kind}{value} -d {purpose}"
    if not action.option_strings and action.choices:
        yield f"-a {_quote(' '.join(action.choices))}"


def _words(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Return everything that can stand in the command line of a parser."""
    for action in _actions(parser):
        yield from action.option_strings or action.choices or ()


def _commands(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str, argparse.ArgumentParser]]:
    for action in _actions(parser):
        if isinstance(action, argparse._SubParsersAction):
            for name, sub in action.choices.items():
                yield name, sub.description or "", sub


def _actions(parser: argparse.ArgumentParser) -> Iterable[argparse.Action]:
    # argparse offers no public way to list what a parser takes.
    return parser._actions


def _options_with_files(parser: argparse.ArgumentParser) -> list[str]:
    actions = (action for _, _, sub in _commands(parser) for action in _actions(sub))
    return sorted({option for action in actions if action.metavar == _FOLDER for option in action.option_strings})


def _quote(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
