"""The day on which the demo of this run was loaded."""

from tests.levels import demo_day

TODAY = demo_day()
