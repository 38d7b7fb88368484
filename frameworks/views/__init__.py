"""The public library: what an edition says, readable by anybody."""
