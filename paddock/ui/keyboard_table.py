"""`docs/keyboard.md`: every key of the window, written from the declarations that make the keys work."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTranslator

from paddock.ui.language import QT_TRANSLATE_NOOP, translations_folder
from paddock.ui.screens.catalogue import SCREENS
from paddock.ui.shell_actions import shell_actions


@dataclass(frozen=True, slots=True)
class InnerKey:
    """A key that belongs to one kind of input or list, and not to a screen."""

    keys: str
    title: str


_INNER: Sequence[InnerKey] = (
    InnerKey(
        "Enter", QT_TRANSLATE_NOOP("Keys", "To the next field that lacks something, then the next step, then Submit")
    ),
    InnerKey(
        "Esc", QT_TRANSLATE_NOOP("Keys", "Back to the step before; closes what is open; drops what is being composed")
    ),
    InnerKey(
        "Tab / Shift+Tab",
        QT_TRANSLATE_NOOP("Keys", "The next or the last input, in reading order; a row of choices is one stop"),
    ),
    InnerKey("← →", QT_TRANSLATE_NOOP("Keys", "In a row of choices: choose the one beside")),
    InnerKey("1 … 9", QT_TRANSLATE_NOOP("Keys", "In a row of choices: choose by place; on the term: type the months")),
    InnerKey(
        "Alt+0, ← →, 1 … 99", QT_TRANSLATE_NOOP("Keys", "In the list of what is left to do: move, or go to a number")
    ),
    InnerKey("← → ↑ ↓", QT_TRANSLATE_NOOP("Keys", "On the offers: choose the one beside, above or below")),
    InnerKey("C", QT_TRANSLATE_NOOP("Keys", "On an offer: take it into the comparison or out of it, four at most")),
    InnerKey("Enter, Enter", QT_TRANSLATE_NOOP("Keys", "On an offer: to the button that takes it, then take it")),
    InnerKey("↑ ↓ / PgUp / PgDn", QT_TRANSLATE_NOOP("Keys", "On the contract: scroll")),
    InnerKey("Del", QT_TRANSLATE_NOOP("Keys", "On a thumbnail: take the picture out; Ctrl+Z brings it back")),
    InnerKey("↑ ↓ / PgUp / PgDn / Home / End", QT_TRANSLATE_NOOP("Keys", "In a list: move")),
    InnerKey("Enter", QT_TRANSLATE_NOOP("Keys", "In a list: open what is selected")),
    InnerKey("Space", QT_TRANSLATE_NOOP("Keys", "In the list of a batch: the VIN is right, on to the next exception")),
    InnerKey("E", QT_TRANSLATE_NOOP("Keys", "In the list of a batch: correct the VIN")),
    InnerKey("Backspace", QT_TRANSLATE_NOOP("Keys", "In the list of a batch: take the last act back")),
    InnerKey("Del", QT_TRANSLATE_NOOP("Keys", "In the list of a batch: take the vehicle off the list")),
    InnerKey("↑ ↓ / Enter", QT_TRANSLATE_NOOP("Keys", "In the search: move, and go there")),
    InnerKey(
        "← → ↑ ↓ / Home / End", QT_TRANSLATE_NOOP("Keys", "On a bar chart: move; Enter opens the rows behind a bar")
    ),
    InnerKey("↓", QT_TRANSLATE_NOOP("Keys", "In the search of the help: to what was found")),
)


def keyboard_page() -> str:
    """The whole page, in Markdown; Chinese and English side by side."""
    chinese = QTranslator()
    chinese.load(str(translations_folder() / "zh_CN.qm"))

    def row(keys: str, context: str, title: str) -> str:
        shown = " / ".join(f"`{key.strip()}`" for key in keys.split(" / "))
        return f"| {shown} | {chinese.translate(context, title)} | {title} |"

    def table(rows: Iterator[str]) -> list[str]:
        return ["| 键 | 做什么 | What it does |", "|---|---|---|", *rows, ""]

    lines = [*_HEAD, "## 任何地方 Everywhere", ""]
    lines += table(row(act.shortcut, act.context, act.title) for act in shell_actions() if act.shortcut)
    for entry in SCREENS:
        declared = [act for act in entry.load().declared_actions() if act.shortcut]
        if declared:
            lines += [f"## {chinese.translate('Screens', entry.title)} {entry.title}", ""]
            lines += table(row(act.shortcut, act.context, act.title) for act in declared)
    lines += ["## 在输入框与列表中 In inputs and lists", ""]
    lines += table(row(key.keys, "Keys", key.title) for key in _INNER)
    return "\n".join([*lines, *_FOOT, ""])


_HEAD = (
    "# 键盘 Keyboard",
    "",
    "整笔业务可以只用键盘完成, 从扫码枪或键入车架号到签好的合同。",
    "本页由程序中的声明生成 (`tools/keyboard.py`), 由测试核对。",
    "A whole deal is done without a mouse. This page is written from the declarations in the code, checked by a test.",
    "",
)
_FOOT = (
    "## 签字 Signing",
    "",
    "签名须由本人手写: 签字板只接受手写笔, 手指或鼠标, 键盘焦点从它旁边经过。",
    "写好后按 `F10`, 或用 `Tab` 到 “确认签名” 再按 `Enter`。",
    "A signature is written by hand: the pad takes a pen, a finger or the mouse, and the focus passes it by. `F10`, or",
    "`Enter` on “Confirm signature”, puts it into the contract.",
    "",
    "客户窗口从不抢键盘: 它打开时, 柜台这边的按键照常。The customer's window never takes the keyboard.",
    "",
    "中文输入法: 组词时 `Enter` 与 `Esc` 归输入法; 用扫码枪前按 `F4`, 车架号框会暂时绕过输入法。",
    "While an input method composes, `Enter` and `Esc` are its own; `F4` before the barcode gun keeps it out.",
)
