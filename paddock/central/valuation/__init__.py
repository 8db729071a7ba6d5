"""Valuation 估值: what a used car is worth now and later, with an interval, from a lender's own table of prices."""
