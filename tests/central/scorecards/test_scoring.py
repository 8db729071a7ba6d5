import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.central.data_file import Cell, DataFile
from paddock.central.scorecards.bins import Bins
from paddock.central.scorecards.card import Card
from paddock.central.scorecards.inputs import Input, Operation
from paddock.central.scorecards.model_card import points_table
from paddock.central.scorecards.procedure import Fit
from paddock.central.scorecards.scoring import CardReader
from paddock.domain.errors import BadInput

NUMBER = st.floats(-1e6, 1e6)
CELL = st.one_of(
    st.none(), NUMBER.map(lambda number: f"{number:.3f}"), st.sampled_from(["employed", "farmer", "-9", "elf"])
)


def rows_of(card: Card) -> st.SearchStrategy[dict[str, Cell]]:
    return st.fixed_dictionaries(dict.fromkeys(card.needs, CELL))


@given(data=st.data())
def test_the_points_of_every_row_add_up_to_its_score(fitted: Fit, data: st.DataObject) -> None:
    reader = CardReader(fitted.card)
    row = data.draw(rows_of(fitted.card))
    scored = reader.score(row)
    assert scored.score == fitted.card.constant + sum(line.points for line in scored.contributions)
    assert 0 < scored.bad_probability < 1
    assert [line.lost for line in scored.reasons(99)] == sorted(
        (line.lost for line in scored.reasons(99)), reverse=True
    )


@given(data=st.data(), low=st.floats(1, 1e6), more=st.floats(0, 1e6))
def test_more_of_a_declared_column_never_turns_the_score_round(
    fitted: Fit, data: st.DataObject, low: float, more: float
) -> None:
    reader = CardReader(fitted.card)
    row = data.draw(rows_of(fitted.card))
    high = low + more
    assert reader.score(row | {"income": high}).score >= reader.score(row | {"income": low}).score
    assert reader.score(row | {"term": high}).score <= reader.score(row | {"term": low}).score


@given(data=st.data())
def test_withholding_never_pays(fitted: Fit, data: st.DataObject) -> None:
    """Whatever a row says, leaving any of it out never raises the score: not line by line, and not at once."""
    reader = CardReader(fitted.card)
    row = data.draw(rows_of(fitted.card))
    gone = data.draw(st.sets(st.sampled_from(fitted.card.needs), min_size=1))
    before, after = reader.score(row), reader.score(row | dict.fromkeys(gone))
    assert after.score <= before.score
    for was, line in zip(before.contributions, after.contributions, strict=True):
        assert line.points <= was.points


@given(data=st.data())
def test_missing_gets_its_own_bin_and_nothing_else(fitted: Fit, data: st.DataObject) -> None:
    """Whatever a row says, taking one column away gives every line that read it its bin for missing."""
    card = fitted.card
    reader = CardReader(card)
    row = data.draw(rows_of(card))
    gone = data.draw(st.sampled_from(card.needs))
    before, after = reader.score(row), reader.score(row | {gone: None})
    for term, was, line in zip(card.terms, before.contributions, after.contributions, strict=False):
        if gone in term.bins.input.needs:
            assert line.missing
            assert line.points == term.table[-1].points
        else:
            assert line == was


def test_a_card_that_rewards_withholding_is_refused(fitted: Fit) -> None:
    document = json.loads(fitted.card.to_json())
    document["terms"][0]["table"][-1]["points"] = 300
    with pytest.raises(BadInput, match="for not being known"):
        Card.from_text(json.dumps(document))
    document = json.loads(fitted.card.to_json())
    if document["pairs"]:
        document["pairs"][0]["points"][-1][0] = 300
        with pytest.raises(BadInput, match="for not knowing one of them"):
            Card.from_text(json.dumps(document))


def test_the_order_of_the_rows_does_not_matter(fitted: Fit, book_file: DataFile) -> None:
    reader = CardReader(fitted.card)
    order = list(range(book_file.rows))
    order = order[7::2] + order[6::-1] + order[8::2]
    mixed = DataFile("m", "", {n: [column[i] for i in order] for n, column in book_file.columns.items()})
    scored, again = reader.score_file(book_file), reader.score_file(mixed)
    assert [scored[i] for i in order] == again


@given(limits=st.sets(NUMBER, min_size=1, max_size=8), value=NUMBER)
def test_a_value_falls_in_the_bin_its_label_says(limits: set[float], value: float) -> None:
    bins = Bins(input=Input(columns=("x",)), limits=tuple(sorted(limits)))
    place = bins.find(value)
    ordered = sorted(limits)
    assert place == 0 or ordered[place - 1] <= value
    assert place == len(ordered) or value < ordered[place]


def test_half_known_months_are_missing_months() -> None:
    mean = Input(columns=("a1", "a2", "a3"), operation=Operation.MEAN, over=("limit",))
    assert mean.value({"a1": "1", "a2": 2, "a3": 3.0, "limit": "4"}) == 0.5
    assert mean.value({"a1": "1", "a2": None, "a3": 3.0, "limit": "4"}) is None
    assert mean.value({"a1": "1", "a2": 2, "a3": 3.0, "limit": "0"}) is None


def test_a_card_that_was_changed_is_refused(fitted: Fit, tmp_path: Path) -> None:
    path = tmp_path / "card.json"
    path.write_text(fitted.card.to_json(), "utf-8")
    assert Card.read(path) == fitted.card
    path.write_text(fitted.card.to_json().replace('"constant": ', '"constant": 1'), "utf-8")
    with pytest.raises(BadInput, match="hash"):
        Card.read(path)


MODELS = Path(__file__).parents[3] / "docs" / "models"


@pytest.mark.parametrize("name", ["credit-cards-tw", "credit-de"])
def test_a_published_card_is_whole_and_its_model_card_says_the_same(name: str) -> None:
    card = Card.read(MODELS / f"{name}.json")
    text = (MODELS / f"{name}.md").read_text("utf-8")
    assert card.sha256 in text
    assert points_table(card) in text
    assert not {"sex", "marriage", "age", "status_and_sex", "is_foreign_worker"} & set(card.needs)
    known = dict.fromkeys(card.needs, "1")
    assert CardReader(card).score(known).contributions


def test_a_file_without_the_columns_of_the_card_is_named(fitted: Fit, book_file: DataFile) -> None:
    less = {name: column for name, column in book_file.columns.items() if name not in {"income", "job"}}
    with pytest.raises(BadInput, match=r"income|job"):
        CardReader(fitted.card).score_file(DataFile("less", "", less))
