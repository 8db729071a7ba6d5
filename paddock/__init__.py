"""Paddock 车融工作台: the dealer workstation and the central service for Chinese auto finance."""
