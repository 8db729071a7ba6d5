"""Everything that can go wrong between here and the centre, each as one sentence and what it means for the queue."""

from dataclasses import dataclass

import requests

from paddock.domain.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Passing:
    """A fault that may be gone next time."""

    why: Sentence
    link: bool = False
    """Whether every other request would meet it too, so that there is no use in going on now."""
    retry_after: float | None = None
    """Seconds the centre asked to wait."""
    answered: bool = False
    """Whether something that serves the centre answered: then it is not the network."""


NO_NETWORK = Sentence(
    "网络不可达, 联网后自动重试; 未发送的工作都在本机",
    "The centre cannot be reached: tried again by itself; unsent work is kept here",
)
NAME_UNKNOWN = Sentence(
    "找不到中心的地址, 请检查网络或 --central 设置; 会自动重试",
    "The centre's address cannot be found: check the network or --central; it is tried again by itself",
)
TIMED_OUT = Sentence("中心没有及时应答, 稍后自动重试", "The centre did not answer in time: tried again by itself")
CUT_OFF = Sentence(
    "连接中途断开, 稍后自动重试; 同一编号不会重复受理",
    "The connection broke on the way: tried again by itself; the same key is never taken twice",
)
NOT_SECURE = Sentence(
    "无法确认中心的身份 (证书不符), 请检查系统时间与网络登录页; 会自动重试",
    "The centre's certificate does not match: check the clock and any network login page; it is tried again by itself",
)
NOT_THE_CENTRE = Sentence(
    "应答不是来自中心 (可能是网络登录页或代理), 请在浏览器中登录网络; 会自动重试",
    "The answer did not come from the centre (a network login page or a proxy?): "
    "sign in to the network; it is tried again by itself",
)
NOT_UNDERSTOOD = Sentence(
    "看不懂中心的应答, 稍后自动重试; 若一直如此请升级工作台",
    "The centre's answer is not understood: tried again by itself; if it stays, update this workstation",
)
SERVER_FAILED = Sentence(
    "中心出错 (HTTP {status}), 稍后自动重试", "The centre failed (HTTP {status}): tried again by itself"
)
BAD_ADDRESS = Sentence(
    "中心地址不正确, 请检查 --central 设置 (应以 https:// 或 http:// 开头)",
    "The centre's address is malformed: check --central (it starts with https:// or http://)",
)
STARTING = Sentence("内置中心正在启动, 请稍候", "The embedded centre is starting: wait a moment")
NOT_SIGNED_IN = Sentence(
    "尚未登录中心, 请在设置中登录或设置 PADDOCK_TOKEN; 未发送的工作都在本机",
    "Not signed in to the centre: sign in, or set PADDOCK_TOKEN; unsent work is kept here",
)
CANNOT_SEND = Sentence(
    "本机无法发送这一项, 其它各项照常发送; 已保留并会重试, 请联系技术支持",
    "This one cannot be sent from here and the others go on: it is kept and tried again, call support",
)
OTHER_DEALER = Sentence(
    "本机数据属于 {ours}, 而登录令牌属于 {theirs}: 没有发送任何内容; 请用 {ours} 的令牌登录, "
    "或用 --profile 另开一个数据文件夹",
    "The data here belongs to {ours} and the token to {theirs}, so nothing was sent: sign in with a token of {ours}, "
    "or open another data folder with --profile",
)
ANCHORS_CHANGED = Sentence(
    "中心的存证公钥与本机记录不符, 已继续使用原记录; 请立即联系技术支持",
    "The centre's trust anchors differ from those pinned here; the pinned ones stay in use: call support at once",
)


def fault_of_request(error: requests.RequestException) -> Passing:
    """What a failed request means; every one of these is passing."""
    for kind, fault in _BY_KIND:
        if isinstance(error, kind):
            return fault
    if isinstance(error, requests.exceptions.ConnectionError):
        return _fault_of_connection(str(error))
    return Passing(NOT_UNDERSTOOD)


_BY_KIND: tuple[tuple[type[Exception], Passing], ...] = (
    (requests.exceptions.SSLError, Passing(NOT_SECURE, link=True)),
    (requests.exceptions.ConnectTimeout, Passing(NO_NETWORK, link=True)),
    (requests.exceptions.Timeout, Passing(TIMED_OUT, link=True)),
    (requests.exceptions.ChunkedEncodingError, Passing(CUT_OFF)),
    (requests.exceptions.ContentDecodingError, Passing(CUT_OFF)),
    (requests.exceptions.InvalidURL, Passing(BAD_ADDRESS, link=True)),
    (requests.exceptions.InvalidSchema, Passing(BAD_ADDRESS, link=True)),
    (requests.exceptions.MissingSchema, Passing(BAD_ADDRESS, link=True)),
)


def _fault_of_connection(text: str) -> Passing:
    if "NameResolution" in text or "getaddrinfo" in text:
        return Passing(NAME_UNKNOWN, link=True)
    if "NewConnectionError" in text or "Failed to establish" in text:
        return Passing(NO_NETWORK, link=True)
    # The connection stood and broke: this request may be the cause, so others are still tried.
    if "timed out" in text:
        return Passing(TIMED_OUT, link=True)
    return Passing(CUT_OFF)
