"""The simulated market is the same for the same seed, and the suggested moves serve more of its customers."""

from benchmarks.wholesale_retail import play


def test_moves_serve_more_customers_and_a_seed_is_a_market() -> None:
    without = play(3, 6, alerts=False, moves=False)
    assert play(3, 6, alerts=False, moves=False) == without
    moved = play(3, 6, alerts=False, moves=True)
    assert moved.moves > 0
    assert moved.lost < without.lost
