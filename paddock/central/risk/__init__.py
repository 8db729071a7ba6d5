"""Deciding: rules, scorecard, and the engine that turns an application and evidence into a decision."""
