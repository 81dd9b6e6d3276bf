"""The kit renders blocks."""
