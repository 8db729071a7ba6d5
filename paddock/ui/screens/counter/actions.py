"""What can be done at the counter, with its keys."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from paddock.ui.actions import Action
from paddock.ui.language import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from paddock.ui.screens.counter.deal_page import DealPage
    from paddock.ui.screens.counter.screen import CounterScreen


def counter_actions() -> "Sequence[Action[CounterScreen]]":
    """In the order of a deal."""
    return (NEW_DEAL, *_TABS, *_STEPS, *_ACTS)


def _on_page(act: "Callable[[DealPage], object]") -> "Callable[[CounterScreen], object]":
    return lambda counter: counter.with_page(act)


def _step(number: int, name: str, title: str, keywords: str) -> "Action[CounterScreen]":
    return Action(
        f"counter.step.{name}",
        title,
        _on_page(lambda page: page.go_to(number)),
        f"Alt+{number + 1}",
        keywords,
        "arrow-bend-down-right",
        enabled=lambda counter: bool((page := counter.page()) and page.can_go_to(number)),
    )


NEW_DEAL: "Action[CounterScreen]" = Action(
    "counter.new",
    QT_TRANSLATE_NOOP("Actions", "New deal"),
    lambda counter: counter.new_deal(),
    "Ctrl+N",
    "新建进件 新单 客户 new application customer",
    "plus",
)
_TABS: "Sequence[Action[CounterScreen]]" = (
    Action(
        "counter.next",
        QT_TRANSLATE_NOOP("Actions", "Next deal"),
        lambda counter: counter.next_deal(1),
        "Ctrl+Tab",
        "下一笔 标签页 next tab",
        "caret-right",
        enabled=lambda counter: len(counter.open_deals()) > 1,
    ),
    Action(
        "counter.previous",
        QT_TRANSLATE_NOOP("Actions", "Previous deal"),
        lambda counter: counter.next_deal(-1),
        "Ctrl+Shift+Tab",
        "上一笔 标签页 previous tab",
        "caret-left",
        enabled=lambda counter: len(counter.open_deals()) > 1,
    ),
    Action(
        "counter.close",
        QT_TRANSLATE_NOOP("Actions", "Close this deal"),
        lambda counter: counter.close_in_front(),
        "Ctrl+W",
        "关闭 标签页 close tab",
        "x",
        enabled=lambda counter: bool(counter.open_deals()),
    ),
    Action(
        "counter.reopen",
        QT_TRANSLATE_NOOP("Actions", "Open the deal closed last again"),
        lambda counter: counter.reopen_closed(),
        "Ctrl+Shift+T",
        "重新打开 恢复 标签页 reopen tab",
        "arrow-u-up-left",
        enabled=lambda counter: counter.can_reopen(),
    ),
    Action(
        "counter.list",
        QT_TRANSLATE_NOOP("Actions", "Open deals and drafts"),
        lambda counter: counter.show_list(),
        "Ctrl+L",
        "进件列表 草稿列表 list drafts",
        "list",
    ),
    Action(
        "counter.discard",
        QT_TRANSLATE_NOOP("Actions", "Discard this draft"),
        lambda counter: counter.discard_in_front(),
        "Ctrl+Shift+Del",
        "放弃 删除 草稿 discard delete draft",
        "trash",
        enabled=lambda counter: bool(
            (page := counter.page()) and not page.deal.is_submitted and not page.deal.is_blank
        ),
    ),
)
_STEPS: "Sequence[Action[CounterScreen]]" = (
    _step(0, "scan", QT_TRANSLATE_NOOP("Actions", "Step 1: scan"), "扫描 车架号 身份证 scan vin id"),
    _step(1, "applicant", QT_TRANSLATE_NOOP("Actions", "Step 2: applicant"), "申请人 客户 applicant customer"),
    _step(2, "vehicle", QT_TRANSLATE_NOOP("Actions", "Step 3: vehicle"), "车辆 里程 vehicle car odometer"),
    _step(3, "financing", QT_TRANSLATE_NOOP("Actions", "Step 4: financing"), "融资 首付 期数 financing down payment"),
    _step(4, "offers", QT_TRANSLATE_NOOP("Actions", "Step 5: offers"), "报价 方案 月供 offers plans monthly"),
    _step(5, "signing", QT_TRANSLATE_NOOP("Actions", "Step 6: signing"), "签约 签字 合同 signing contract"),
)
_ACTS: "Sequence[Action[CounterScreen]]" = (
    Action(
        "counter.capture",
        QT_TRANSLATE_NOOP("Actions", "Take a picture"),
        _on_page(lambda page: page.capture()),
        "F2",
        "拍照 摄像头 camera photo",
        "camera",
    ),
    Action(
        "counter.open_files",
        QT_TRANSLATE_NOOP("Actions", "Open pictures"),
        _on_page(lambda page: page.open_files()),
        "F3",
        "打开图片 照片 文件 open picture file",
        "image",
    ),
    Action(
        "counter.gun",
        QT_TRANSLATE_NOOP("Actions", "Type or shoot the VIN"),
        _on_page(lambda page: page.wait_for_gun()),
        "F4",
        "扫码枪 车架号 条码 barcode gun vin",
        "barcode",
    ),
    Action(
        "counter.next_matter",
        QT_TRANSLATE_NOOP("Actions", "To what is missing or wrong next"),
        _on_page(lambda page: page.go_to_matter(1)),
        "F6",
        "问题 缺项 有误 下一个 problem missing wrong next",
        "caret-down",
    ),
    Action(
        "counter.last_matter",
        QT_TRANSLATE_NOOP("Actions", "To what is missing or wrong before"),
        _on_page(lambda page: page.go_to_matter(-1)),
        "Shift+F6",
        "问题 缺项 有误 上一个 problem missing wrong previous",
        "caret-up",
    ),
    Action(
        "counter.matters",
        QT_TRANSLATE_NOOP("Actions", "The list of what is left to do, then a number"),
        _on_page(lambda page: page.faults.focus_list()),
        "Alt+0",
        "问题 列表 编号 problems list number",
        "list-checks",
        enabled=lambda counter: bool((page := counter.page()) and page.faults.isVisible()),
    ),
    Action(
        "counter.keep_written",
        QT_TRANSLATE_NOOP("Actions", "Two values: keep the one that was there"),
        _on_page(lambda page: page.settle(take_reading=False)),
        "F7",
        "冲突 保留 conflict keep",
        "pencil-simple",
        enabled=lambda counter: bool((page := counter.page()) and page.deal.conflicts()),
    ),
    Action(
        "counter.take_reading",
        QT_TRANSLATE_NOOP("Actions", "Two values: take the one that was read"),
        _on_page(lambda page: page.settle(take_reading=True)),
        "F8",
        "冲突 采用 读取 conflict take reading",
        "corners-out",
        enabled=lambda counter: bool((page := counter.page()) and page.deal.conflicts()),
    ),
    Action(
        "counter.redo",
        QT_TRANSLATE_NOOP("Actions", "Do the act again that was taken back"),
        _on_page(lambda page: page.redo()),
        "Ctrl+Shift+Z",
        "重做 redo",
        "arrow-clockwise",
        enabled=lambda counter: bool((page := counter.page()) and page.deal.acts.canRedo()),
    ),
    Action(
        "counter.customer",
        QT_TRANSLATE_NOOP("Actions", "Customer window: open or close"),
        lambda counter: counter.with_page(counter.toggle_customer),
        "F9",
        "客户屏 副屏 第二屏 customer second screen",
        "monitor",
        enabled=lambda counter: counter.page() is not None,
    ),
    Action(
        "counter.customer_language",
        QT_TRANSLATE_NOOP("Actions", "Customer window: Chinese or English"),
        lambda counter: counter.customer.change_language(),
        "Shift+F9",
        "客户屏 语言 中文 英文 customer language English",
        "translate",
        enabled=lambda counter: counter.customer.window is not None,
    ),
    Action(
        "counter.submit",
        QT_TRANSLATE_NOOP("Actions", "Submit the application; at the signing: confirm the signature"),
        _on_page(lambda page: page.submit()),
        "F10",
        "提交 发送 submit send",
        "paper-plane-right",
        enabled=lambda counter: bool((page := counter.page()) and page.can_submit()),
    ),
)
