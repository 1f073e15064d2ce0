"""The rotation: rules written again, and everything the engine promises."""
