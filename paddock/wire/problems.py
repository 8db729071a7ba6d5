"""Problem details (RFC 9457) with stable codes: what went wrong, in two languages, and what to do with it."""

from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus

from pydantic import Field

from paddock.domain.checks import Fault
from paddock.domain.sentences import Sentence
from paddock.wire.messages import Answer

MEDIA_TYPE = "application/problem+json"
CHECKSUM_MISMATCH_STATUS = 460
"""As the tus protocol 1.0 has it; no number of HTTP's own."""


class Remedy(StrEnum):
    """What the workstation does with a problem."""

    RETRY = "retry"
    EDIT = "edit"
    SIGN_IN = "sign_in"
    UPDATE = "update"
    CALL = "call"


class ProblemCode(StrEnum):
    """Every fault the centre can answer with; the value is the `code` on the wire and never changes."""

    MALFORMED_REQUEST = "malformed_request"
    MISSING_IDEMPOTENCY_KEY = "missing_idempotency_key"
    IDEMPOTENCY_KEY_REUSED = "idempotency_key_reused"
    REQUEST_IN_PROGRESS = "request_in_progress"
    NOT_AUTHENTICATED = "not_authenticated"
    SIGN_IN_REFUSED = "sign_in_refused"
    ONE_TIME_CODE_NEEDED = "one_time_code_needed"
    NOT_PERMITTED = "not_permitted"
    NOT_FOUND = "not_found"
    INVALID_APPLICATION = "invalid_application"
    IMAGES_MISSING = "images_missing"
    IMAGE_DAMAGED = "image_damaged"
    TOO_LARGE = "too_large"
    UPLOAD_OFFSET_WRONG = "upload_offset_wrong"
    CHECKSUM_MISMATCH = "checksum_mismatch"
    OFFER_NOT_AVAILABLE = "offer_not_available"
    DRAW_REFUSED = "draw_refused"
    STATE_CONFLICT = "state_conflict"
    CONTRACT_CHANGED = "contract_changed"
    SIGNATURE_OUT_OF_ORDER = "signature_out_of_order"
    CONSENT_MISSING = "consent_missing"
    UPDATE_REQUIRED = "update_required"
    RATE_LIMITED = "rate_limited"
    INTERNAL = "internal"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """The fixed part of a problem: HTTP status, remedy, and the sentence that says what to do."""

    status: int
    remedy: Remedy
    sentence: Sentence


PROBLEMS: dict[ProblemCode, ProblemKind] = {
    ProblemCode.MALFORMED_REQUEST: ProblemKind(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        Remedy.CALL,
        Sentence(
            "请求格式不正确, 请升级工作台或联系技术支持",
            "The request is malformed: update the workstation or call support",
        ),
    ),
    ProblemCode.MISSING_IDEMPOTENCY_KEY: ProblemKind(
        HTTPStatus.BAD_REQUEST,
        Remedy.CALL,
        Sentence("写入请求缺少 Idempotency-Key 请求头", "A write needs an Idempotency-Key header"),
    ),
    ProblemCode.IDEMPOTENCY_KEY_REUSED: ProblemKind(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        Remedy.CALL,
        Sentence(
            "同一编号已提交过不同内容, 请核对两个版本后以新编号提交",
            "This key was already used with another body: compare the two and send again under a new key",
        ),
    ),
    ProblemCode.REQUEST_IN_PROGRESS: ProblemKind(
        HTTPStatus.CONFLICT,
        Remedy.RETRY,
        Sentence("同一请求正在处理, 稍后自动重试", "The same request is being handled: it is tried again by itself"),
    ),
    ProblemCode.NOT_AUTHENTICATED: ProblemKind(
        HTTPStatus.UNAUTHORIZED,
        Remedy.SIGN_IN,
        Sentence(
            "登录已失效, 请重新登录; 未发送的工作仍在本机",
            "Signed out: sign in again; unsent work is kept here",
        ),
    ),
    ProblemCode.SIGN_IN_REFUSED: ProblemKind(
        HTTPStatus.UNAUTHORIZED,
        Remedy.SIGN_IN,
        Sentence(
            "用户名、密码或动态口令不正确, 请重新登录; 未发送的工作仍在本机",
            "The name, the password or the code is wrong: sign in again; unsent work is kept here",
        ),
    ),
    ProblemCode.ONE_TIME_CODE_NEEDED: ProblemKind(
        HTTPStatus.UNAUTHORIZED,
        Remedy.SIGN_IN,
        Sentence("请输入动态口令", "Enter the code of your authenticator"),
    ),
    ProblemCode.NOT_PERMITTED: ProblemKind(
        HTTPStatus.FORBIDDEN,
        Remedy.CALL,
        Sentence("没有权限, 请联系店长", "Not permitted: ask your manager"),
    ),
    ProblemCode.NOT_FOUND: ProblemKind(
        HTTPStatus.NOT_FOUND,
        Remedy.CALL,
        Sentence("中心没有这条记录, 请刷新后再试", "The centre has no such record: refresh and try again"),
    ),
    ProblemCode.INVALID_APPLICATION: ProblemKind(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        Remedy.EDIT,
        Sentence(
            "进件有误, 请按列出的问题修改后重新提交",
            "The application has faults: mend those listed and submit again",
        ),
    ),
    ProblemCode.IMAGES_MISSING: ProblemKind(
        HTTPStatus.CONFLICT,
        Remedy.RETRY,
        Sentence(
            "影像尚未全部送达, 补传后自动重试",
            "Some images have not arrived: they are sent again by themselves",
        ),
    ),
    ProblemCode.IMAGE_DAMAGED: ProblemKind(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        Remedy.RETRY,
        Sentence("影像在传输中损坏, 将自动重传", "The image was damaged on the way: it is sent again by itself"),
    ),
    ProblemCode.TOO_LARGE: ProblemKind(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        Remedy.EDIT,
        Sentence("内容过大, 请重新拍照", "Too large: take the photo again"),
    ),
    ProblemCode.UPLOAD_OFFSET_WRONG: ProblemKind(
        HTTPStatus.CONFLICT,
        Remedy.RETRY,
        Sentence(
            "续传位置与已收到的不一致, 将自动从正确位置续传",
            "The upload goes on at another place than was sent: it is resumed there by itself",
        ),
    ),
    ProblemCode.CHECKSUM_MISMATCH: ProblemKind(
        CHECKSUM_MISMATCH_STATUS,
        Remedy.RETRY,
        Sentence("分片在传输中损坏, 将自动重传", "A piece was damaged on the way: it is sent again by itself"),
    ),
    ProblemCode.OFFER_NOT_AVAILABLE: ProblemKind(
        HTTPStatus.CONFLICT,
        Remedy.EDIT,
        Sentence("该报价已失效, 请重新选择报价", "This offer is no longer available: choose another"),
    ),
    ProblemCode.DRAW_REFUSED: ProblemKind(
        HTTPStatus.CONFLICT,
        Remedy.EDIT,
        Sentence(
            "此车不能在库融资, 原因见所列各项",
            "This car cannot be floor-planned: the reasons are listed",
        ),
    ),
    ProblemCode.STATE_CONFLICT: ProblemKind(
        HTTPStatus.CONFLICT,
        Remedy.EDIT,
        Sentence(
            "进件状态已变化, 请查看最新状态后再操作",
            "The application has moved on: look at its state and try again",
        ),
    ),
    ProblemCode.CONTRACT_CHANGED: ProblemKind(
        HTTPStatus.CONFLICT,
        Remedy.EDIT,
        Sentence(
            "合同版本已更新, 请重新预览后签署",
            "The contract has a newer version: preview it again, then sign",
        ),
    ),
    ProblemCode.SIGNATURE_OUT_OF_ORDER: ProblemKind(
        HTTPStatus.CONFLICT,
        Remedy.EDIT,
        Sentence("请按顺序签署: 先客户, 后经销商", "Sign in order: the customer first, then the dealer"),
    ),
    ProblemCode.CONSENT_MISSING: ProblemKind(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        Remedy.EDIT,
        Sentence("缺少客户授权, 请先取得征信与个人信息授权", "The customer's consent is missing: obtain it first"),
    ),
    ProblemCode.UPDATE_REQUIRED: ProblemKind(
        HTTPStatus.UPGRADE_REQUIRED,
        Remedy.UPDATE,
        Sentence(
            "工作台版本过旧, 请先升级; 未发送的工作仍在本机, 升级后自动发送",
            "This workstation is too old: update it; unsent work is kept here and sent by itself afterwards",
        ),
    ),
    ProblemCode.RATE_LIMITED: ProblemKind(
        HTTPStatus.TOO_MANY_REQUESTS,
        Remedy.RETRY,
        Sentence("请求过于频繁, 稍后自动重试", "Too many requests: tried again by itself"),
    ),
    ProblemCode.INTERNAL: ProblemKind(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        Remedy.RETRY,
        Sentence("中心内部错误, 稍后自动重试", "The centre had an internal error: tried again by itself"),
    ),
    ProblemCode.UNAVAILABLE: ProblemKind(
        HTTPStatus.SERVICE_UNAVAILABLE,
        Remedy.RETRY,
        Sentence("中心暂时不可用, 稍后自动重试", "The centre is unavailable for now: tried again by itself"),
    ),
}


class Problem(Answer):
    """A problem document as sent; `faults` lists every fault of an application at once."""

    type: str = "about:blank"
    status: int
    code: ProblemCode
    title: Sentence
    remedy: Remedy
    detail: str | None = None
    faults: list[Fault] = Field(default_factory=list)
    hashes: dict[str, str] = Field(default_factory=dict)
    """For `idempotency_key_reused`: `stored` and `received`, the SHA-256 of both bodies."""

    @classmethod
    def of(
        cls,
        code: ProblemCode,
        *,
        detail: str | None = None,
        faults: list[Fault] | None = None,
        hashes: dict[str, str] | None = None,
    ) -> "Problem":
        """The problem document for `code`."""
        kind = PROBLEMS[code]
        return cls(
            type=f"https://paddock.invalid/problems/{code}",
            status=kind.status,
            code=code,
            title=kind.sentence,
            remedy=kind.remedy,
            detail=detail,
            faults=faults or [],
            hashes=hashes or {},
        )
