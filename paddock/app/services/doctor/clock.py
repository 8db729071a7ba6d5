"""The clock, against the centre's: signatures and deadlines carry the time."""

import contextlib
import shutil
import subprocess
import sys

from paddock.app.services.doctor.report import CentreProbe, Fact, Part, PartReport, Remedy
from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence

MAY_DIFFER_SECONDS = 120
_SET_SECONDS = 60


def look_at_clock(probe: CentreProbe) -> PartReport:
    """Compare our clock with the centre's."""
    if probe.its_time is None or probe.our_time is None:
        return PartReport(
            Part.CLOCK,
            ok=False,
            sentence=Sentence(
                "无法与中心核对时间, 连上中心后再检查",
                "The clock cannot be compared with the centre's: look again once the centre answers",
            ),
        )
    ahead = (probe.our_time - probe.its_time).total_seconds()
    facts = (
        Fact(
            "ours", None, _shown("本机", "This machine", probe.our_time.astimezone().strftime("%Y-%m-%d %H:%M:%S %z"))
        ),
        Fact(
            "theirs", None, _shown("中心", "The centre", probe.its_time.astimezone().strftime("%Y-%m-%d %H:%M:%S %z"))
        ),
        Fact(
            "apart",
            abs(ahead) <= MAY_DIFFER_SECONDS,
            Sentence(f"相差 {_zh(abs(ahead))}", f"{_en(abs(ahead))} apart"),
        ),
    )
    if abs(ahead) <= MAY_DIFFER_SECONDS:
        return PartReport(Part.CLOCK, ok=True, sentence=Sentence("系统时间准确", "The clock is right"), facts=facts)
    way_zh, way_en = ("快", "ahead of") if ahead > 0 else ("慢", "behind")
    return PartReport(
        Part.CLOCK,
        ok=False,
        sentence=Sentence(
            f"系统时间比中心{way_zh} {_zh(abs(ahead))}, 请打开自动校时; 时间不准会影响证书校验与签署时间",
            f"The clock is {_en(abs(ahead))} {way_en} the centre's: switch on automatic time; "
            "a wrong clock breaks certificates and the times of signatures",
        ),
        facts=facts,
        remedies=(Remedy.SET_CLOCK,) if _command() else (),
    )


def set_clock() -> Sentence:
    """Ask the system to keep its clock right by itself (it may ask for an administrator's password).

    Raises:
        EnvironmentFault: the system did not take it; the sentence says how to do it by hand.
    """
    command = _command()
    done = None
    if command is not None:
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            done = subprocess.run(command, capture_output=True, timeout=_SET_SECONDS, check=False)  # noqa: S603 - fixed
    if done is None or done.returncode != 0:
        raise EnvironmentFault(
            Sentence(
                "未能打开自动校时 (可能需要管理员权限), 请在系统设置的“日期和时间”中打开自动校时",
                "Automatic time could not be switched on (it may need an administrator): "
                "switch it on in the system's settings for date and time",
            )
        )
    return Sentence("已打开自动校时, 校准需要几秒", "Automatic time is on; setting the clock takes some seconds")


def _command() -> list[str] | None:
    """What switches automatic time on here."""
    name, *rest = ("w32tm", "/resync") if sys.platform == "win32" else ("timedatectl", "set-ntp", "true")
    found = shutil.which(name)
    return [found, *rest] if found else None


def _shown(zh: str, en: str, value: str) -> Sentence:
    return Sentence(f"{zh}: {value}", f"{en}: {value}")


def _zh(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} 秒"
    minutes = round(seconds / 60)
    return f"{minutes} 分钟" if minutes < 120 else f"{minutes / 60:.1f} 小时"


def _en(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} minutes" if minutes < 120 else f"{minutes / 60:.1f} hours"
