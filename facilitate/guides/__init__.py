"""The facilitator's script, then Word."""
