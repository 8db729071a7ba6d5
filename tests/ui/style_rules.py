"""Reads a finished style sheet as far as the checks need it: rules, and what stands on which ground."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_STATE = re.compile(r":(?!:)[a-z-]+|\[(?:busy|tone)=\"[a-z]+\"\]")
_PART = re.compile(r"::(?!item|tab|section)[a-z-]+")
"""Parts of a widget that carry no words."""
_INPUTS = re.compile(r"(QLineEdit|QPlainTextEdit|QComboBox|QDateEdit|QSpinBox|QCheckBox|QRadioButton)\b")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6,8}")


@dataclass(frozen=True, slots=True)
class Rule:
    """One selector with what it declares itself."""

    selector: str
    declares: dict[str, str]

    @property
    def widget(self) -> str:
        """The last part of the selector, without states and tones: what it is about."""
        return _STATE.sub("", self.selector.split()[-1])

    @property
    def inside(self) -> str:
        """What the widget stands in, as far as the selector says so."""
        return " ".join(self.selector.split()[:-1])

    @property
    def ground(self) -> str:
        """The colour it paints behind itself; empty when it is none of its own."""
        found = _COLOUR.match(self.declares.get("background", ""))
        return found.group() if found else ""


def rules_of(sheet: str) -> list[Rule]:
    """The rules in their order, one for each selector."""
    found = []
    for selectors, body in _RULE.findall(re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)):
        pairs = [declaration.partition(":") for declaration in body.split(";")]
        declares = {name.strip(): value.strip() for name, colon, value in pairs if colon}
        found += [Rule(selector.strip(), declares) for selector in selectors.split(",")]
    return found


@dataclass(frozen=True, slots=True)
class Pair:
    """Something drawn on a ground, both as `#RRGGBB`."""

    where: str
    drawn: str
    ground: str


class Sheet:
    """A style sheet that can be asked what stands on what."""

    def __init__(self, sheet: str, open_grounds: dict[str, str]) -> None:
        """`open_grounds`: name → colour of the surfaces that widgets without a ground of their own stand on."""
        self.rules = rules_of(sheet)
        self._open = open_grounds

    def texts(self) -> Iterator[Pair]:
        """Every text on every ground it can stand on."""
        for rule in self.rules:
            if "selection-background-color" in rule.declares:
                ground = rule.declares["selection-background-color"]
                yield Pair(f"{rule.selector} (selection)", rule.declares["selection-color"], ground)
            ink = "" if _PART.search(rule.selector) else self._value(rule, "color")
            if ink and ("color" in rule.declares or "background" in rule.declares):
                for ground in self._grounds(rule):
                    yield Pair(rule.selector, ink, ground)

    def edges(self) -> Iterator[Pair]:
        """Borders that tell where an input is, and the marks of focus, on what lies around them."""
        for rule in self.rules:
            found = [
                _COLOUR.search(rule.declares.get(name, "")) for name in ("border-color", "border", "border-bottom")
            ]
            edge = next((colour.group() for colour in found if colour), "")
            if edge and self._needs_an_edge(rule):
                for ground in self._around(rule):
                    yield Pair(rule.selector, edge, ground)

    def _needs_an_edge(self, rule: Rule) -> bool:
        if ":disabled" in rule.selector or "busy" in rule.selector:
            return False
        plain = rule.widget.replace("::indicator", "")
        return ":focus" in rule.selector or bool(_INPUTS.match(plain) and "::" not in plain)

    def _around(self, rule: Rule) -> list[str]:
        inside = self._ground_of(rule.inside)
        return [inside] if inside else list(self._open.values())

    def _value(self, rule: Rule, name: str) -> str:
        """What holds for the rule: its own, else that of the same widget without the state, else of its kind."""
        plain = re.sub(r"\[.*?\]|#\w+", "", rule.widget)
        wanted = (rule.selector, f"{rule.inside} {rule.widget}".strip(), rule.widget, plain)
        return next(
            (
                other.declares[name]
                for selector in wanted
                for other in self.rules
                if other.selector == selector and name in other.declares
            ),
            "",
        )

    def _ground_of(self, selector: str) -> str:
        return next((rule.ground for rule in self.rules if rule.selector == selector and rule.ground), "")

    def _grounds(self, rule: Rule) -> list[str]:
        ground = self._value(rule, "background")
        return [ground] if ground.startswith("#") else self._around(rule)
