"""`paddock staff sign-in|sign-out|show`: who is at this workstation, where the centre wants to know."""

import sys
from typing import Any

import click

from paddock.app.cli.front import Front, json_option, print_json
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence


@click.group("staff")
def staff_command() -> None:
    """Who is at this workstation, where the centre wants somebody to be signed in."""


@staff_command.command("sign-in")
@click.argument("login")
@click.option("--code", default="", help="The one-time code of the authenticator, for those who have one.")
@click.option("--offline", is_flag=True, help="Ask nobody: whoever was signed in last, for a limited time.")
@json_option
@click.pass_obj
def sign_in_command(front: Front, login: str, code: str, *, offline: bool, as_json: bool) -> None:
    """Sign in; the password is asked for, or is the first line of standard input."""
    password = _password()
    with front.workstation() as workstation:
        workstation.start_centre_if_ours()
        staff = workstation.staff
        found = staff.let_in_offline(login, password) if offline else staff.sign_in(login, password, code)
    if as_json:
        print_json(
            {
                "login": found.login,
                "name": found.name,
                "role": found.role,
                "offline_until": found.offline_until.isoformat(),
            }
        )
    else:
        front.say(Sentence(f"{found.name} 已登录", f"{found.name} is signed in"))


@staff_command.command("sign-out")
@json_option
@click.pass_obj
def sign_out_command(front: Front, *, as_json: bool) -> None:
    """Sign out; what is unsent stays queued until the next sign-in."""
    with front.workstation() as workstation:
        workstation.staff.sign_out()
    if as_json:
        print_json({"signed_out": True})
    else:
        front.say(Sentence("已退出; 未发送的工作留在队列中", "Signed out; unsent work stays in the queue"))


@staff_command.command("show")
@json_option
@click.pass_obj
def show_command(front: Front, *, as_json: bool) -> None:
    """Who is signed in."""
    with front.workstation() as workstation:
        found = workstation.staff.staff()
    shown: dict[str, Any] = {"login": found.login, "name": found.name, "role": found.role} if found else {}
    if as_json:
        print_json(shown)
    elif found is None:
        front.say(Sentence("无人登录", "Nobody is signed in"))
    else:
        front.say(Sentence(f"{found.name} ({found.role})", f"{found.name} ({found.role})"))


def _password() -> str:
    """Raises `BadInput` where there is neither a terminal nor a line."""
    if sys.stdin.isatty():
        typed: str = click.prompt("密码 / Password", hide_input=True, err=True)
        return typed
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise BadInput(
            Sentence("请从标准输入的第一行给出密码", "Give the password as the first line of standard input")
        )
    return line
