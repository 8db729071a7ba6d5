"""Doctors over a real store, with an invented way to the centre and an invented camera."""

from collections.abc import Callable, Collection
from datetime import UTC, datetime

from paddock.app.services.doctor import CentreProbe, Doctor, Fact, Part, PartReport, Remedy, Surroundings
from paddock.app.store.store import Store
from paddock.domain.sentences import Sentence

NO_CAMERA = Sentence("没有摄像头, 请连接", "No camera: connect one")


def answering() -> CentreProbe:
    """A centre that answers, its clock as ours."""
    now = datetime.now(UTC)
    return CentreProbe(None, "embedded", now, our_time=now)


def doctor_of(
    store: Store,
    probe_centre: Callable[[], CentreProbe] = answering,
    probe_camera: Callable[[str], Sentence | None] = lambda _source: NO_CAMERA,
    restart_centre: Callable[[], str] | None = None,
) -> Doctor:
    """The doctor of a store."""
    return Doctor(Surroundings(store.profile, lambda: store, probe_centre, probe_camera, restart_centre))


class ShownDoctor(Doctor):
    """Finds what a showroom machine's examination looks like, the same at every time: for pictures."""

    def __init__(self, store: Store) -> None:
        super().__init__(Surroundings(store.profile, lambda: store, answering, lambda _source: NO_CAMERA))

    def examine(
        self, told: Callable[[PartReport], object] = lambda _report: None, parts: Collection[Part] = tuple(Part)
    ) -> list[PartReport]:
        found = [report for report in SHOWN if report.part in parts]
        for report in found:
            told(report)
        return found


def _fact(name: str, ok: bool | None, zh: str, en: str) -> Fact:  # noqa: FBT001 - a row
    return Fact(name, ok, Sentence(zh, en))


SHOWN = (
    PartReport(
        Part.CAMERA,
        ok=False,
        sentence=Sentence(
            "没有可用的摄像头, 请连接并允许使用摄像头; 也可打开照片、用扫码枪或键盘输入",
            "No camera delivers pictures: connect one and allow its use; photos, a barcode gun and typing work too",
        ),
        facts=(
            _fact(
                "devices",
                None,
                "系统列出的摄像头: 0 Integrated Camera",
                "Cameras the system lists: 0 Integrated Camera",
            ),
            _fact("picture", ok=False, zh="没有取到画面", en="No picture arrived"),
        ),
        remedies=(Remedy.CHOOSE_CAMERA,),
    ),
    PartReport(
        Part.KEYRING,
        ok=True,
        sentence=Sentence("系统密钥环可用", "The system keyring works"),
        facts=(
            _fact("keyring", ok=True, zh="系统密钥环: SecretService", en="System keyring: SecretService"),
            _fact("key", None, "本机数据的密钥在系统密钥环中", "The key to this data is in the system keyring"),
        ),
        remedies=(Remedy.TEST_KEYRING, Remedy.KEY_TO_PASSPHRASE),
    ),
    PartReport(
        Part.DATABASE,
        ok=True,
        sentence=Sentence("加密数据库完好", "The encrypted database is whole"),
        facts=(
            _fact(
                "cipher_integrity_check", ok=True, zh="加密校验: 每一页都通过", en="Every page passes its check (HMAC)"
            ),
            _fact("quick_check", ok=True, zh="结构检查通过", en="The structure is in order"),
            _fact("foreign_key_check", ok=True, zh="引用检查通过", en="Every reference leads somewhere"),
            _fact("size", None, "大小 12 MB, 其中空页 96 KB", "12 MB, of which 96 KB in empty pages"),
        ),
        remedies=(Remedy.COPY_DATA,),
    ),
    PartReport(
        Part.CENTRE,
        ok=True,
        sentence=Sentence("中心可达 (https://centre.example)", "The centre answers (https://centre.example)"),
        facts=(
            _fact("name", ok=True, zh="域名解析: 192.0.2.7", en="Name: 192.0.2.7"),
            _fact("tcp", ok=True, zh="已连通 (TCP), 4 ms", en="Connected (TCP) in 4 ms"),
            _fact("tls", ok=True, zh="加密连接 TLSv1.3, 证书有效", en="Secure (TLSv1.3), certificate valid"),
            _fact("http", ok=True, zh="中心应答, 21 ms", en="The centre answered in 21 ms"),
            _fact("sign_in", ok=True, zh="已登录", en="Signed in"),
        ),
        remedies=(Remedy.SIGN_IN,),
    ),
    PartReport(
        Part.CLOCK,
        ok=False,
        sentence=Sentence(
            "系统时间比中心慢 12 分钟, 请打开自动校时; 时间不准会影响证书校验与签署时间",
            "The clock is 12 minutes behind the centre's: switch on automatic time; "
            "a wrong clock breaks certificates and the times of signatures",
        ),
        facts=(
            _fact("ours", None, "本机: 2026-11-25 14:05:09 +0800", "This machine: 2026-11-25 14:05:09 +0800"),
            _fact("theirs", None, "中心: 2026-11-25 14:17:12 +0800", "The centre: 2026-11-25 14:17:12 +0800"),
            _fact("apart", ok=False, zh="相差 12 分钟", en="12 minutes apart"),
        ),
        remedies=(Remedy.SET_CLOCK,),
    ),
    PartReport(
        Part.DISK,
        ok=True,
        sentence=Sentence("磁盘剩余 212 GB", "212 GB are free"),
        facts=(
            _fact("free", ok=True, zh="剩余 212 GB", en="212 GB free"),
            _fact("writable", ok=True, zh="数据文件夹可写", en="The data folder can be written"),
            _fact("database", None, "数据库 12 MB", "Database 12 MB"),
            _fact("pictures", None, "影像 1.4 GB", "Pictures 1.4 GB"),
            _fact("copies", None, "旧副本 11 MB", "Old copies 11 MB"),
        ),
        remedies=(Remedy.CLEAN_DISK,),
    ),
)
