"""The tokens: one place for every colour and length, readable in every scheme, and with no meaning by colour alone."""

import itertools
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

import paddock.ui
from paddock.app.store.views import OutboxState
from paddock.domain.states import ApplicationState, DecisionOutcome
from paddock.ui import states, theme
from paddock.ui.main import dress
from paddock.ui.place import Place
from paddock.ui.preferences import Preferences
from paddock.ui.states import Look, Tone
from paddock.ui.tasks import Lane, close_workers, workers
from paddock.ui.theme import ContrastChoice, Scheme, ThemeChoice
from paddock.ui.widgets.chip import TINTS
from paddock.wire.contracts import ContractState
from paddock.wire.decisions import RuleOutcome
from paddock.wire.inventory import UnitState
from tests.ui.style_rules import Pair, Sheet

UI = Path(paddock.ui.__file__).parent
SCHEMES = get_args(Scheme)
PAINTED = [
    ("stage_ink", "stage"),
    ("guide", "stage"),
    ("surface", "warn"),
    ("surface", "ink"),
    ("paper_ink", "paper"),
    ("paper_faint", "paper"),
    ("ink", "accent_soft"),
    ("ink", "hover"),
    ("ink_faint", "hover"),
]
"""Text and ground of what paints itself; the rest is read from the style sheet."""


def colours(scheme: str) -> dict[str, str]:
    found: dict[str, str] = theme.tokens()["colours"][scheme]
    return found


def sheet(scheme: Scheme) -> Sheet:
    names = colours(scheme)
    return Sheet(theme.style_sheet(scheme), {name: names[name] for name in ("window", "surface")})


def poor(pairs: Iterator[Pair], least: float) -> set[str]:
    return {
        f"{pair.where}: {pair.drawn} on {pair.ground} {ratio:.2f}"
        for pair in pairs
        if (ratio := theme.contrast(QColor(pair.drawn), QColor(pair.ground))) < least
    }


def painted(scheme: str) -> Iterator[Pair]:
    names = colours(scheme)
    for text, ground in [*PAINTED, *TINTS.values()]:
        yield Pair(f"{text} on {ground}", names[text], names[ground])


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_text_can_be_read_on_every_ground_it_stands_on(scheme: Scheme) -> None:
    pairs = [*sheet(scheme).texts(), *painted(scheme)]
    assert len(pairs) > 100
    assert poor(iter(pairs), 7.0 if scheme.endswith("contrast") else 4.5) == set()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_edges_of_inputs_and_the_focus_can_be_seen(scheme: Scheme) -> None:
    pairs = list(sheet(scheme).edges())
    assert len(pairs) > 40
    assert poor(iter(pairs), 4.5 if scheme.endswith("contrast") else 3.0) == set()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_focused_edge_is_another_colour_than_a_plain_one(scheme: str) -> None:
    names = colours(scheme)
    assert distance(QColor(names["focus"]), QColor(names["line_strong"])) > 0.1


def test_all_schemes_name_the_same_colours_and_make_a_style_sheet() -> None:
    assert len({frozenset(colours(scheme)) for scheme in SCHEMES}) == 1
    for scheme in SCHEMES:
        made = theme.style_sheet(scheme)
        assert "$" not in made
        for picture in re.findall(r"url\(([^)]+)\)", made):
            assert Path(picture).exists()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("picture", "token"),
    [("caret", "ink_soft"), ("check", "accent_ink"), ("dot", "accent_ink"), ("close", "ink_faint")],
)
def test_the_small_pictures_of_the_style_sheet_have_the_colours_of_the_tokens(
    scheme: str, picture: str, token: str
) -> None:
    drawn = (theme.style_folder() / f"{picture}_{scheme}.svg").read_text("utf-8")
    assert re.findall(r"#[0-9A-Fa-f]{6}", drawn) == [colours(scheme)[token]]


def test_the_style_sheet_takes_every_colour_and_length_from_the_tokens() -> None:
    template = re.sub(r"/\*.*?\*/", "", (theme.style_folder() / "window.qss").read_text("utf-8"), flags=re.DOTALL)
    bodies = " ".join(re.findall(r"\{([^{}]*)\}", template.replace("${", "$(")))
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b|\b(?:rgb|rgba|hsl|hsv|qlineargradient)\(", bodies) == []
    assert [found for found in re.findall(r"(\d+)(?:px|pt|em|ex)", bodies) if int(found) > 3] == []
    values = re.findall(r":\s*([^;]+)", bodies)
    words = {word for value in values for word in re.findall(r"(?<![$\w/-])[a-z]+(?![\w(_.-])", value)}
    assert words & set(QColor.colorNames()) == {"transparent"}


def test_no_code_of_the_window_names_a_colour() -> None:
    """Apart from the fully transparent one, which is no colour."""
    literal = re.compile(r"[\"']#[0-9A-Fa-f]{3,8}[\"']|QColor\(\s*[\"'\d]|Qt\.GlobalColor\.(?!transparent)")
    found = {
        f"{path.relative_to(UI)}:{number}"
        for path in UI.rglob("*.py")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if literal.search(line)
    }
    assert found == set()


def test_no_code_of_the_window_sets_a_size_of_text_by_number() -> None:
    literal = re.compile(r"setP(?:ixel|oint)SizeF?\(\s*\d")
    assert [path.name for path in UI.rglob("*.py") if literal.search(path.read_text("utf-8"))] == []


def test_every_token_is_used_somewhere() -> None:
    """A token nobody uses is a promise the window does not keep."""
    code = " ".join(path.read_text("utf-8") for path in UI.rglob("*.py"))
    template = (theme.style_folder() / "window.qss").read_text("utf-8")
    unused = set()
    for name in colours("light"):
        if not re.search(rf"\${name}\b", template) and f'"{name}"' not in code:
            unused.add(name)
    for group in ("type", "space", "pad", "radius", "height", "width", "part", "motion_ms"):
        for name in theme.tokens()[group]:
            if not re.search(rf"\$({group}|less)_{name}\b", template) and f'"{name}"' not in code:
                unused.add(f"{group}.{name}")
    assert unused == set()


# Colour and meaning

# Simulation of missing cones in linear RGB: Machado, Oliveira, Fernandes, "A Physiologically-based Model for Simulation
# of Color Vision Deficiency", IEEE TVCG 15(6), 2009, severity 1.0.
BLIND = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
}


def linear(colour: QColor) -> tuple[float, ...]:
    return tuple(
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )


def seen_by(colour: QColor, kind: str) -> tuple[float, ...]:
    light = linear(colour)
    return tuple(min(max(sum(a * b for a, b in zip(row, light, strict=True)), 0.0), 1.0) for row in BLIND[kind])


def oklab(light: tuple[float, ...]) -> tuple[float, float, float]:
    """Björn Ottosson, "A perceptual color space for image processing", 2020."""
    red, green, blue = light
    long, middle, short = (
        value ** (1 / 3)
        for value in (
            0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue,
            0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue,
            0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue,
        )
    )
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def distance(one: QColor, other: QColor, kind: str = "") -> float:
    first, second = (oklab(seen_by(colour, kind) if kind else linear(colour)) for colour in (one, other))
    return float(sum((a - b) ** 2 for a, b in zip(first, second, strict=True)) ** 0.5)


def families() -> dict[str, list[Look]]:
    return {
        "application": [states.look_of_application(state) for state in ApplicationState],
        "outbox": [states.look_of_outbox(state) for state in OutboxState],
        "outcome": [states.look_of_outcome(outcome) for outcome in DecisionOutcome],
        "contract": [states.look_of_contract(state) for state in ContractState],
        "unit": [states.look_of_unit(state) for state in UnitState],
        "rule": [states.look_of_rule(outcome) for outcome in RuleOutcome],
    }


@pytest.mark.parametrize("family", sorted(families()))
def test_every_state_has_words_and_an_icon_and_states_of_different_tone_never_share_one(family: str) -> None:
    looks = families()[family]
    assert all(look.text and look.icon for look in looks)
    for one, other in itertools.combinations(looks, 2):
        assert one.tone == other.tone or one.icon != other.icon, (one, other)
        assert one.text != other.text or one == other


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", ["", *BLIND])
def test_good_and_bad_are_told_apart_by_people_who_miss_a_cone(scheme: str, kind: str) -> None:
    """0.02 in Oklab is about what is just noticed; the pair that must never be mixed up keeps well away from it."""
    names = colours(scheme)
    good, bad = (QColor(names[TINTS[tone][0]]) for tone in ("good", "bad"))
    assert distance(good, bad, kind) > 0.045


def test_there_is_a_tint_for_every_tone() -> None:
    assert set(TINTS) == set(get_args(Tone))


# Following the person's wishes


class Desktop:
    """What the desktop would say."""

    def __init__(self, *, wish: bool) -> None:
        self.wish = wish

    def __call__(self) -> bool:
        return self.wish


@pytest.fixture
def preferences(tmp_path: Path, qapp: QApplication) -> Iterator[Preferences]:
    yield Preferences(tmp_path / "window.ini")
    close_workers()
    theme.apply_colours(qapp, ThemeChoice.LIGHT)


@pytest.mark.parametrize(
    ("chosen", "wanted", "expected"),
    [
        (ContrastChoice.SYSTEM, True, "dark_contrast"),
        (ContrastChoice.SYSTEM, False, "dark"),
        (ContrastChoice.HIGH, False, "dark_contrast"),
        (ContrastChoice.NORMAL, True, "dark"),
    ],
)
def test_contrast_follows_the_desktop_unless_the_person_chose(
    preferences: Preferences,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    chosen: ContrastChoice,
    wanted: bool,  # noqa: FBT001 - a parameter of pytest
    expected: str,
) -> None:
    monkeypatch.setattr("paddock.ui.main.system_wants_contrast", Desktop(wish=wanted))
    preferences.theme, preferences.contrast = ThemeChoice.DARK, chosen
    dress(qapp, preferences)
    assert theme.scheme() == expected
    assert theme.is_dark()
    assert qapp.palette().window().color() == theme.colour("window")


def test_the_text_grows_and_what_holds_it_grows_too(
    preferences: Preferences, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paddock.ui.main.fitting_scale", lambda wanted, _screen: wanted)
    plain = theme.size("type", "body"), theme.size("height", "row"), theme.size("space", "large")
    preferences.text_scale = 125
    dress(qapp, preferences)
    assert theme.size("type", "body") > plain[0]
    assert theme.size("height", "row") > plain[1]
    assert theme.size("space", "large") == plain[2]
    assert f"font-size: {theme.size('type', 'body')}px" in qapp.styleSheet()


@pytest.mark.parametrize(
    ("wanted", "screen", "shown"),
    [
        (125, QSize(1920, 1040), 125),
        (125, QSize(1366, 740), 112),
        (125, QSize(1280, 720), 100),
        (112, QSize(1920, 1040), 112),
        (100, QSize(1024, 600), 100),
    ],
)
def test_text_is_never_so_large_that_the_window_leaves_the_screen(wanted: int, screen: QSize, shown: int) -> None:
    assert theme.fitting_scale(wanted, screen) == shown
    assert theme.least_window(100) == QSize(1180, 660)


def test_choices_survive_and_nonsense_in_the_file_is_ignored(preferences: Preferences, tmp_path: Path) -> None:
    preferences.text_scale, preferences.contrast = 112, ContrastChoice.HIGH
    close_workers()
    ini = tmp_path / "window.ini"
    again = Preferences(ini)
    assert (again.text_scale, again.contrast) == (112, ContrastChoice.HIGH)
    ini.write_text("[General]\ntext_scale=huge\ncontrast=??\n", "utf-8")
    again = Preferences(ini)
    assert (again.text_scale, again.contrast) == (100, ContrastChoice.SYSTEM)


def test_choices_are_kept_by_another_thread_than_the_windows(
    preferences: Preferences, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that takes its time must not be felt while a window is moved; of many places only the last is written."""
    written: list[tuple[str, dict[str, str]]] = []
    write = preferences._write

    def noted(values: dict[str, str]) -> None:
        if values is preferences._values:
            written.append((threading.current_thread().name, values))
        write(values)

    monkeypatch.setattr(preferences, "_write", noted)
    held = threading.Event()
    workers().submit(Lane.DATABASE, held.wait)
    for x in range(50):
        preferences.place = Place(x, 0, 1300, 730)
    assert preferences.place == Place(49, 0, 1300, 730)
    held.set()
    close_workers()
    assert [(name.startswith("database"), values["place"]) for name, values in written] == [(True, "49 0 1300 730 0")]
    assert Preferences(tmp_path / "window.ini").place == Place(49, 0, 1300, 730)


@pytest.mark.usefixtures("qapp")
def test_nothing_moves_for_those_who_asked_for_less_motion(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not theme.system_wants_less_motion()
    assert theme.motion("pulse") == theme.tokens()["motion_ms"]["pulse"]
    monkeypatch.setattr(theme, "system_wants_less_motion", Desktop(wish=True))
    assert theme.motion("pulse") == 0


def test_less_motion_can_be_asked_for_in_the_settings(preferences: Preferences, qapp: QApplication) -> None:
    preferences.less_motion = True
    dress(qapp, preferences)
    assert theme.motion("slide") == 0
    preferences.less_motion = False
    dress(qapp, preferences)
    assert theme.motion("slide") > 0
