"""The pages as files: `docs/help/LANGUAGE/TOPIC.md`; an installed wheel puts them below `share/paddock`."""

import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import paddock.resources
from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Language, Sentence

INDEX = "index"
_MARKS = re.compile(r"[#*`>|]|!?\[([^\]]*)\]\([^)]*\)")
_AROUND = 28
"""Characters of a find's surroundings that are shown on each side."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its topic is the key of a screen (`queue`), of a step (`counter.scan`), or a word of its own."""

    topic: str
    title: str
    text: str
    """Markdown."""

    @property
    def name(self) -> str:
        """Its file's name, as links write it."""
        return file_of(self.topic)


@dataclass(frozen=True, slots=True)
class Find:
    """A page that has the words, and where."""

    page: Page
    excerpt: str


def help_folder() -> Path:
    """Where the pages lie: in the installed package, or in the tree it was started from.

    Raises:
        EnvironmentFault: in neither.
    """
    installed = Path(sys.prefix) / "share" / "paddock" / "help"
    tree = Path(paddock.resources.__file__ or "").parents[2] / "docs" / "help"
    for folder in (tree, installed):
        if folder.is_dir():
            return folder
    raise EnvironmentFault(
        Sentence("帮助页面缺失, 请重新安装工作台", "The help pages are missing: install the workstation again")
    )


def load_pages(language: Language) -> dict[str, Page]:
    """Every page of a language by its topic, the table of contents first. Raises `EnvironmentFault`."""
    folder = help_folder() / language
    found = [_page(path) for path in sorted(folder.glob("*.md"))]
    found.sort(key=lambda page: page.topic != INDEX)
    return {page.topic: page for page in found}


def file_of(topic: str) -> str:
    """`counter.scan` → `counter-scan.md`."""
    return topic.replace(".", "-") + ".md"


def topic_of(file: str) -> str:
    """`counter-scan.md` → `counter.scan`."""
    stem = file.rpartition("/")[2].removesuffix(".md")
    return stem.replace("-", ".", 1) if stem.startswith("counter-") else stem


def page_for(pages: Mapping[str, Page], topic: str) -> Page | None:
    """The page of a topic; that of its screen where a step has none of its own; the contents where nothing fits."""
    return pages.get(topic) or pages.get(topic.partition(".")[0]) or pages.get(INDEX)


def search(pages: Iterable[Page], words: str) -> list[Find]:
    """Pages that have all the words, those that have them in their title first."""
    wanted = [word for word in words.lower().split() if word]
    if not wanted:
        return []
    found = [(page, plain(page.text)) for page in pages if page.topic != INDEX]
    hits = [(page, text) for page, text in found if all(word in text.lower() for word in wanted)]
    hits.sort(key=lambda hit: not all(word in hit[0].title.lower() for word in wanted))
    return [Find(page, _excerpt(text, wanted[0])) for page, text in hits]


def plain(markdown: str) -> str:
    """The words of a page on one line, without its marks."""
    return " ".join(_MARKS.sub(lambda found: found.group(1) or "", markdown).split())


def _page(path: Path) -> Page:
    text = path.read_text("utf-8")
    title = text.partition("\n")[0].removeprefix("# ").strip()
    return Page(topic_of(path.name), title, text)


def _excerpt(text: str, word: str) -> str:
    at = text.lower().index(word)
    start, end = max(at - _AROUND, 0), at + len(word) + _AROUND
    return ("…" if start else "") + text[start:end].strip() + ("…" if end < len(text) else "")
