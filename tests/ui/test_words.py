import subprocess
import sys
import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QApplication

from paddock.domain.application_draft import FieldPath
from paddock.domain.sentences import Language
from paddock.ui import words
from paddock.ui.choices import choices_of
from paddock.ui.language import install_language, translations_folder
from tests.ui.literal_texts import literal_texts

ROOT = Path(__file__).parents[2]
TS = translations_folder() / "zh_CN.ts"


def messages(path: Path) -> dict[tuple[str, str], ET.Element]:
    found = {}
    for context in ET.parse(path).getroot().iter("context"):  # noqa: S314 - our own file
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            found[str(context.findtext("name")), str(message.findtext("source"))] = translation
    return found


def test_every_text_of_the_window_has_a_finished_translation() -> None:
    kept = messages(TS)
    assert len(kept) > 250
    unfinished = [key for key, translation in kept.items() if not translation.text or translation.get("type")]
    assert unfinished == []


def test_the_translations_are_those_of_the_code_now(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.ts"
    tool = Path(sys.executable).with_name("pyside6-lupdate")
    done = subprocess.run(
        [
            sys.executable,
            tool,
            "-silent",
            "-locations",
            "none",
            "-extensions",
            "py",
            ROOT / "paddock" / "ui",
            "-ts",
            fresh,
        ],
        check=False,
    )
    assert done.returncode == 0
    assert set(messages(fresh)) == set(messages(TS))


def test_an_unused_or_an_uncollected_text_would_be_seen(tmp_path: Path) -> None:
    kept = set(messages(TS))
    text = TS.read_text("utf-8")
    one = "<message><source>Nobody says this</source><translation>没人说</translation></message>"
    unused = tmp_path / "unused.ts"
    unused.write_text(text.replace("</context>", f"{one}\n</context>", 1), "utf-8")
    assert len(set(messages(unused)) - kept) == 1
    unfinished = tmp_path / "unfinished.ts"
    unfinished.write_text(text.replace("<translation>", '<translation type="unfinished">', 1), "utf-8")
    assert [key for key, found in messages(unfinished).items() if found.get("type")]


def test_nothing_is_shown_past_the_translation() -> None:
    found = {
        str(path.relative_to(ROOT)): texts
        for path in sorted((ROOT / "paddock" / "ui").rglob("*.py"))
        if "gallery" not in path.parts and (texts := literal_texts(path.read_text("utf-8")))
    }
    assert found == {}


def test_a_text_past_the_translation_would_be_seen() -> None:
    source = """
self.line.setPlaceholderText("Type here")
layout.addWidget(label(self.tr("Fine"), "soft"))
shell.notify(f"{count} Autos geschrieben")
button("", self.act, tip="保存" if ready else self.tr("Wait"))
EmptyState("car", self.tr("None"), "Noch nichts")
self.key.setToolTip("Ctrl+E")
"""
    assert [text.split(": ")[1].strip() for text in literal_texts(source)] == [
        "Type here",
        "Autos geschrieben",
        "保存",
        "Noch nichts",
    ]


def test_places_to_fill_in_are_the_same_in_both_languages() -> None:
    for (_context, source), translation in messages(TS).items():
        for place in ("{0}", "{1}", "{2}", "{3}", "{4}"):
            assert (place in source) == (place in str(translation.text)), source


@pytest.mark.usefixtures("qapp")
def test_the_compiled_file_says_the_same() -> None:
    compiled = QTranslator()
    assert compiled.load(str(TS.with_suffix(".qm")))
    for (context, source), translation in messages(TS).items():
        assert compiled.translate(context, source) == translation.text


def test_language_switches_both_ways(qapp: QApplication) -> None:
    install_language(qapp, "zh_CN")
    assert QCoreApplication.translate("Screens", "Counter") == "接件"
    assert choices_of(FieldPath.CONDITION)[0] == ("used", "二手车")
    install_language(qapp, "en")
    assert QCoreApplication.translate("Screens", "Counter") == "Counter"
    install_language(qapp, "zh_CN")


@pytest.mark.parametrize(("language", "expected"), [("zh_CN", "2026年3月1日"), ("en", "1 Mar 2026")])
def test_dates_are_local(qapp: QApplication, language: Language, expected: str) -> None:
    install_language(qapp, language)
    assert words.day(date(2026, 3, 1)) == expected
    install_language(qapp, "zh_CN")


def test_a_time_today_is_a_clock_and_another_day_says_its_day(qapp: QApplication) -> None:
    install_language(qapp, "zh_CN")
    at = datetime(2026, 11, 23, 6, 5, tzinfo=UTC)
    assert ":" in words.moment(at, now=at)
    assert "月" not in words.moment(at, now=at)
    assert "11月23日" in words.moment(at, now=datetime(2026, 12, 1, tzinfo=UTC))


def test_money_and_rates() -> None:
    assert words.money(284615) == "¥2,846.15"
    assert words.round_money(12_850_000) == "¥128,500"
    assert words.percent(Decimal("0.071849")) == "7.18%"
