"""The day on which the demo of this run was loaded."""

from ..levels import demo_day

TODAY = demo_day()
