"""Catalogues of the first format, which decisions made with them are still replayed from: limits by name, one row."""

from typing import Any


def row_of(plan: dict[str, Any]) -> dict[str, str]:
    """The limits of a plan of the first format as one row of cells."""
    limits = plan.get("eligibility", {})
    cells = {
        "down_payment_ratio": f">= {plan['min_down_payment']}",
        "amount_financed_fen": f"<= {plan['max_financed_fen']}",
    }
    if len(limits.get("conditions", ())) == 1:
        cells["condition"] = f'"{limits["conditions"][0]}"'
    if limits.get("new_energy_only"):
        cells["new_energy"] = "true"
    if limits.get("occupations"):
        cells["occupation"] = ", ".join(f'"{occupation}"' for occupation in limits["occupations"])
    for limit, name, operator in _LIMITS:
        if limits.get(limit) is not None:
            cells[name] = f"{operator} {limits[limit]}"
    return cells


_LIMITS = (
    ("min_score", "score", ">="),
    ("max_vehicle_age_months", "vehicle_age_at_end_months", "<="),
    ("max_odometer_km", "odometer_km", "<="),
    ("max_ltv", "ltv", "<="),
)
