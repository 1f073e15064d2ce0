"""The national analysis: what the counties tell, put together."""
