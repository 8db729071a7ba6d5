"""The verbs of a batch 批量: capture vehicles on the lot, look at the doubtful ones, give lists back."""
