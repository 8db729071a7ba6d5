"""The way to the centre, stage by stage: the name, the connection, its security, the answer, the sign-in."""

import contextlib
import socket
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import requests.utils
from pydantic import ValidationError

from paddock.domain.sentences import Sentence
from paddock.sync.client import CONNECT_SECONDS, CentreClient, Reply
from paddock.sync.link_faults import BAD_ADDRESS, NAME_UNKNOWN, NO_NETWORK, NOT_SECURE, NOT_SIGNED_IN, Passing
from paddock.sync.verdicts import not_understood, read_problem, sentence_of
from paddock.wire.identity import WorkstationIdentity

_OK = 200
_UNAUTHORISED = 401


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: `name` is name, tcp, tls, http or sign_in."""

    name: str
    ok: bool
    text: Sentence


@dataclass(slots=True)
class Way:
    """How far a question to the centre came."""

    fault: Sentence | None = None
    stages: list[Stage] = field(default_factory=list)
    its_time: datetime | None = None
    our_time: datetime | None = None
    signed_out: bool = False


def walk(address: str, token: str | None) -> Way:
    """Go to the centre at `address` stage by stage and stop at the first that fails."""
    way = Way()
    for stage in _stages(way, address, token):
        way.stages.append(stage)
        if not stage.ok:
            break
    return way


def _stages(way: Way, address: str, token: str | None) -> Iterator[Stage]:
    parts = urlsplit(address)
    host, secure = parts.hostname, parts.scheme == "https"
    if host is None or parts.scheme not in {"http", "https"}:
        yield _failed(way, "name", BAD_ADDRESS)
        return
    proxy = requests.utils.select_proxy(address, requests.utils.get_environ_proxies(address, no_proxy=None))
    if proxy:
        # The proxy resolves and connects for us; how far it comes is only told by its answer.
        yield Stage("name", True, Sentence("经由网络代理访问", "Reached through a network proxy"))
    else:
        yield from _direct(way, host, parts.port or (443 if secure else 80), secure=secure)
    yield from _asked(way, address, token)


def _direct(way: Way, host: str, port: int, *, secure: bool) -> Iterator[Stage]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        yield _failed(way, "name", NAME_UNKNOWN)
        return
    where = ", ".join(sorted({str(entry[4][0]) for entry in found}))
    yield Stage("name", True, Sentence(f"域名解析: {where}", f"Name: {where}"))
    started = time.monotonic()
    try:
        connection = socket.create_connection((host, port), timeout=CONNECT_SECONDS)
    except OSError:
        yield _failed(way, "tcp", NO_NETWORK)
        return
    with contextlib.closing(connection):
        milliseconds = (time.monotonic() - started) * 1000
        yield Stage(
            "tcp", True, Sentence(f"已连通 (TCP), {milliseconds:.0f} ms", f"Connected (TCP) in {milliseconds:.0f} ms")
        )
        if not secure:
            yield Stage(
                "tls", True, Sentence("未加密 (本机或测试地址)", "Not encrypted (this machine, or a test address)")
            )
            return
        try:
            with ssl.create_default_context().wrap_socket(connection, server_hostname=host) as wrapped:
                version = wrapped.version()
        except (OSError, ValueError):
            yield _failed(way, "tls", NOT_SECURE)
            return
        yield Stage("tls", True, Sentence(f"加密连接 {version}, 证书有效", f"Secure ({version}), certificate valid"))


def _asked(way: Way, address: str, token: str | None) -> Iterator[Stage]:
    with contextlib.closing(CentreClient(address, token or "none")) as client:
        before = datetime.now(UTC)
        reply = client.get("/v1/me")
        took = datetime.now(UTC) - before
    if isinstance(reply, Passing):
        yield _failed(way, "http", reply.why)
        return
    problem = None if reply.status == _OK else read_problem(reply)
    if problem is None and not _is_identity(reply):
        yield _failed(way, "http", not_understood(reply).why)
        return
    way.its_time = _time_of(reply)
    # The header tells whole seconds, cut off: on the average half a second more had passed.
    way.our_time = before + took / 2 - timedelta(seconds=0.5) if way.its_time else None
    milliseconds = took.total_seconds() * 1000
    yield Stage(
        "http", True, Sentence(f"中心应答, {milliseconds:.0f} ms", f"The centre answered in {milliseconds:.0f} ms")
    )
    if problem is None:
        yield Stage("sign_in", True, Sentence("已登录", "Signed in"))
        return
    way.signed_out = reply.status == _UNAUTHORISED
    yield _failed(way, "sign_in", NOT_SIGNED_IN if token is None else sentence_of(problem))


def _failed(way: Way, name: str, why: Sentence) -> Stage:
    way.fault = why
    return Stage(name, False, why)


def _is_identity(reply: Reply) -> bool:
    """Whether the answer says who we are: a network's login page answers 200 too."""
    try:
        WorkstationIdentity.model_validate_json(reply.body)
    except ValidationError:
        return False
    return reply.status == _OK


def _time_of(reply: Reply) -> datetime | None:
    try:
        return parsedate_to_datetime(reply.date).astimezone(UTC)
    except ValueError:
        return None
