"""How commands are made here: loaded when they are called, told in the user's language, each with --json."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from importlib import import_module
from typing import Any

import click

from opiekun.cli.session import Session
from opiekun.words import N_, Words


class _Spoken(click.Command):
    """Tells its help in the language of the session, which is asked for when help is shown and not before."""

    def get_help(self, ctx: click.Context) -> str:
        """The page of help."""
        return super(_Spoken, _in_language(self)).get_help(ctx)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The line in the list of commands."""
        return super(_Spoken, _in_language(self)).get_short_help_str(limit)


class Command(_Spoken):
    """A command that answers in JSON when --json follows it."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.params.append(json_option())


def json_option() -> click.Option:
    """The option --json, for a group that is a command as well."""
    return click.Option(
        ["--json"],
        is_flag=True,
        expose_value=False,
        callback=_choose_json,
        help=N_("Answer with one JSON document on standard output."),
    )


def _choose_json(context: click.Context, _option: click.Parameter, chosen: bool) -> None:
    session = context.find_object(Session)
    if chosen and session is not None:
        session.as_json = True


def command(text: str) -> Callable[[Callable[..., Any]], Command]:
    """Make a command of a function; the text is its help, which is translated when it is shown."""
    return click.command(cls=Command, help=text)


class Group(_Spoken, click.Group):
    """Commands by name; ``rooms`` names the module of each, which is loaded when the command is asked for."""

    command_class = Command

    def __init__(self, *arguments: Any, rooms: Mapping[str, str] | None = None, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self._rooms = rooms or {}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's call
        """In the order in which they were named."""
        return [*self._rooms, *self.commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, loaded now where it has a room of its own."""
        if cmd_name not in self._rooms:
            return super().get_command(ctx, cmd_name)
        module, _, name = self._rooms[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command


Group.group_class = Group


def _in_language(command: click.Command) -> Any:
    """The command with its help, and its options' help, in the language; the one given stays as it is."""
    session = click.get_current_context().find_object(Session)
    words = session.words if session is not None else Words("en")
    spoken = copy(command)
    if spoken.help:
        spoken.help = words.say(spoken.help)
    spoken.params = [copy(parameter) for parameter in command.params]
    for parameter in spoken.params:
        if isinstance(parameter, click.Option) and parameter.help:
            parameter.help = words.say(parameter.help)
    return spoken
