"""`paddock sign-out`, `rotate-key` and `uninstall-check`: nothing is left behind unsaid."""

import os
from pathlib import Path

import click

from paddock.app.cli.front import Front, ask_in_terminal, json_option, print_json
from paddock.domain.errors import Finding
from paddock.domain.sentences import Sentence

_PLACES = (".local/share/paddock", "AppData/Local/paddock")
"""Where the data folder of a user is, below the home folder (`platformdirs.user_data_path`)."""


@click.command("sign-out")
@json_option
@click.pass_obj
def sign_out_command(front: Front, *, as_json: bool) -> None:
    """Forget the token of this workstation; refused while unsent work would stay behind."""
    from paddock.app.services.sign_in import sign_out  # noqa: PLC0415 - SQLAlchemy costs 200 ms

    with front.store() as store:
        sign_out(store)
    if as_json:
        print_json({"signed_out": True})
    else:
        front.say(Sentence("已退出登录, 没有未发送的工作", "Signed out; nothing was left unsent"))


@click.command("rotate-key")
@json_option
@click.pass_obj
def rotate_key_command(front: Front, *, as_json: bool) -> None:
    """Replace the key of this data by a new one; may be interrupted, and goes on at the next start."""
    from paddock.app.store.opening import DATABASE, PICTURES, open_store  # noqa: PLC0415 - as above
    from paddock.app.store.rotation import rotate_key  # noqa: PLC0415 - as above

    open_store(front.profile, ask_in_terminal).close()  # brings an older database to the present schema first
    count = rotate_key(front.profile, DATABASE, PICTURES, ask_in_terminal)
    if as_json:
        print_json({"rotated": True, "pictures": count})
    else:
        front.say(
            Sentence(
                f"密钥已更换: 数据库与 {count} 张影像; 此前的副本仍用旧密钥, 请重新复制",
                f"The key was replaced, for the database and {count} pictures; copies made before are under the former "
                "one: make new ones",
            )
        )


@click.command("uninstall-check")
@click.option("--every-user", is_flag=True, help="Look at the data folder of every user of this machine.")
@json_option
@click.pass_context
def uninstall_check_command(context: click.Context, *, every_user: bool, as_json: bool) -> None:
    """Say whether removing or updating Paddock would leave unsent work behind; needs no key and asks nobody.

    For installers (a Debian `prerm`): exit code 0: nothing is unsent; 1: something is, and the line says what to do.
    """
    from paddock.app.services.unsent import MARK  # noqa: PLC0415 - as above

    front: Front = context.obj
    profiles = _every_profile() if every_user else [front.profile]
    left = [profile for profile in profiles if (profile / MARK).exists()]
    if as_json:
        print_json({"looked_at": [str(path) for path in profiles], "unsent": [str(path) for path in left]})
    if left:
        where = ", ".join(str(path) for path in left)
        fault = Finding(
            Sentence(
                f"还有未发送的工作 ({where}), 现在卸载或更新会丢下它; 请打开工作台联网发送, "
                "或用 paddock queue export --encrypted 文件 交接, 然后再试",
                f"There is unsent work ({where}) that would be left behind now: open Paddock with a network, "
                "or hand it over with paddock queue export --encrypted FILE, then try again",
            )
        )
        front.leave(fault)
    if not as_json:
        front.say(Sentence("没有未发送的工作", "Nothing is unsent"))


def _every_profile() -> list[Path]:
    homes = {Path.home()}
    if os.name == "posix":
        import pwd  # noqa: PLC0415 - not on Windows, where an installer runs as the user

        homes |= {Path(user.pw_dir) for user in pwd.getpwall() if user.pw_dir.startswith(("/home/", "/root"))}
    found = (home / place for home in sorted(homes) for place in _PLACES)
    return [profile for profile in found if (profile / "paddock.db").exists()]
