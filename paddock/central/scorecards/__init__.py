"""Scorecards 评分卡 fitted on a lender's own book: from a table of loans to a readable table of points, and back."""
