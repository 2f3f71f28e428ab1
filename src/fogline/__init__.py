"""Fogline: conflicting reports about an armed conflict as a record that can be checked. Start reading at `pipeline`."""
