"""The list of cross-checks for people: `python -m paddock.domain.cross_checks.handbook docs/checks.md`."""

import sys
from pathlib import Path

from paddock.domain.cross_checks.every import CROSS_CHECKS
from paddock.domain.cross_checks.faults import CrossCheck
from paddock.domain.documents import document_name


def handbook() -> str:
    """The page as Markdown, Chinese and English side by side."""
    lines = [
        "# 资料交叉核对 / Cross-checks of documents",
        "",
        "本文由 `python -m paddock.domain.cross_checks.handbook docs/checks.md` 生成, 请勿手改。",
        "Written by that command; do not edit it.",
        "",
        f"一笔进件的全部资料在提交前一次核对 ({len(CROSS_CHECKS)} 项), 所有问题同时列出, 在影像上框出;",
        "中心收到后再核对一次。读错的请在字段更正或重拍; 资料确实如此的, 由经办人点“已核对, 照此继续”,",
        "姓名随进件送达中心。",
        "",
        "The papers of an application are compared in one pass before it is sent, and again at the centre. Every",
        "fault is listed at once and boxed in its picture. A misread value is corrected in its field or",
        "photographed again; where the papers really differ, a person stands for it by name, and the name goes",
        "with the application.",
        "",
        "| id | 应当成立 / must hold | 不成立时 / else | 资料 / documents |",
        "|---|---|---|---|",
    ]
    lines += [_row(check) for check in CROSS_CHECKS]
    return "\n".join(lines) + "\n"


def _row(check: CrossCheck) -> str:
    names = [document_name(kind) for kind in check.documents]
    zh = "、".join(name.zh for name in names) if len(names) <= 6 else "全部"
    en = ", ".join(name.en for name in names) if len(names) <= 6 else "all"
    return (
        f"| `{check.id}` | {check.title.zh}<br>{check.title.en} | {check.remedy.zh}<br>{check.remedy.en}"
        f" | {zh}<br>{en} |"
    )


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(handbook(), encoding="utf-8")
