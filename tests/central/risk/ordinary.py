"""The inputs of the installed card for an ordinary applicant with a used car."""

from paddock.central.risk.feature_list import FEATURES, Features

ORDINARY: Features = dict.fromkeys(FEATURES) | {
    "down_payment_ratio": 0.35,
    "dti": 0.2,
    "history_months": 60,
    "overdue_count_24m": 0,
    "max_overdue_periods_24m": 0,
    "inquiries_3m": 3,
    "revolving_utilisation": 0.29,
    "lenders_90d": 1,
    "phone_tenure_months": 24,
    "years_in_occupation": 8,
    "occupation": "employed",
    "condition": "used",
}
