"""Bringing in a case: a supervisor tells what happened, who writes cases thanks, asks, and makes it one."""
