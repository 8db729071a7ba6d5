"""What happens next with a piece of work, in one sentence, and whose turn it is."""

from paddock.app.store.views import OutboxKind, OutboxState, WhoseTurn
from paddock.domain.sentences import Sentence
from paddock.domain.states import ApplicationState
from paddock.wire.problems import Problem, Remedy

_SIGN_IN = Sentence("请重新登录, 登录后自动发送", "Sign in again; it is then sent by itself")
_FIRST = Sentence("已安全保存, 联网后自动发送", "Saved; it is sent by itself as soon as the centre is reached")
_AGAIN = Sentence("系统会自动重试, 无需操作", "It is tried again by itself; nothing to do")
_SENDING = Sentence("正在发送", "It is being sent")
_EDIT = Sentence("请修改后重新提交", "Mend it and submit it again")
_COMPARE = Sentence("请对比两个版本后再操作", "Compare the two versions, then act")
_CALL = Sentence("请联系店长或技术支持, 之后可重试", "Ask your manager or support, then try it again")
_CHOOSE = Sentence("请与客户选择报价", "Choose an offer with the customer")
_SIGN = Sentence("请客户与经销商签署合同", "Have the customer and the dealer sign")
_CENTRE = Sentence("等待中心审批", "The centre is deciding")
_PERSON = Sentence("中心正在人工审核", "A person at the centre is looking at it")
_ANSWER = Sentence("请答复审核员的补件要求", "Answer what the reviewer asks for")
_DONE = Sentence("已完成", "Done")

_AFTER_DELIVERY = {
    ApplicationState.APPROVED: (_CHOOSE, WhoseTurn.ME),
    ApplicationState.COUNTEROFFER: (_CHOOSE, WhoseTurn.ME),
    ApplicationState.CONTRACT_DRAFTED: (_SIGN, WhoseTurn.ME),
    ApplicationState.SIGNING: (_SIGN, WhoseTurn.ME),
    ApplicationState.REFERRED: (_PERSON, WhoseTurn.CENTRE),
    ApplicationState.DECLINED: (_DONE, WhoseTurn.NOBODY),
    ApplicationState.SIGNED: (_DONE, WhoseTurn.NOBODY),
}


def next_step(
    kind: OutboxKind,
    state: OutboxState,
    *,
    problem: Problem | None = None,
    attempts: int = 0,
    signed_out: bool = False,
    central: ApplicationState | None = None,
    asked: int = 0,
) -> tuple[Sentence, WhoseTurn]:
    """The next step and whose turn it is."""
    if state is OutboxState.ACCEPTED:
        return (_ANSWER, WhoseTurn.ME) if asked and kind is OutboxKind.APPLICATION else _after_delivery(kind, central)
    if state is OutboxState.CONFLICT:
        return _COMPARE, WhoseTurn.ME
    if state is OutboxState.REJECTED:
        return (_EDIT if problem is None or problem.remedy is Remedy.EDIT else _CALL), WhoseTurn.ME
    if signed_out:
        return _SIGN_IN, WhoseTurn.ME
    if state is OutboxState.SENDING:
        return _SENDING, WhoseTurn.SYSTEM
    return (_AGAIN if attempts else _FIRST), WhoseTurn.SYSTEM


def _after_delivery(kind: OutboxKind, central: ApplicationState | None) -> tuple[Sentence, WhoseTurn]:
    if kind is not OutboxKind.APPLICATION:
        return _DONE, WhoseTurn.NOBODY
    deciding = (_CENTRE, WhoseTurn.CENTRE)
    return deciding if central is None else _AFTER_DELIVERY.get(central, deciding)
