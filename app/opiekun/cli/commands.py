"""How commands are made here: loaded when they are called, told in the user's language, each with --json."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from importlib import import_module
from typing import Any

import click

from opiekun.cli.session import Session
from opiekun.words import N_, Words


class Command(click.Command):
    """A command that answers in JSON when --json follows it."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.params.append(
            click.Option(
                ["--json"],
                is_flag=True,
                expose_value=False,
                callback=_choose_json,
                help=N_("Answer with one JSON document on standard output."),
            )
        )


def _choose_json(context: click.Context, _option: click.Parameter, chosen: bool) -> None:
    session = context.find_object(Session)
    if chosen and session is not None:
        session.as_json = True


def command(text: str) -> Callable[[Callable[..., Any]], Command]:
    """Make a command of a function; the text is its help, which is translated when it is shown."""
    return click.command(cls=Command, help=text)


class Group(click.Group):
    """Commands by name; ``rooms`` names the module of each, which is loaded when the command is asked for."""

    command_class = Command

    def __init__(self, *arguments: Any, rooms: Mapping[str, str] | None = None, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self._rooms = rooms or {}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's call
        """In the order in which they were named."""
        return [*self._rooms, *self.commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, its help in the language of the session."""
        if cmd_name in self._rooms:
            module, _, name = self._rooms[cmd_name].partition(":")
            command: click.Command | None = getattr(import_module(module), name)
        else:
            command = super().get_command(ctx, cmd_name)
        session = ctx.find_object(Session)
        return in_language(command, session.words) if command is not None and session is not None else command


Group.group_class = Group


def in_language(command: click.Command, words: Words) -> click.Command:
    """The command with its help, and its options' help, in the language; the one given stays as it is."""
    spoken = copy(command)
    if spoken.help:
        spoken.help = words.say(spoken.help)
    spoken.params = [copy(parameter) for parameter in command.params]
    for parameter in spoken.params:
        if isinstance(parameter, click.Option) and parameter.help:
            parameter.help = words.say(parameter.help)
    return spoken
