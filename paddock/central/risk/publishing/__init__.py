"""From a draft to the rules in force: check, backtest, a second person's approval, and back."""
