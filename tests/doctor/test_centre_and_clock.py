"""The way to the centre, met by every way in which it fails, and a clock an hour off at a real centre."""

import os
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from paddock.app.bootstrap import probe_centre
from paddock.app.services.doctor import CentreProbe, Part, Remedy
from paddock.app.services.doctor.clock import look_at_clock, set_clock
from paddock.app.services.embedded_centre import EmbeddedCentre
from paddock.domain.errors import EnvironmentFault
from paddock.sync import link_faults
from paddock.wire.problems import ProblemCode
from tests.helpers.central_server import CentralServer
from tests.helpers.doctors import doctor_of
from tests.helpers.fault_server import HTML, Answer, FaultServer, fault_server, problem
from tests.helpers.workstations import open_profile

AHEAD = """
import time
_now = time.time
time.time = lambda: _now() + 3600
"""


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with fault_server() as made:
        yield made


def names(probe: CentreProbe) -> list[tuple[str, bool | None]]:
    return [(stage.name, stage.ok) for stage in probe.stages]


def test_every_stage_is_said_when_all_is_well(server: FaultServer) -> None:
    probe = probe_centre(server.url, "token")
    assert probe.fault is None
    assert names(probe) == [("name", True), ("tcp", True), ("tls", True), ("http", True), ("sign_in", True)]
    assert probe.its_time is not None
    assert probe.our_time is not None
    assert abs(probe.its_time - probe.our_time) < timedelta(seconds=3)


def test_a_centre_that_answers_html_is_a_login_page(server: FaultServer) -> None:
    server.behave = lambda _asked: HTML
    probe = probe_centre(server.url, "token")
    assert probe.fault == link_faults.NOT_THE_CENTRE
    assert names(probe)[-1] == ("http", False)


def test_another_service_that_answers_json_is_not_the_centre(server: FaultServer) -> None:
    server.behave = lambda _asked: Answer(body=b'{"hello": "world"}')
    assert probe_centre(server.url, "token").fault == link_faults.NOT_UNDERSTOOD


def test_a_centre_that_fails_says_its_status(server: FaultServer) -> None:
    server.behave = lambda _asked: Answer(503, "text/plain", b"")
    fault = probe_centre(server.url, "token").fault
    assert fault is not None
    assert "503" in fault.en


def test_a_refused_sign_in_is_told_apart_and_its_clock_is_read_all_the_same(server: FaultServer) -> None:
    server.behave = lambda _asked: problem(ProblemCode.NOT_AUTHENTICATED)
    probe = probe_centre(server.url, "old")
    assert probe.signed_out
    assert names(probe)[-2:] == [("http", True), ("sign_in", False)]
    assert probe.its_time is not None


def test_without_a_token_it_says_to_sign_in(server: FaultServer) -> None:
    server.behave = lambda _asked: problem(ProblemCode.NOT_AUTHENTICATED)
    assert probe_centre(server.url, None).fault == link_faults.NOT_SIGNED_IN


def test_nobody_listening_is_the_network(server: FaultServer) -> None:
    server.close()
    probe = probe_centre(server.url, "token")
    assert probe.fault == link_faults.NO_NETWORK
    assert names(probe) == [("name", True), ("tcp", False)]


def test_an_unknown_name_stops_at_the_name() -> None:
    probe = probe_centre("https://centre.invalid", "token")
    assert probe.fault == link_faults.NAME_UNKNOWN
    assert names(probe) == [("name", False)]


def test_an_address_without_a_name_is_said() -> None:
    assert probe_centre("https://", "token").fault == link_faults.BAD_ADDRESS


def test_a_server_without_tls_stops_at_the_certificate() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

        def answer_plainly() -> None:
            connection, _address = listener.accept()
            with connection:
                connection.recv(1024)
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        thread = threading.Thread(target=answer_plainly)
        thread.start()
        probe = probe_centre(f"https://127.0.0.1:{port}", "token")
        thread.join()
    assert probe.fault == link_faults.NOT_SECURE
    assert names(probe)[-1] == ("tls", False)


def test_a_clock_an_hour_off_at_a_real_centre(tmp_path: Path) -> None:
    ahead = tmp_path / "ahead"
    ahead.mkdir()
    (ahead / "sitecustomize.py").write_text(AHEAD)
    paths = os.pathsep.join([str(ahead), os.environ.get("PYTHONPATH", "")])
    centre = CentralServer(tmp_path / "centre", {"PYTHONPATH": paths}).start()
    try:
        with open_profile(tmp_path / "profile") as store:
            reports = doctor_of(store, lambda: probe_centre(centre.url, centre.token)).examine(
                parts=[Part.CENTRE, Part.CLOCK]
            )
    finally:
        centre.stop()
    told = {report.part: report for report in reports}
    assert told[Part.CENTRE].ok
    assert not told[Part.CLOCK].ok
    assert "60 分钟" in told[Part.CLOCK].sentence.zh
    assert "behind" in told[Part.CLOCK].sentence.en


@pytest.mark.parametrize(
    ("ahead", "ok", "word"),
    [(0, True, "right"), (119, True, "right"), (150, False, "ahead of"), (-7300, False, "2.0 hours behind")],
)
def test_the_clock_says_which_way_it_is_off(ahead: int, ok: bool, word: str) -> None:  # noqa: FBT001 - a case
    theirs = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
    report = look_at_clock(CentreProbe(None, "x", theirs, our_time=theirs + timedelta(seconds=ahead)))
    assert report.ok is ok
    assert word in report.sentence.en


def test_automatic_time_that_does_not_switch_on_says_how_by_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing = tmp_path / "timedatectl"
    refusing.write_text("#!/bin/sh\nexit 1\n")
    refusing.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EnvironmentFault, match="settings"):
        set_clock()
    willing = "#!/bin/sh\ntest \"$1 $2\" = 'set-ntp true'\n"
    refusing.write_text(willing)
    assert "已打开" in set_clock().zh


def test_an_embedded_centre_restarts_on_the_same_data(tmp_path: Path) -> None:
    centre = EmbeddedCentre(tmp_path / "central", "A" * 43, bytes(32))
    centre.start()
    try:
        first = centre.wait_until_ready(60)
        with open_profile(tmp_path / "profile") as store:
            doctor = doctor_of(
                store, lambda: probe_centre(str(centre.url), "A" * 43), restart_centre=lambda: centre.restart(60)
            )
            assert first not in doctor.restart_centre().en
            (report,) = doctor.examine(parts=[Part.CENTRE])
        assert report.ok
        assert report.remedies == (Remedy.RESTART_CENTRE,)
    finally:
        centre.stop()


def test_signing_in_again_asks_the_centre_at_once(tmp_path: Path, server: FaultServer) -> None:
    with open_profile(tmp_path) as store:
        doctor = doctor_of(store, lambda: probe_centre(server.url, "token"))
        assert "接受" in doctor.sign_in("a-new-token").zh
        server.behave = lambda _asked: problem(ProblemCode.NOT_AUTHENTICATED)
        with pytest.raises(EnvironmentFault, match="Signed out"):
            doctor.sign_in("a-wrong-token")
