import math

import numpy as np
import pytest
from optbinning import OptimalBinning

from paddock.central.data_file import DataFile, as_number
from paddock.central.scorecards.binning import Trend, bin_input
from paddock.central.scorecards.columns import understand
from paddock.central.scorecards.fitting import Fitter, candidates_of
from paddock.central.scorecards.inputs import Input
from paddock.central.scorecards.metrics import area_under_curve
from paddock.central.scorecards.procedure import Fit, fit_card
from paddock.central.scorecards.scoring import CardReader
from paddock.central.scorecards.target import read_target
from paddock.central.scorecards.validation import fit_model
from tests.central.scorecards.conftest import WISH


def test_the_card_finds_what_the_book_was_made_from(fitted: Fit) -> None:
    card = fitted.card
    assert card.report.area_under_curve > 0.72  # the odds it was made from reach about 0.77
    used = {column for term in card.terms for column in term.bins.input.needs}
    assert {"income", "term", "job"} <= used
    assert used & {"late_1", "late_2", "late_3"}
    assert "colour" not in used
    assert {sentence.en.split("“")[1].split("”")[0] for sentence in fitted.left_out} == {"loan_id", "constant"}
    assert not fitted.warnings


def test_the_held_out_bad_rates_are_as_expected(fitted: Fit) -> None:
    tenths = fitted.card.report.tenths
    assert sum(tenth.rows for tenth in tenths) == fitted.card.fitted_on.rows
    assert tenths[0].bads / tenths[0].rows > 3 * tenths[-1].bads / tenths[-1].rows
    assert sum(t.expected_bads for t in tenths) == pytest.approx(fitted.card.fitted_on.bads, rel=0.05)


def test_the_same_seed_gives_the_same_card(book_file: DataFile, fitted: Fit) -> None:
    assert fit_card(book_file, WISH).card.to_json() == fitted.card.to_json()


def test_the_points_are_the_fitted_model_on_every_row(book_file: DataFile, fitted: Fit) -> None:
    """The model scored its own way (numpy on codes) and the table of points read by the card's reader: 0 rows off."""
    target = read_target(book_file, "outcome")
    inputs = understand(book_file, "outcome", target.kept.tolist(), WISH.choices).inputs
    candidates = candidates_of(book_file, target.kept.tolist(), inputs, WISH.choices)
    model = fit_model(candidates, target.is_bad, WISH.seed)
    scale = fitted.card.scale
    exact = scale.base_points - scale.factor * (np.log(scale.base_odds) + model.log_odds(candidates))
    scored = CardReader(fitted.card).score_file(book_file)
    lines = 1 + len(fitted.card.terms) + len(fitted.card.pairs)
    off = [row.score for row, want in zip(scored, exact, strict=True) if abs(row.score - want) > lines / 2]
    assert off == []
    for row in scored:
        assert row.score == fitted.card.constant + sum(line.points for line in row.contributions)
        assert row.bad_probability == pytest.approx(scale.bad_probability(row.score))


def test_the_bins_are_those_of_optbinning_on_every_row(book_file: DataFile) -> None:
    income = [as_number(cell) for cell in book_file.column("income")]
    is_bad = np.array([float(cell == "bad") for cell in book_file.column("outcome")])
    plain = [None if value == -9 else value for value in income]
    binned = bin_input(Input(columns=("income",)), list(plain), is_bad)
    theirs = OptimalBinning(
        dtype="numerical",
        monotonic_trend="auto_asc_desc",
        max_n_bins=10,
        max_n_prebins=25,
        min_prebin_size=40 / 1436,
        min_bin_size=40 / 1436,
    )
    known = np.array([value for value in plain if value is not None])
    share = 40 / len(known)
    theirs.set_params(min_prebin_size=share, min_bin_size=share)
    theirs.fit(known, is_bad[[value is not None for value in plain]])
    codes = theirs.transform(known, metric="indices")
    ours = binned.codes[[value is not None for value in plain]]
    assert (codes != ours).sum() == 0


def test_declared_directions_hold_in_the_table(fitted: Fit) -> None:
    terms = {term.name: term for term in fitted.card.terms}
    assert terms["income"].trend == "rising"
    assert terms["income"].declared
    assert terms["term"].trend == "falling"
    declared = {"income", "term"}
    for pair in fitted.card.pairs:
        assert not declared & {
            terms_name for i in (pair.first, pair.second) for terms_name in fitted.card.terms[i].bins.input.needs
        }
    for term in fitted.card.terms:
        assert term.name in declared or not declared & set(term.bins.input.needs)


def test_a_special_value_and_missing_have_bins_of_their_own(fitted: Fit) -> None:
    income = next(term for term in fitted.card.terms if term.name == "income")
    assert income.bins.input.specials == ("-9",)
    assert income.table[-2].label == "= -9"
    assert income.table[-2].rows > 20
    assert income.table[-1].rows == 0
    assert income.table[-1].points == min(row.points for row in income.table)


def test_pairs_find_what_only_two_inputs_together_tell() -> None:
    random = np.random.default_rng(3)
    first, second = random.integers(0, 4, 4000), random.integers(0, 4, 4000)
    odds = np.where((first < 2) == (second < 2), 1.5, -1.5)
    is_bad = (random.random(4000) < 1 / (1 + np.exp(-odds))).astype(float)
    # Either column alone says a little, so that both are kept.
    is_bad[(first == 3) & (random.random(4000) < 0.3)] = 1.0
    is_bad[(second == 0) & (random.random(4000) < 0.3)] = 1.0
    cells = {"a": list(map(str, first)), "b": list(map(str, second)), "y": list(map(str, is_bad.astype(int)))}
    file = DataFile("made", "", {name: list(column) for name, column in cells.items()})
    target = read_target(file, "y")
    inputs = understand(file, "y", target.kept.tolist(), WISH.choices.__class__()).inputs
    candidates = candidates_of(file, target.kept.tolist(), inputs, WISH.choices.__class__())
    plain, paired = Fitter(candidates, is_bad).fit_all([0, 5])
    assert len(paired.pairs) == 1
    gain = area_under_curve(paired.log_odds(candidates), is_bad) - area_under_curve(plain.log_odds(candidates), is_bad)
    assert gain > 0.1


def test_a_trend_survives_the_refinement(book_file: DataFile) -> None:
    target = read_target(book_file, "outcome")
    inputs = understand(book_file, "outcome", target.kept.tolist(), WISH.choices).inputs
    model = Fitter(candidates_of(book_file, target.kept.tolist(), inputs, WISH.choices), target.is_bad).fit(0)
    for term, values in zip(model.terms, model.values, strict=True):
        steps = np.diff(values[: term.bins.regular])
        assert term.trend is Trend.FREE or (steps * (1 if term.trend is Trend.FALLING else -1) >= -1e-9).all()
    assert math.isfinite(model.intercept)
